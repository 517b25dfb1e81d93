declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** Primary key of a saved service: a UUID in its text form. */
export type ServiceId = Branded<string, 'ServiceId'>
/** Primary keys of a run, a snapshot and a schedule: UUIDs in their text form. */
export type RunId = Branded<string, 'RunId'>
export type SnapshotId = Branded<string, 'SnapshotId'>
export type ScheduleId = Branded<string, 'ScheduleId'>
/** Primary key of a past connection test: a whole number in decimal digits, later ones larger. */
export type TestId = Branded<string, 'TestId'>
/** Name of a connector and of its folder under content/, such as `postgres`. */
export type ConnectorId = Branded<string, 'ConnectorId'>
/** JSON pointer (RFC 6901) into the form data, such as `/sslConfig/caCertificate`. `''` is the whole form. */
export type FieldPath = Branded<string, 'FieldPath'>

export const toServiceId = (text: string): ServiceId => text as ServiceId
export const toRunId = (text: string): RunId => text as RunId
export const toSnapshotId = (text: string): SnapshotId => text as SnapshotId
export const toScheduleId = (text: string): ScheduleId => text as ScheduleId
export const toTestId = (text: string): TestId => text as TestId
export const toConnectorId = (text: string): ConnectorId => text as ConnectorId

/** `['sslConfig', 'caCertificate']` → `/sslConfig/caCertificate`; `~` and `/` in keys are escaped. */
export function toFieldPath(keys: readonly (string | number)[]): FieldPath {
  return keys.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('') as FieldPath
}

/** The inverse of {@link toFieldPath}; array indexes come back as text. */
export function fieldPathKeys(path: FieldPath): string[] {
  if (path === '') return []
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}
