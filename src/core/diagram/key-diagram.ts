import type { QualifiedName } from '../catalog/place.ts'
import { nameKey } from '../catalog/references.ts'
import type { Constraint, ReferentialAction, Relation, RelationKind } from '../catalog/relation.ts'

/** Tables of one database and the foreign keys between them. Partitions are folded into what they are parts of. */
export interface KeyDiagram {
  readonly relations: readonly DiagramRelation[]
  readonly keys: readonly DiagramKey[]
  /** There are more tables than are given. */
  readonly more: boolean
}

export interface DiagramRelation extends QualifiedName {
  readonly kind: RelationKind
  readonly comment: string | null
  readonly columns: readonly DiagramColumn[]
}

export interface DiagramColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly primary: boolean
}

export interface DiagramKey {
  readonly name: string
  readonly from: QualifiedName
  readonly to: QualifiedName
  readonly columns: readonly { readonly from: string; readonly to: string }[]
  /** At most one row refers to each: the columns are unique. */
  readonly unique: boolean
  readonly onDelete: ReferentialAction
}

/** What can have or be the target of a foreign key. */
export const tableKinds = ['table', 'partitioned table', 'foreign table'] as const satisfies readonly RelationKind[]

/** Tables, their columns, and the keys of which both ends are among them; ordered by name. */
export function toKeyDiagram(relations: readonly Relation[], more: boolean): KeyDiagram {
  const shown = relations.filter(isShown).sort((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))
  const known = new Set(shown.map(nameKey))
  return {
    relations: shown.map(toDiagramRelation),
    keys: shown.flatMap((relation) => keysOf(relation).filter(({ to }) => known.has(nameKey(to)))),
    more,
  }
}

/** Names that a table's foreign keys point at. */
export function keyTargets(relation: Relation): readonly QualifiedName[] {
  return isShown(relation) ? keysOf(relation).map(({ to }) => to) : []
}

const isShown = ({ kind, partitionBound }: Relation): boolean =>
  partitionBound === null && (tableKinds as readonly string[]).includes(kind)

function toDiagramRelation({ kind, schema, name, comment, columns, constraints }: Relation): DiagramRelation {
  const primary = constraints.find(({ type }) => type === 'primary key')?.columns ?? []
  return {
    kind,
    schema,
    name,
    comment,
    columns: columns.map((column) => ({
      name: column.name,
      type: column.type,
      nullable: column.nullable,
      primary: primary.includes(column.name),
    })),
  }
}

function keysOf(relation: Relation): DiagramKey[] {
  return relation.constraints.flatMap((constraint): DiagramKey[] => {
    const { references } = constraint
    if (references === null) return []
    const { schema, name } = references.relation
    return [
      {
        name: constraint.name,
        from: { schema: relation.schema, name: relation.name },
        to: { schema, name },
        columns: constraint.columns.map((from, index) => ({ from, to: references.columns[index] ?? '' })),
        unique: relation.constraints.some((other) => coversUniquely(other, constraint.columns)),
        onDelete: references.onDelete,
      },
    ]
  })
}

function coversUniquely({ type, columns }: Constraint, wanted: readonly string[]): boolean {
  if (type !== 'unique' && type !== 'primary key') return false
  return columns.every((column) => wanted.includes(column))
}
