import type { Publication } from '../../catalog/objects.ts'
import type { ColumnName, QualifiedName } from '../../catalog/place.ts'
import type { Constraint, Index, Relation } from '../../catalog/relation.ts'
import { namesInSql } from './names-in-sql.ts'

export type PartKind =
  | 'generated column'
  | 'partition key'
  | 'index'
  | 'constraint'
  | 'foreign key'
  | 'policy'
  | 'trigger'
  | 'rule'
  | 'statistics'

/** What stands on columns of a relation and goes or changes with them. */
export interface RelationPart {
  readonly kind: PartKind
  readonly schema: string
  readonly name: string
  /** Columns that it needs; null for the relation's rows. */
  readonly reads: readonly (QualifiedName & { readonly column: string | null })[]
}

/** By schema and name; undefined for what the snapshot does not hold. */
type FindRelation = (name: QualifiedName) => Relation | undefined

/** Everything that stands on a relation's columns, as the server defines it. What a partition has from its parent is left out. */
export function partsOf(relation: Relation, find: FindRelation): readonly RelationPart[] {
  const { schema } = relation
  const read = (...texts: (string | null)[]) =>
    texts.flatMap((text) => readsIn(text ?? '', { bare: [relation], rows: relation }, find))
  const known = new Set(relation.columns.map(({ name }) => name))
  const own = (columns: readonly (string | null)[]) =>
    columns.flatMap((column) =>
      column === null || !known.has(column) ? [] : [{ schema, name: relation.name, column }],
    )
  const part = (kind: PartKind, name: string, reads: RelationPart['reads']): RelationPart => ({
    kind,
    schema,
    name,
    reads: [{ schema, name: relation.name, column: null }, ...reads],
  })
  const keyIndexes = new Set(relation.constraints.map(({ index }) => index))
  const { partitioning } = relation
  return [
    ...relation.columns.flatMap(({ name, generated }) =>
      generated === null ? [] : [part('generated column', name, read(generated.expression))],
    ),
    ...(partitioning === null ? [] : [part('partition key', relation.name, read(partitioning.key))]),
    ...relation.constraints
      // NOT NULL is as good as part of its column.
      .filter(({ type, local }) => local && type !== 'not null' && type !== 'trigger')
      .map((each) =>
        part(each.references === null ? 'constraint' : 'foreign key', each.name, [
          ...own([...each.columns, ...(relation.indexes.find(({ name }) => name === each.index)?.included ?? [])]),
          ...referenced(each),
          ...(each.type === 'exclusion' ? read(each.definition) : []),
        ]),
      ),
    ...relation.indexes
      .filter(({ name, parent }) => parent === null && !keyIndexes.has(name))
      .map((each) =>
        part('index', each.name, [...own([...each.columns, ...each.included]), ...read(...computedBy(each))]),
      ),
    ...relation.policies.map(({ name, using, check }) => part('policy', name, read(using, check))),
    ...relation.triggers
      .filter(({ local }) => local)
      .map(({ name, definition }) => part('trigger', name, read(...conditionsOf(definition)))),
    ...relation.rules.map(({ name, definition }) => part('rule', name, readsOfRule(definition, relation, find))),
    ...relation.statistics.map(({ schema: of, name, definition }) => ({
      ...part('statistics', name, read(/ ON (.*) FROM /s.exec(definition)?.[1] ?? '')),
      schema: of,
    })),
  ]
}

/** Tables that are published in part: these columns, or the rows that meet a condition. */
export function publishedColumns({ relations }: Publication, find: FindRelation): RelationPart['reads'] {
  return relations.flatMap(({ schema, name, columns, filter }) => {
    const relation = find({ schema, name })
    const filtered =
      relation === undefined || filter === null ? [] : readsIn(filter, { bare: [relation], rows: relation }, find)
    return [{ schema, name, column: null }, ...(columns ?? []).map((column) => ({ schema, name, column })), ...filtered]
  })
}

function referenced({ references }: Constraint): readonly ColumnName[] {
  if (references === null) return []
  return references.columns.map((column) => ({ ...references.relation, column }))
}

/** The texts of an index that hold expressions. */
function computedBy({ columns, definition, predicate }: Index): readonly (string | null)[] {
  const keys = columns.includes(null) ? definition.replace(/^.*? USING \S+ /s, '').replace(/ WHERE .*$/s, '') : null
  return [keys, predicate]
}

/** What decides whether a trigger fires: `UPDATE OF` columns and `WHEN`. */
function conditionsOf(definition: string): readonly (string | null)[] {
  const [, columns = null] = / UPDATE OF (.*?) ON /s.exec(definition) ?? []
  const [, condition = null] = / WHEN \((.*)\) EXECUTE /s.exec(definition) ?? []
  return [columns, condition]
}

/** What an expression's names stand for: bare ones, and those that something else qualifies than a relation's own name. */
interface Scope {
  readonly bare: readonly Relation[]
  readonly rows: Relation
}

/**
 * Columns that an expression names. The server leaves names of the relation's own columns bare, calls the rows of
 * triggers and rules `old` and `new`, and qualifies whatever comes from other relations.
 */
function readsIn(text: string, { bare, rows }: Scope, find: FindRelation): RelationPart['reads'] {
  const names = namesInSql(text)
  const sources = new Map([rows.name, 'old', 'new'].map((name): [string, Relation] => [name, rows]))
  const relations = names.flatMap(({ path, alias }) => {
    const found = findNamed(path, find)
    if (found !== undefined) sources.set(alias ?? found.name, found)
    return found === undefined ? [] : [{ schema: found.schema, name: found.name, column: null }]
  })
  const columns = names.flatMap(({ path }) => {
    const source = sources.get(path.at(-2) ?? '')
    const column = path.at(-1)
    return (path.length === 1 ? bare : source === undefined ? [] : [source]).flatMap((each) =>
      column !== undefined && each.columns.some(({ name }) => name === column)
        ? [{ schema: each.schema, name: each.name, column }]
        : [],
    )
  })
  return [...relations, ...columns]
}

/** In a rule bare names are columns that its statements write. */
function readsOfRule(definition: string, rows: Relation, find: FindRelation): RelationPart['reads'] {
  const targets = [...definition.matchAll(/(?:INSERT INTO|UPDATE)(?: ONLY)? (\S+)/g)].flatMap(([, name = '']) =>
    namesInSql(name).flatMap(({ path }) => findNamed(path, find) ?? []),
  )
  return readsIn(definition, { bare: targets, rows }, find)
}

function findNamed(path: readonly string[], find: FindRelation): Relation | undefined {
  const [schema, name] = path
  return path.length !== 2 || schema === undefined || name === undefined ? undefined : find({ schema, name })
}
