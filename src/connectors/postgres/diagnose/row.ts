import type { Action, Cause } from '../../../core/connection.ts'
import type { DiagnosisCode } from '../../../core/error.ts'
import { type FieldPath, toFieldPath } from '../../../core/ids.ts'
import type { PostgresSettings } from '../settings/settings.ts'

/** What a diagnosis may know besides the failure: what we sent, and where we stand. */
export interface DiagnosisContext {
  readonly settings: PostgresSettings
  /** The database that was asked for. */
  readonly database: string
  /** What Patchbay itself runs in, where loopback means that container; null outside of one. */
  readonly container: Container | null
}
export type Container = 'docker' | 'podman' | 'kubernetes'

export interface Said {
  /** The first one is focused. */
  readonly fields: readonly FieldPath[]
  readonly summary: string
  readonly remedy: string
  readonly actions?: readonly Action[]
  readonly help?: string
}

/** One line of the table: the first whose `when` holds speaks. Never looks at message text. */
export interface DiagnosisRow<Failure> {
  readonly code: DiagnosisCode
  readonly when: (failure: Failure, context: DiagnosisContext) => boolean
  readonly say: (failure: Failure, context: DiagnosisContext) => Said
}

export const field = {
  hostPort: toFieldPath(['hostPort']),
  username: toFieldPath(['username']),
  password: toFieldPath(['password']),
  database: toFieldPath(['database']),
  sslMode: toFieldPath(['sslMode']),
  sslConfig: toFieldPath(['sslConfig']),
  caCertificate: toFieldPath(['sslConfig', 'caCertificate']),
  sslCertificate: toFieldPath(['sslConfig', 'sslCertificate']),
  connectionOptions: toFieldPath(['connectionOptions']),
  sessionOptions: toFieldPath(['connectionOptions', 'options']),
  ingestAllDatabases: toFieldPath(['ingestAllDatabases']),
  databaseFilterPattern: toFieldPath(['databaseFilterPattern']),
  schemaFilterPattern: toFieldPath(['schemaFilterPattern']),
  tableFilterPattern: toFieldPath(['tableFilterPattern']),
  queryStatementSource: toFieldPath(['queryStatementSource']),
} as const

export const isCause = (cause: Cause, kind: Cause['kind'], ...values: readonly string[]): boolean =>
  cause.kind === kind && values.includes(cause.value)

export const isServerError = (cause: Cause, state: string, ...routines: readonly string[]): boolean =>
  cause.kind === 'sqlstate' &&
  cause.value === state &&
  (routines.length === 0 || (cause.routine !== undefined && routines.includes(cause.routine)))

export const copySql = (label: string, text: string): Action => ({ kind: 'copy', label, language: 'sql', text })

export const copyText = (label: string, text: string): Action => ({ kind: 'copy', label, language: 'text', text })

export const patch = (label: string, path: FieldPath, value: string | boolean | null): Action => ({
  kind: 'patch',
  label,
  patch: [{ path, value }],
})

/** `A`, `A and B`, `A, B and C`; more than five are counted. */
export function listed(names: readonly string[], word = 'and'): string {
  const shown = names.length > 5 ? [...names.slice(0, 4), `${(names.length - 4).toLocaleString('en-US')} more`] : names
  const last = shown.at(-1) ?? ''
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`
}

/** `1 table`, `3 tables`, `1,200 tables`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}
