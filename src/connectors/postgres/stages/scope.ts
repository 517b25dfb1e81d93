import { nameFilter } from '../../../core/catalog/name-filter.ts'
import { type CatalogRow, everyOid, type OidRange, type Question } from '../catalog/question.ts'
import { QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import { columnAccess } from '../privileges/column-access.ts'
import { type FutureTables, noGap, type ReadGap } from '../privileges/grant-script.ts'
import { type RelationAccess, relationAccess } from '../privileges/relation-access.ts'
import type { RoleAccess } from '../privileges/role-access.ts'
import { type SchemaAccess, schemaAccess } from '../privileges/schema-access.ts'
import { viewAccess } from '../privileges/view-access.ts'
import type { PostgresSettings } from '../settings/settings.ts'
import type { PgVersion } from '../version.ts'
import type { Asking, Session } from './session.ts'

/** What the filters select in one database, with what the role may do there. Ordered by name. */
export interface Scope {
  readonly schemas: readonly SchemaAccess[]
  readonly relations: readonly RelationAccess[]
  /** Columns that grants column by column leave out, by relation. */
  readonly hiddenColumns: ReadonlyMap<number, readonly string[]>
  /** Views that do not answer although they are granted, with what is closed behind them. */
  readonly blockedViews: ReadonlyMap<number, readonly string[]>
  /** How many the database has in all, before the filters. */
  readonly all: { readonly schemas: number; readonly relations: number }
}

/** A catalog question for one server and range, ready to be asked. */
function fill<Row extends CatalogRow, Entry>(
  question: Question<Row, Entry>,
  version: PgVersion,
  range: OidRange = everyOid,
): Asking<Row, Entry> {
  return { name: question.name, sql: question.sql(version, range), decode: question.decode }
}

/** Four statements, however many relations there are. */
export async function readScope(
  session: Session,
  version: PgVersion,
  filters: PostgresSettings['scope'],
  signal: AbortSignal,
): Promise<Scope> {
  const isSchema = nameFilter(filters.schemas)
  const isTable = nameFilter(filters.tables)
  const [schemas, relations, views] = await Promise.all([
    session.ask(fill(schemaAccess, version), signal),
    session.ask(fill(relationAccess, version), signal),
    session.ask(fill(viewAccess, version), signal).catch(unlessLost),
  ])
  const selected = relations.filter((relation) => isSchema(relation.schema) && isTable(relation.name))
  const partly = selected.filter((relation) => relation.select === 'some columns').map(({ oid }) => oid)
  const hidden = partly.length === 0 ? [] : await session.ask(fill(columnAccess, version, { oids: partly }), signal)
  return {
    schemas: schemas.filter(({ name }) => isSchema(name)),
    relations: selected,
    hiddenColumns: new Map(hidden.map(({ relation, unreadable }) => [relation, unreadable])),
    blockedViews: new Map(views.map(({ view, unreadable }) => [view, unreadable])),
    all: { schemas: schemas.length, relations: relations.length },
  }
}

/** Where view rules are closed to the role, the extraction's own questions about them say so. */
function unlessLost(error: unknown): [] {
  if (!(error instanceof QueryFailure) || isLost(error)) throw error
  return []
}

/** Readable means USAGE on the schema, SELECT on all or some columns, and for a view that what it reads is open too. */
export function readableRelations({ schemas, relations, blockedViews }: Scope): readonly RelationAccess[] {
  const usable = new Set(schemas.filter((schema) => schema.usable).map(({ name }) => name))
  return relations.filter(
    (relation) => relation.select !== 'none' && usable.has(relation.schema) && !blockedViews.has(relation.oid),
  )
}

/** Schemas without USAGE that hold something in scope; an empty schema has nothing to miss. */
export function closedSchemas({ schemas, relations }: Scope): readonly SchemaAccess[] {
  const used = new Set(relations.map(({ schema }) => schema))
  return schemas.filter((schema) => !schema.usable && used.has(schema.name))
}

/**
 * What a role has to be granted to read everything in scope, and nothing else. A whole schema is granted at once only
 * where it is in scope as a whole and nothing of it is readable, so that the way back takes nothing else away.
 */
export function readGap(
  scope: Scope,
  filters: PostgresSettings['scope'],
  access: RoleAccess,
  database: string,
): ReadGap {
  const wholeSchemas: string[] = []
  const relations: { schema: string; name: string }[] = []
  const isWhole = !hasTableFilter(filters)
  for (const [schema, members] of bySchema(scope.relations)) {
    const closed = members.filter(({ select }) => select === 'none')
    if (closed.length === 0) continue
    if (closed.length === members.length && isWhole) wholeSchemas.push(schema)
    else relations.push(...closed.map(({ name }) => ({ schema, name })))
  }
  return {
    ...noGap,
    role: access.role,
    database,
    schemas: closedSchemas(scope).map(({ name }) => name),
    wholeSchemas,
    relations,
    future: access.readAllData ? [] : futureGap(scope, filters),
  }
}

/** Who makes tables where, as far as the tables of today tell, without default privileges for the role. */
function futureGap(scope: Scope, filters: PostgresSettings['scope']): FutureTables[] {
  // Whether a filter lets a table of tomorrow in cannot be known.
  if (hasTableFilter(filters)) return []
  return [...bySchema(scope.relations)].flatMap(([schema, members]) => {
    const granted = scope.schemas.find(({ name }) => name === schema)?.futureReadableOf ?? []
    const tables = members.filter(({ kind, owned }) => (kind === 'table' || kind === 'partitioned table') && !owned)
    const owners = new Set(tables.map(({ owner }) => owner))
    return [...owners].filter((owner) => !granted.includes(owner)).map((owner) => ({ owner, schema }))
  })
}

const hasTableFilter = ({ tables }: PostgresSettings['scope']): boolean =>
  tables.includes.length + tables.excludes.length > 0

function bySchema(relations: readonly RelationAccess[]): Map<string, RelationAccess[]> {
  const groups = new Map<string, RelationAccess[]>()
  for (const relation of relations) {
    const group = groups.get(relation.schema)
    if (group === undefined) groups.set(relation.schema, [relation])
    else group.push(relation)
  }
  return groups
}

/** Up to `size` relations with every kind among them: views first, since only they are deparsed. */
export function sampleRelations(relations: readonly RelationAccess[], size: number): readonly number[] {
  const isView = ({ kind }: RelationAccess) => kind === 'view' || kind === 'materialized view'
  const views = relations.filter(isView).slice(0, Math.ceil(size / 2))
  const others = relations.filter((relation) => !isView(relation)).slice(0, size - views.length)
  return [...views, ...others].map(({ oid }) => oid)
}
