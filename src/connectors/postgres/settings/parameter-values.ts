import { toFieldPath } from '../../../core/ids.ts'
import type { HonouredParameter } from './libpq-parameters.ts'
import type { Parameter } from './parse-parameters.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'
import { type PostgresSettings, type SslMode, targetSessionAttrs, tlsVersions } from './settings.ts'

type ParameterSettings = Pick<
  PostgresSettings,
  | 'applicationName'
  | 'connectTimeoutMs'
  | 'keepalives'
  | 'keepalivesIdleMs'
  | 'options'
  | 'sslMaxProtocolVersion'
  | 'sslMinProtocolVersion'
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
  const refuse = (parameter: Parameter, expected: string) =>
    problems.push(
      settingsProblem('SETTINGS_PARAMETER_VALUE', [parameter.field], {
        summary: `${parameter.name} cannot be ${quoted(parameter.value)}.`,
        remedy: `Use ${expected}.`,
        actions: [patchAction(`Remove ${parameter.name}`, [parameter.field, null])],
      }),
    )

  function seconds(name: HonouredParameter): number | null {
    const parameter = parameters.get(name)
    if (parameter === undefined) return null
    if (!/^\s*-?\d{1,9}\s*$/.test(parameter.value)) {
      refuse(parameter, 'a whole number of seconds')
      return null
    }
    const value = Number(parameter.value)
    return value > 0 ? value : null
  }

  function flag(name: HonouredParameter): boolean {
    const parameter = parameters.get(name)
    if (parameter === undefined || parameter.value === '1') return true
    if (parameter.value !== '0') refuse(parameter, '1 or 0')
    return false
  }

  function word<Word extends string>(name: HonouredParameter, words: readonly Word[]): Word | null {
    const parameter = parameters.get(name)
    if (parameter === undefined) return null
    const found = words.find((candidate) => candidate.toLowerCase() === parameter.value.toLowerCase())
    if (found === undefined) refuse(parameter, words.join(', '))
    return found ?? null
  }

  const connectTimeout = seconds('connect_timeout')
  const keepalivesIdle = seconds('keepalives_idle')
  const sslMinProtocolVersion = word('ssl_min_protocol_version', tlsVersions) ?? 'TLSv1.2'
  const sslMaxProtocolVersion = word('ssl_max_protocol_version', tlsVersions)
  const max = parameters.get('ssl_max_protocol_version')
  if (
    max !== undefined &&
    sslMaxProtocolVersion !== null &&
    tlsVersions.indexOf(sslMaxProtocolVersion) < tlsVersions.indexOf(sslMinProtocolVersion)
  ) {
    refuse(max, `a version from ${sslMinProtocolVersion} on, the lowest allowed`)
  }
  const sslnegotiation = word('sslnegotiation', ['postgres', 'direct']) ?? 'postgres'
  const negotiation = parameters.get('sslnegotiation')
  if (negotiation !== undefined && sslnegotiation === 'direct' && sslmode !== null && weakModes.includes(sslmode)) {
    problems.push(directNeedsTls(negotiation, sslmode))
  }
  return {
    applicationName: parameters.get('application_name')?.value || 'patchbay',
    connectTimeoutMs: connectTimeout === null ? null : Math.max(connectTimeout, leastConnectTimeoutSeconds) * 1000,
    keepalives: flag('keepalives'),
    keepalivesIdleMs: keepalivesIdle === null ? null : keepalivesIdle * 1000,
    options: parameters.get('options')?.value || null,
    sslMaxProtocolVersion,
    sslMinProtocolVersion,
    sslnegotiation,
    sslsni: flag('sslsni'),
    targetSessionAttrs: word('target_session_attrs', targetSessionAttrs) ?? 'any',
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
