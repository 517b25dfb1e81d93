import type { ObjectAddress } from '../../core/catalog/object-key.ts'
import { relationKinds } from '../../core/catalog/relation.ts'

/** Where in the catalog an address points: as far down as it goes. */
export interface CatalogPlace {
  readonly service: string
  readonly database: string | null
  readonly schema: string | null
  readonly name: string | null
  /** Null for what needs none: relations, sequences and types share one set of names. */
  readonly kind: string | null
  readonly arguments: string
  /** Part of a relation's page; null for the first one. */
  readonly tab: string | null
  /** Number of the snapshot; null for the newest. */
  readonly at: number | null
}

const root = '/catalog'

/** Reads `/catalog/<service>/<database>/<schema>/<name>/<tab>?kind=…&arguments=…&at=…`. Null for `/catalog` itself. */
export function parsePlace(pathname: string, search: string): CatalogPlace | null {
  const [service = null, database = null, schema = null, name = null, tab = null] = pathname
    .slice(root.length + 1)
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode)
  if (service === null) return null
  const query = new URLSearchParams(search)
  const at = Number(query.get('at'))
  return {
    service,
    database,
    schema,
    name,
    kind: query.get('kind'),
    arguments: query.get('arguments') ?? '',
    tab,
    at: Number.isSafeInteger(at) && at > 0 ? at : null,
  }
}

/** Stands for "in no database" and "in no schema". */
const none = '-'

/** A place and what it takes to write down where it is: what is left out is as it usually is. */
type PlaceParts = Partial<CatalogPlace> & Pick<CatalogPlace, 'service'>

export function placePath({ service, database, schema, name, kind, tab, at, ...rest }: PlaceParts): string {
  const parts: (string | null)[] = [service]
  if (name !== undefined && name !== null) parts.push(database ?? null, schema ?? null, name)
  else if (database !== undefined && database !== null) parts.push(...(schema ? [database, schema] : [database]))
  if (tab !== undefined && tab !== null) parts.push(tab)
  const query = new URLSearchParams({
    ...(kind ? { kind } : {}),
    ...(rest.arguments ? { arguments: rest.arguments } : {}),
    ...(at ? { at: String(at) } : {}),
  })
  return `${root}/${parts.map(encode).join('/')}${query.size === 0 ? '' : `?${query}`}`
}

/** Kinds whose names are unique among them, so that an address needs no kind. */
export const plainKinds: readonly string[] = [...relationKinds, 'sequence', 'enum', 'domain', 'composite type', 'range']

/** Where an object's page is. */
export function objectPath(
  service: string,
  object: ObjectAddress,
  at: number | null,
  tab: string | null = null,
): string {
  const { database, schema, name } = object
  if (object.kind === 'database') return placePath({ service, database: name, at })
  if (object.kind === 'schema') return placePath({ service, database, schema: name, at })
  const isPlain = schema !== null && plainKinds.includes(object.kind)
  return placePath({
    service,
    database,
    schema,
    name,
    at,
    tab,
    ...(isPlain ? {} : { kind: object.kind, arguments: object.arguments }),
  })
}

/** A browser resolves `.` and `..` even where they are escaped, so these names get a tilde, and so does what has one. */
function encode(part: string | null): string {
  if (part === null) return none
  return encodeURIComponent(/^(?:~|\.{1,2}$|-$)/.test(part) ? `~${part}` : part)
}

function decode(segment: string): string | null {
  if (segment === none) return null
  let part = segment
  try {
    part = decodeURIComponent(segment)
  } catch (error) {
    // Typed by hand: a lone percent sign is one.
    if (!(error instanceof URIError)) throw error
  }
  return part.startsWith('~') ? part.slice(1) : part
}
