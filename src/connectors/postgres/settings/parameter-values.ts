import { toFieldPath } from '../../../core/ids.ts'
import type { HonouredParameter } from './libpq-parameters.ts'
import type { Parameter } from './parse-parameters.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'
import { parseRequireAuth } from './require-auth.ts'
import {
  certificateModes,
  channelBindings,
  type PostgresSettings,
  type SslMode,
  targetSessionAttrs,
  tlsVersions,
} from './settings.ts'

type ParameterSettings = Pick<
  PostgresSettings,
  | 'applicationName'
  | 'channelBinding'
  | 'connectTimeoutMs'
  | 'keepalives'
  | 'keepalivesIdleMs'
  | 'loadBalanceHosts'
  | 'options'
  | 'requireAuth'
  | 'sslMaxProtocolVersion'
  | 'sslMinProtocolVersion'
  | 'sslcertmode'
  | 'sslnegotiation'
  | 'sslsni'
  | 'targetSessionAttrs'
>

/** libpq counts `connect_timeout=1` as 2 seconds. */
const leastConnectTimeoutSeconds = 2
const weakModes: readonly SslMode[] = ['disable', 'allow', 'prefer']

/** Turns parameter texts into values, with libpq's defaults and libpq's rules. */
export function readParameterValues(
  parameters: ReadonlyMap<HonouredParameter, Parameter>,
  sslmode: SslMode | null,
  problems: SettingsProblem[],
): ParameterSettings {
  const { seconds, flag, word, refuse } = createValueReader(parameters, problems)
  const connectTimeout = seconds('connect_timeout')
  const keepalivesIdle = seconds('keepalives_idle')
  const sslMinProtocolVersion = word('ssl_min_protocol_version', tlsVersions) ?? 'TLSv1.2'
  const sslMaxProtocolVersion = word('ssl_max_protocol_version', tlsVersions)
  const isBelow =
    sslMaxProtocolVersion !== null &&
    tlsVersions.indexOf(sslMaxProtocolVersion) < tlsVersions.indexOf(sslMinProtocolVersion)
  if (isBelow) refuse('ssl_max_protocol_version', `a version from ${sslMinProtocolVersion} on, the lowest allowed`)
  const requireAuth = parseRequireAuth(parameters.get('require_auth')?.value)
  if ('expected' in requireAuth) refuse('require_auth', requireAuth.expected)
  const sslnegotiation = word('sslnegotiation', ['postgres', 'direct']) ?? 'postgres'
  const negotiation = parameters.get('sslnegotiation')
  if (negotiation !== undefined && sslnegotiation === 'direct' && sslmode !== null && weakModes.includes(sslmode)) {
    problems.push(directNeedsTls(negotiation, sslmode))
  }
  return {
    applicationName:
      parameters.get('application_name')?.value || parameters.get('fallback_application_name')?.value || 'patchbay',
    channelBinding: word('channel_binding', channelBindings) ?? 'prefer',
    connectTimeoutMs: connectTimeout === null ? null : Math.max(connectTimeout, leastConnectTimeoutSeconds) * 1000,
    keepalives: flag('keepalives'),
    keepalivesIdleMs: keepalivesIdle === null ? null : keepalivesIdle * 1000,
    loadBalanceHosts: word('load_balance_hosts', ['disable', 'random']) === 'random',
    requireAuth: 'methods' in requireAuth ? requireAuth.methods : null,
    sslcertmode: word('sslcertmode', certificateModes) ?? 'allow',
    options: parameters.get('options')?.value || null,
    sslMaxProtocolVersion,
    sslMinProtocolVersion,
    sslnegotiation,
    sslsni: flag('sslsni'),
    targetSessionAttrs: word('target_session_attrs', targetSessionAttrs) ?? 'any',
  }
}

/** Readers by kind of value. A value that does not fit becomes a problem and reads as absent. */
function createValueReader(parameters: ReadonlyMap<HonouredParameter, Parameter>, problems: SettingsProblem[]) {
  function refuse(name: HonouredParameter, expected: string): void {
    const parameter = parameters.get(name)
    if (parameter === undefined) return
    problems.push(
      settingsProblem('SETTINGS_PARAMETER_VALUE', [parameter.field], {
        summary: `${name} cannot be ${parameter.value === '' ? 'empty' : quoted(parameter.value)}.`,
        remedy: `Use ${expected}.`,
        actions: [patchAction(`Remove ${name}`, [parameter.field, null])],
      }),
    )
  }
  return {
    refuse,
    /** Null where libpq waits without limit, which it does for zero and below. */
    seconds(name: HonouredParameter): number | null {
      const text = parameters.get(name)?.value ?? '0'
      if (!/^\s*-?\d{1,9}\s*$/.test(text)) refuse(name, 'a whole number of seconds')
      return Number(text) > 0 ? Number(text) : null
    },
    flag(name: HonouredParameter): boolean {
      const text = parameters.get(name)?.value ?? '1'
      if (text !== '1' && text !== '0') refuse(name, '1 or 0')
      return text === '1'
    },
    word<Word extends string>(name: HonouredParameter, words: readonly Word[]): Word | null {
      const text = parameters.get(name)?.value.toLowerCase()
      // Empty text is libpq's way to say nothing.
      if (text === undefined || text === '') return null
      const found = words.find((candidate) => candidate.toLowerCase() === text)
      if (found === undefined) refuse(name, words.join(', '))
      return found ?? null
    },
  }
}

function directNeedsTls(parameter: Parameter, sslmode: SslMode): SettingsProblem {
  const modeField = toFieldPath(['sslMode'])
  return settingsProblem('SETTINGS_DIRECT_TLS_UNENCRYPTED', [modeField, parameter.field], {
    summary: `sslnegotiation=direct starts with TLS, and SSL mode ${sslmode} allows going without.`,
    remedy: 'Use SSL mode require or stronger.',
    actions: [
      patchAction('Use require', [modeField, 'require']),
      patchAction('Remove sslnegotiation', [parameter.field, null]),
    ],
    cause: 'CONFLICT',
  })
}
