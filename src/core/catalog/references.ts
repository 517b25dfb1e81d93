import type { ObjectKey, QualifiedName } from './place.ts'
import { type Relation, relationKinds } from './relation.ts'
import type { SnapshotObject } from './snapshot.ts'

export const referenceKinds = [
  'foreign key',
  'reads',
  'partition of',
  'inherits',
  'trigger',
  'identity',
  'column type',
  'owned by',
  'publishes',
  'runs',
  'needs',
] as const
export type ReferenceKind = (typeof referenceKinds)[number]

/** That one object names another of the same database. */
export interface Reference {
  readonly how: ReferenceKind
  readonly to: QualifiedName
  /** Null where the place alone is known, such as "some relation". */
  readonly toKind: string | null
  /** Tells overloads apart; '' where the name alone is enough or all that is known. */
  readonly toArguments: string
  /** The constraint, trigger or column that makes it; null where the whole object does. */
  readonly via: string | null
  /** From this object's columns to the other's, as far as they are known. */
  readonly columns: readonly { readonly from: string | null; readonly to: string }[]
}

/** What an object refers to, each other object and way once. Built-in objects are left out. */
export function referencesOf(object: SnapshotObject): readonly Reference[] {
  const found = 'columns' in object ? relationReferences(object) : otherReferences(object)
  const named = new Set(found.map(({ to }) => nameKey(to)))
  const rest = object.dependsOn.flatMap((key) => {
    if (key.schema === null || named.has(nameKey({ schema: key.schema, name: key.name }))) return []
    return [needs({ ...key, schema: key.schema })]
  })
  return [...found, ...rest]
}

/** Equal for equal names. */
export function nameKey({ schema, name }: QualifiedName): string {
  return JSON.stringify([schema, name])
}

const relation = { toKind: null, toArguments: '', via: null, columns: [] } as const

function relationReferences(object: Relation): Reference[] {
  const how = object.partitionBound === null ? 'inherits' : 'partition of'
  return [
    ...object.parents.map((to): Reference => ({ ...relation, how, to: plain(to) })),
    ...object.constraints.flatMap(({ name, columns, references }): Reference[] =>
      references === null
        ? []
        : [
            {
              ...relation,
              how: 'foreign key',
              to: plain(references.relation),
              via: name,
              columns: references.columns.map((to, index) => ({ from: columns[index] ?? null, to })),
            },
          ],
    ),
    ...readReferences(object),
    ...object.triggers.map(
      ({ name, routine }): Reference => ({
        ...relation,
        how: 'trigger',
        to: plain(routine),
        toKind: 'function',
        via: name,
      }),
    ),
    ...object.columns.flatMap((column) => columnReferences(column)),
  ]
}

function columnReferences({ name, identityColumn, baseType }: Relation['columns'][number]): Reference[] {
  const found: Reference[] = []
  if (identityColumn !== null) {
    found.push({ ...relation, how: 'identity', to: plain(identityColumn.sequence), toKind: 'sequence', via: name })
  }
  if (baseType.schema !== 'pg_catalog') found.push({ ...relation, how: 'column type', to: plain(baseType), via: name })
  return found
}

/** One for each relation that a view reads, with the columns. */
function readReferences({ reads }: Relation): Reference[] {
  const byRelation = new Map<string, { to: QualifiedName; columns: { from: null; to: string }[] }>()
  for (const read of reads ?? []) {
    const to = plain(read)
    const known = byRelation.get(nameKey(to)) ?? { to, columns: [] }
    byRelation.set(nameKey(to), known)
    known.columns.push({ from: null, to: read.column })
  }
  return [...byRelation.values()].map(({ to, columns }) => ({ ...relation, how: 'reads', to, columns }))
}

function otherReferences(object: SnapshotObject): Reference[] {
  switch (object.kind) {
    case 'sequence':
      return object.ownedBy === null
        ? []
        : [
            {
              ...relation,
              how: 'owned by',
              to: plain(object.ownedBy),
              columns: [{ from: null, to: object.ownedBy.column }],
            },
          ]
    case 'publication':
      return object.relations.map((each) => ({ ...relation, how: 'publishes', to: plain(each) }))
    case 'event trigger':
      return [{ ...relation, how: 'runs', to: plain(object.routine), toKind: 'function' }]
    default:
      return []
  }
}

function needs({ kind, schema, name, arguments: rest = '' }: ObjectKey & { readonly schema: string }): Reference {
  const isRelation = (relationKinds as readonly string[]).includes(kind)
  return { ...relation, how: 'needs', to: { schema, name }, toKind: isRelation ? null : kind, toArguments: rest }
}

const plain = ({ schema, name }: QualifiedName): QualifiedName => ({ schema, name })
