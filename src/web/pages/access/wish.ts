import { type AccessCapability, type AccessRequest, accessCapabilities } from '../../../core/access.ts'

/** The request as it is being typed: lists are texts until they are asked about. */
export interface Wish
  extends Omit<AccessRequest, 'databases' | 'owners' | 'address' | 'validUntil' | 'connectionLimit'> {
  readonly databases: readonly WishedDatabase[]
  readonly owners: string
  readonly address: string
  readonly validUntil: string
  readonly connectionLimit: string
}

export interface WishedDatabase {
  /** Tells rows apart while they come and go. */
  readonly key: number
  readonly name: string
  readonly schemas: string
}

/** Links into the page say what they know: `?role=…&database=…&for=usage,profiles`. */
export function wishFrom(search: string): Wish {
  const params = new URLSearchParams(search)
  const wanted = (params.get('for') ?? 'usage').split(',')
  const names = params.getAll('database')
  return {
    role: params.get('role') ?? 'patchbay_reader',
    capabilities: accessCapabilities.filter((name) => name === 'metadata' || wanted.includes(name)),
    databases: (names.length === 0 ? [''] : names).map((name, key) => ({ key, name, schemas: '' })),
    owners: '',
    login: 'password',
    provider: 'own',
    address: '',
    tls: true,
    validUntil: '',
    connectionLimit: '',
  }
}

export function toRequest(wish: Wish): AccessRequest {
  const profiles = wish.capabilities.includes('profiles')
  return {
    ...wish,
    role: wish.role.trim(),
    databases: wish.databases.map(({ name, schemas }) => ({
      name: name.trim(),
      schemas: profiles ? toNames(schemas) : [],
    })),
    owners: profiles ? toNames(wish.owners) : [],
    address: wish.address.trim() || null,
    validUntil: wish.validUntil || null,
    connectionLimit: wish.connectionLimit === '' ? null : Number(wish.connectionLimit),
  }
}

export function withCapability(wish: Wish, capability: AccessCapability, on: boolean): Wish {
  const capabilities = accessCapabilities.filter((name) =>
    name === capability ? on : wish.capabilities.includes(name),
  )
  return { ...wish, capabilities }
}

/** `sales, crm` → both. A name with a comma stands in double quotes, as in SQL. */
function toNames(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"]|"")*"|[^,"])+/g) ?? []
  return parts
    .map((part) => part.trim())
    .map((part) => (/^".*"$/s.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part))
    .filter((name) => name !== '')
}
