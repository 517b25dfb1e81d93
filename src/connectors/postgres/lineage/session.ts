import type { Node } from 'libpg-query'
import type { RelationMove } from '../../../core/lineage/statement-lineage.ts'
import type { Catalog, CatalogRelation } from './catalog.ts'

/** A relation's name as a statement writes it. */
export interface WrittenName {
  readonly database: string | null
  readonly schema: string | null
  readonly name: string
}

/**
 * A catalog with what a session's statements did to it: created, renamed and dropped relations, temporary ones, and
 * the search path.
 */
export interface Session {
  readonly catalog: Catalog
  /** The relation of that name; an open one without columns where nobody knows it. */
  resolve(name: WrittenName): CatalogRelation
  /** The relation or composite type of that name; null where nobody knows it. */
  rowType(name: WrittenName): CatalogRelation | null
  /** The relation that a new one of that name is. */
  place(name: WrittenName, temporary: boolean): Omit<CatalogRelation, 'columns'>
  put(relation: CatalogRelation): void
  drop(relation: CatalogRelation): void
  /** Null goes back to the beginning; an empty path leaves pg_catalog alone. */
  setSearchPath(schemas: readonly string[] | null): void
  /** The statements that PREPARE named. */
  readonly prepared: Map<string, Node>
  readonly transaction: Transaction
  /** The same, changing apart from this one: what a routine creates ends with it. */
  fork(): Session
}

/** What of the session a ROLLBACK takes back: relations and the search path. Without a transaction under way it is nothing. */
export interface Transaction {
  begin(): void
  savepoint(name: string): void
  /** Says that a statement moved a relation. */
  noteMove(move: RelationMove): void
  commit(): void
  /** To the savepoint, or to the beginning where it is null: the renames that were taken back, last one first. */
  rollback(savepoint: string | null): readonly RelationMove[]
}

const temporarySchema = 'pg_temp'
const builtInSchemas = new Set(['pg_catalog', 'information_schema', 'pg_toast'])

export function openSession(catalog: Catalog): Session {
  return sessionOf(catalog, new Map(), catalog.searchPath, new Map())
}

/** `made` holds what the session created, null for what it dropped; by schema and name. */
function sessionOf(catalog: Catalog, made: Made, path: readonly string[] | null, prepared: Map<string, Node>): Session {
  let searchPath = path
  const keyOf = (schema: string | null, name: string) => `${schema ?? ''}\0${name}`
  const find = (schema: string | null, name: string): CatalogRelation | null => {
    const own = made.get(keyOf(schema, name))
    if (own !== undefined) return own
    return schema === null || schema === temporarySchema ? null : catalog.relation(schema, name)
  }
  const search = (name: string): CatalogRelation | null => {
    for (const schema of [temporarySchema, 'pg_catalog', ...(searchPath ?? []), null]) {
      const found = find(schema, name)
      if (found !== null) return found
    }
    return null
  }
  const unknown = ({ database, schema, name }: WrittenName): CatalogRelation => {
    // With a path of one schema a name that exists can stand nowhere else.
    const only = catalog.searchPath === null && searchPath?.length === 1 ? (searchPath[0] ?? null) : null
    return { database: database ?? catalog.database, schema: schema ?? only, name, columns: null, missing: true }
  }
  const { log, transaction } = openTransaction(
    made,
    () => searchPath,
    (before) => {
      searchPath = before
    },
  )
  const set = (key: string, relation: CatalogRelation | null) => {
    log(key)
    made.set(key, relation)
  }
  return {
    catalog,
    prepared,
    transaction,
    resolve(name) {
      const elsewhere = name.database !== null && catalog.database !== null && name.database !== catalog.database
      if (elsewhere) return unknown(name)
      const schema = name.schema?.startsWith('pg_temp') ? temporarySchema : name.schema
      return (schema === null ? search(name.name) : find(schema, name.name)) ?? unknown(name)
    },
    rowType({ schema, name }) {
      const found = schema === null ? search(name) : find(schema, name)
      if (found !== null) return found
      for (const each of schema === null ? (searchPath ?? []) : [schema]) {
        const type = catalog.rowType(each, name)
        if (type !== null) return type
      }
      return null
    },
    place({ database, schema, name }, temporary) {
      const creation = temporary || schema === temporarySchema ? temporarySchema : (schema ?? searchPath?.[0] ?? null)
      return { database: database ?? catalog.database, schema: creation, name }
    },
    put: (relation) => {
      set(keyOf(relation.schema, relation.name), relation)
    },
    drop: ({ schema, name }) => {
      set(keyOf(schema, name), null)
    },
    setSearchPath: (schemas) => {
      searchPath = schemas ?? catalog.searchPath
    },
    fork: () => sessionOf(catalog, new Map(made), searchPath, new Map(prepared)),
  }
}

type Made = Map<string, CatalogRelation | null>

/** `log` is to be called with each key of `made` before it changes. */
function openTransaction(
  made: Made,
  readPath: () => readonly string[] | null,
  writePath: (path: readonly string[] | null) => void,
): { readonly transaction: Transaction; log(key: string): void } {
  const marks: { readonly name: string | null; readonly changes: number; readonly path: readonly string[] | null }[] =
    []
  const changes: (() => RelationMove | null)[] = []
  const mark = (name: string | null) => marks.push({ name, changes: changes.length, path: readPath() })
  return {
    log(key) {
      if (marks.length === 0) return
      const before = made.get(key)
      changes.push(() => {
        if (before === undefined) made.delete(key)
        else made.set(key, before)
        return null
      })
    },
    transaction: {
      begin: () => {
        if (marks.length === 0) mark(null)
      },
      savepoint: (name) => {
        if (marks.length > 0) mark(name)
      },
      noteMove: ({ from, to }) => {
        if (marks.length > 0) changes.push(() => (to === null ? null : { from: to, to: from }))
      },
      commit: () => {
        marks.length = 0
        changes.length = 0
      },
      rollback: (savepoint) => {
        const at = marks.findLastIndex(({ name }) => name === savepoint)
        const mark = marks[at]
        if (mark === undefined) return []
        const undone = changes.splice(mark.changes).reverse()
        writePath(mark.path)
        marks.length = savepoint === null ? 0 : at + 1
        return undone.flatMap((undo) => undo() ?? [])
      },
    },
  }
}

/** Whether a relation should be in the catalog and is not; built-in ones never are in it. */
export function isStranger(catalog: Catalog, { schema, name, missing }: CatalogRelation): boolean {
  if (missing !== true || catalog.searchPath === null) return false
  return schema === null ? !name.startsWith('pg_') : !builtInSchemas.has(schema)
}
