import type { CompositeType, Database, Routine } from '../../../core/catalog/objects.ts'
import { type Relation, relationKinds } from '../../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import type { SqlText } from './analyze-text.ts'
import type { CatalogContents, CatalogRelation } from './catalog.ts'
import { resultColumns, resultType } from './result-columns.ts'
import { parseSearchPath } from './search-path.ts'

/** Databases whose relations or routines a snapshot holds, in its order. */
export function databasesOf(objects: readonly SnapshotObject[]): readonly string[] {
  const names = objects.flatMap((object) => (isRelation(object) || isRoutine(object) ? (object.database ?? []) : []))
  return [...new Set(names)]
}

/** What name resolution needs of one database of a snapshot. */
export function contentsOf(objects: readonly SnapshotObject[], database: string | null): CatalogContents {
  const here = objects.filter((object) => database === null || object.database === database)
  const relations = here.filter(isRelation)
  const keyOf = ({ schema, name }: { schema: string; name: string }) => JSON.stringify([schema, name])
  const byName = new Map(relations.map((relation) => [keyOf(relation), relation]))
  const made = new Map<string, CatalogRelation & { readonly schema: string }>()
  const bind = (relation: Relation): CatalogRelation & { readonly schema: string } => {
    const before = made.get(keyOf(relation))
    if (before !== undefined) return before
    const { schema, name, columns, partitionBound, parents } = relation
    const parent = partitionBound !== null && parents[0] !== undefined ? byName.get(keyOf(parents[0])) : undefined
    const whole = parent === undefined ? undefined : bind(parent)
    const shape = {
      database: relation.database,
      schema,
      name,
      columns: columns.map((column) => column.name),
      ...(whole !== undefined && { root: whole.root ?? whole }),
    }
    made.set(keyOf(relation), shape)
    return shape
  }
  const bound = relations.map(bind)
  const composites = here.filter((object): object is CompositeType => object.kind === 'composite type')
  const types = composites.map(({ database: of, schema, name, fields }) => {
    return { database: of, schema, name, columns: fields.map((field) => field.name), isType: true as const }
  })
  const byType = new Map<string, CatalogRelation>([...types, ...bound].map((shape) => [keyOf(shape), shape]))
  const rowsIn = (columns: readonly { name: string; type?: string }[]) =>
    rowColumns(columns, (name) => byType.get(keyOf(name)))
  // A shape may hold rows of any other: all have to be there first.
  for (const [at, relation] of relations.entries()) Object.assign(bound[at] ?? {}, rowsIn(relation.columns))
  for (const [at, { fields }] of composites.entries()) Object.assign(types[at] ?? {}, rowsIn(fields))
  const columnsOf = (schema: string, name: string) => byType.get(keyOf({ schema, name }))?.columns ?? null
  return {
    database,
    searchPath: searchPathOf(here),
    relations: bound,
    types,
    functions: here.filter(isRoutine).map((routine) => ({
      schema: routine.schema,
      name: routine.name,
      columns: resultColumns(routine, columnsOf),
      row: resultType(routine),
    })),
    // A partition's triggers are its parent's, and so are its rows.
    triggers: relations.flatMap((relation, at) =>
      relation.triggers.flatMap(({ routine }) => {
        const shape = bound[at]?.root ?? bound[at]
        return shape === undefined ? [] : [{ relation: shape, routine }]
      }),
    ),
  }
}

/** Columns that hold rows or arrays of rows; nothing where none does. */
function rowColumns(
  columns: readonly { readonly name: string; readonly type?: string }[],
  typeOf: (name: { schema: string; name: string }) => CatalogRelation | undefined,
): Pick<CatalogRelation, 'rowColumns'> {
  const found = columns.flatMap(({ name, type }) => {
    // Types of pg_catalog are written without their schema, and a snapshot made by other means may have names alone.
    const typeName = type?.includes('.') ? resultType({ parameters: '', result: type }) : null
    const row = typeName === null ? undefined : typeOf(typeName)
    return row === undefined ? [] : [[name, row] as const]
  })
  return found.length === 0 ? {} : { rowColumns: new Map(found) }
}

/** Statements that say where the values of views and routines come from. */
export function definitionsOf(objects: readonly SnapshotObject[], database: string): readonly SqlText[] {
  return objects.flatMap((object): SqlText[] => {
    if (object.database !== database) return []
    if (isRelation(object) && object.viewDefinition !== null) return [{ text: viewText(object), routine: null }]
    if (isRoutine(object) && /^(sql|plpgsql)$/.test(object.language)) {
      return [{ text: object.definition, routine: `${object.schema}.${object.name}(${object.arguments})` }]
    }
    return []
  })
}

function viewText({ kind, schema, name, columns, viewDefinition }: Relation): string {
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
  const list = columns.map((column) => quote(column.name)).join(', ')
  const what = kind === 'materialized view' ? 'MATERIALIZED VIEW' : 'VIEW'
  return `CREATE ${what} ${quote(schema)}.${quote(name)}${list === '' ? '' : ` (${list})`} AS ${viewDefinition ?? ''}`
}

/** As the database sets it for everyone, else Postgres's default. `$user` is another schema for each. */
function searchPathOf(objects: readonly SnapshotObject[]): readonly string[] {
  const database = objects.find((object): object is Database => object.kind === 'database')
  const everyone = database?.settings.find(({ role }) => role === null)?.settings ?? []
  const setting = everyone.find((text) => text.startsWith('search_path='))?.slice('search_path='.length)
  if (setting === undefined) return ['public']
  return parseSearchPath(setting)
}

const relationKind: ReadonlySet<string> = new Set(relationKinds)

function isRelation(object: SnapshotObject): object is Relation {
  return relationKind.has(object.kind)
}

function isRoutine(object: SnapshotObject): object is Routine {
  return object.kind === 'function' || object.kind === 'procedure'
}
