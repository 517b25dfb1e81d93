import type { ForeignServer } from '../../catalog/objects.ts'
import type { Relation } from '../../catalog/relation.ts'
import type { SnapshotObject } from '../../catalog/snapshot.ts'
import { type LineageNode, nodeKey } from './lineage-graph.ts'

/** A saved service, as far as servers are told apart. */
export interface KnownService {
  readonly id: string
  readonly name: string
  readonly host: string
  readonly port: string
  readonly database: string | null
}

/** What a foreign table stands for. */
export interface ForeignSource {
  readonly relation: Relation
  readonly source: LineageNode
  readonly columns: readonly { readonly from: string; readonly to: string }[]
}

/** Foreign tables with their remote relations, and multi-tenant tables of PGSpider with their child tables. */
export function foreignSources(
  objects: readonly SnapshotObject[],
  services: readonly KnownService[],
): readonly ForeignSource[] {
  const servers = objects.filter((object): object is ForeignServer => object.kind === 'foreign server')
  const tables = objects.filter((object): object is Relation => object.kind === 'foreign table')
  return tables.flatMap((relation): ForeignSource[] => {
    const server = servers.find(
      ({ name, database }) => name === relation.foreign?.server && database === relation.database,
    )
    if (server === undefined) return []
    if (server.wrapper === 'pgspider_core_fdw') return childrenOf(relation, tables)
    return server.wrapper === 'postgres_fdw' ? [remoteOf(relation, server, services)] : []
  })
}

/** PGSpider names the child tables of a multi-tenant one `table__server__number`. */
function childrenOf(relation: Relation, tables: readonly Relation[]): ForeignSource[] {
  const isChild = ({ database, schema, name }: Relation) =>
    database === relation.database && schema === relation.schema && name.startsWith(`${relation.name}__`)
  return tables.filter(isChild).map((child) => ({
    relation,
    source: toNode(child, null),
    columns: child.columns.flatMap(({ name }) =>
      relation.columns.some((column) => column.name === name) ? [{ from: name, to: name }] : [],
    ),
  }))
}

function toNode({ database, schema, name, kind, columns }: Relation, service: string | null): LineageNode {
  const shown = columns.map((column) => ({ name: column.name, type: column.type }))
  return { key: nodeKey(database, schema, name), database, schema, relation: name, kind, columns: shown, service }
}

function remoteOf(relation: Relation, server: ForeignServer, services: readonly KnownService[]): ForeignSource {
  const host = optionOf(server.options, 'host') ?? optionOf(server.options, 'hostaddr') ?? 'localhost'
  const port = optionOf(server.options, 'port') ?? '5432'
  const database = optionOf(server.options, 'dbname')
  const schema = optionOf(relation.foreign?.options ?? [], 'schema_name') ?? relation.schema
  const name = optionOf(relation.foreign?.options ?? [], 'table_name') ?? relation.name
  const same = services.filter((service) => isSameHost(service.host, host) && service.port === port)
  // Of several that are read from there, the one that is about this database.
  const service = same.find((each) => each.database === database) ?? same[0] ?? null
  const columns = relation.columns.map((column) => ({
    from: optionOf(column.foreignOptions, 'column_name') ?? column.name,
    to: column.name,
    type: column.type,
  }))
  const place = service === null ? `${host}:${port}/${database ?? ''}` : service.id
  return {
    relation,
    columns,
    source: {
      key: JSON.stringify([place, database, schema, name]),
      database,
      schema,
      relation: name,
      kind: null,
      columns: columns.map(({ from, type }) => ({ name: from, type })),
      service: service?.id ?? null,
    },
  }
}

function isSameHost(one: string, other: string): boolean {
  const own = ['localhost', '127.0.0.1', '::1']
  return one.toLowerCase() === other.toLowerCase() || (own.includes(one) && own.includes(other))
}

function optionOf(options: readonly string[], name: string): string | null {
  const found = options.find((option) => option.startsWith(`${name}=`))
  return found === undefined ? null : found.slice(name.length + 1)
}
