declare const brand: unique symbol
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name }

/** Primary key of a saved service: a UUID in its text form. */
export type ServiceId = Branded<string, 'ServiceId'>
/** Name of a connector and of its folder under content/, such as `postgres`. */
export type ConnectorId = Branded<string, 'ConnectorId'>
/** JSON pointer (RFC 6901) into the form data, such as `/sslConfig/caCertificate`. `''` is the whole form. */
export type FieldPath = Branded<string, 'FieldPath'>

export const toServiceId = (text: string): ServiceId => text as ServiceId
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
