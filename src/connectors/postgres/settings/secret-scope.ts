import type { JsonObject, JsonValue } from '../../../core/json.ts'
import { isJsonObject } from '../../../core/json.ts'
import { withFieldParameters } from './field-parameters.ts'
import { parseHostPort } from './host-port.ts'
import { parseRequireAuth } from './require-auth.ts'
import { sslModes } from './settings.ts'

/**
 * Where a form sends its password and key, and how far the server is verified before.
 * Works on unfinished forms.
 */
export function secretScope(unfinished: JsonObject): { address: string; verification: number; trust: string } {
  const form = withFieldParameters(unfinished)
  const { hosts, problems } = parseHostPort(typeof form.hostPort === 'string' ? form.hostPort : '')
  const ca = isJsonObject(form.sslConfig) ? form.sslConfig.caCertificate : undefined
  const root = typeof ca === 'string' ? ca.trim() : ''
  const byDefault = root === 'system' ? 'verify-full' : 'prefer'
  const rank = sslModes.findIndex((mode) => mode === (form.sslMode || byDefault))
  // As libpq has it: with a root certificate, `require` verifies like `verify-ca`.
  const verification = root !== '' && rank === sslModes.indexOf('require') ? sslModes.indexOf('verify-ca') : rank
  return {
    address: JSON.stringify([
      problems.length === 0 ? hosts : (form.hostPort ?? null),
      form.username ?? null,
      // The one parameter that leads elsewhere; absent, the address stays what it always was.
      ...(parameter(form, 'hostaddr') ?? []),
    ]),
    verification: verification + guards(form) / 10,
    trust: verification >= sslModes.indexOf('verify-ca') ? root : '',
  }
}

/** How many parameters keep the password from an impostor beside the mode: giving up any one weakens. */
function guards(form: JsonObject): number {
  const given = parameter(form, 'require_auth')?.[0] ?? undefined
  const required = parseRequireAuth(given === undefined ? undefined : String(given))
  const methods = 'methods' in required ? required.methods : null
  const isProven = methods !== null && !methods.some((method) => ['password', 'md5', 'none'].includes(method))
  const isBound = parameter(form, 'channel_binding')?.[0] === 'require'
  const list = isJsonObject(form.sslConfig) ? form.sslConfig.certificateRevocationList : undefined
  return [isProven, isBound, typeof list === 'string' && list !== ''].filter(Boolean).length
}

/** A parameter's value, wherever it stands; null where nowhere. */
function parameter(form: JsonObject, name: string): [JsonValue] | null {
  for (const place of [form.connectionOptions, form.connectionArguments]) {
    if (isJsonObject(place) && Object.hasOwn(place, name)) return [place[name] ?? null]
  }
  return null
}
