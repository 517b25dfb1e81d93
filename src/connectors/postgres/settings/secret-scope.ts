import type { JsonObject } from '../../../core/json.ts'
import { isJsonObject } from '../../../core/json.ts'
import { parseHostPort } from './host-port.ts'
import { sslModes } from './settings.ts'

/**
 * Where a form sends its password and key, and how far the server is verified before.
 * Works on unfinished forms. Parameters beside the fields cannot redirect: `parseSettings` refuses those that could.
 */
export function secretScope(form: JsonObject): { address: string; verification: number; trust: string } {
  const { hosts, problems } = parseHostPort(typeof form.hostPort === 'string' ? form.hostPort : '')
  const ca = isJsonObject(form.sslConfig) ? form.sslConfig.caCertificate : undefined
  const root = typeof ca === 'string' ? ca.trim() : ''
  const rank = sslModes.findIndex((mode) => mode === (form.sslMode ?? 'prefer'))
  // As libpq has it: with a root certificate, `require` verifies like `verify-ca`.
  const verification = root !== '' && rank === sslModes.indexOf('require') ? sslModes.indexOf('verify-ca') : rank
  return {
    address: JSON.stringify([problems.length === 0 ? hosts : (form.hostPort ?? null), form.username ?? null]),
    verification,
    trust: verification >= sslModes.indexOf('verify-ca') ? root : '',
  }
}
