import type { Action } from '../../../../core/connection.ts'
import type { DiagnosisCode } from '../../../../core/error.ts'
import type { FieldPath } from '../../../../core/ids.ts'
import type { HostedBy } from '../../catalog/server-identity.ts'
import type { PostgresSettings } from '../../settings/settings.ts'

/** What tells who runs a server. Everything but host, port and settings is known only once it answered. */
export interface Evidence {
  /** Of the try that decided; a socket's directory where it was one. */
  readonly host: string
  readonly port: number
  readonly settings: PostgresSettings
  /** Whether the try was encrypted. */
  readonly tls: boolean
  /** Subject and issuer of the presented certificate; empty where there was none. */
  readonly signers: string
  /** What the server reported at login. */
  readonly parameters: Readonly<Record<string, string>>
  /** What the catalog shows of a provider. */
  readonly hostedBy: HostedBy | null
}

export interface Advice {
  readonly text: string
  /** Stands in place of the general remedy and of its configuration lines, which nobody can act on there. */
  readonly instead?: true
  readonly actions?: readonly Action[]
  /** Put before the fields of the diagnosis. */
  readonly fields?: readonly FieldPath[]
}

/** Somebody who runs Postgres for others, or a relative of Postgres, with what is known to go wrong there. */
export interface Provider {
  /** As it stands in the report's facts. */
  readonly title: string
  readonly recognises: (evidence: Evidence) => boolean
  /** What else to say of a finding; null where it does not concern this case. */
  readonly advice: Partial<Record<DiagnosisCode, (evidence: Evidence) => Advice | null>>
}

/** The same advice for several codes. */
export function forCodes(
  codes: readonly DiagnosisCode[],
  advice: (evidence: Evidence) => Advice | null,
): Provider['advice'] {
  return Object.fromEntries(codes.map((code) => [code, advice]))
}

export const refusedLogins = [
  'AUTH_PASSWORD_REJECTED',
  'AUTH_ROLE_UNUSABLE',
  'AUTH_METHOD_REJECTED',
  'POOLER_LOGIN_REJECTED',
  'SERVER_REFUSED',
] as const satisfies readonly DiagnosisCode[]
export const blockedWays = ['CONN_NO_REPLY', 'CONN_UNREACHABLE'] as const satisfies readonly DiagnosisCode[]
