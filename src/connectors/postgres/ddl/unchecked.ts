import type { Constraint, Relation } from '../../../core/catalog/relation.ts'
import type { RenderContext } from './step.ts'

/** Checks and NOT NULLs that were never tried on the rows, and that are the table's own. */
export function uncheckedConstraints(table: Relation): Constraint[] {
  return table.constraints.filter(
    ({ type, local, validated, enforced }) =>
      (type === 'check' || type === 'not null') && (local || isPartition(table)) && !validated && enforced,
  )
}

/** An unchecked NOT NULL names nothing else: what is made or attached below finds it there, as on the server. */
export function isAddedAtOnce(table: Relation, constraint: Constraint, context: RenderContext): boolean {
  return constraint.type === 'not null' && !isUncheckedBelow(table, constraint, context)
}

/** Children that are there when it is added have it unchecked too; those made afterwards take it for checked. */
export function isUncheckedBelow(table: Relation, constraint: Constraint, context: RenderContext): boolean {
  const children = context.childrenOf(table)
  // A partition has its own NOT NULL before it is attached.
  const reached = constraint.type === 'check' ? children : children.filter((child) => !isPartition(child))
  return reached.some(({ constraints }) => constraints.some((below) => !below.validated && isSame(below, constraint)))
}

/** What a child has checked, though a parent has it unchecked: it comes as the parent's where that one comes late. */
export function checkedHereAlone(table: Relation, parents: readonly Relation[]): Constraint[] {
  if (isPartition(table)) return []
  const above = parents.flatMap(uncheckedConstraints)
  return table.constraints.filter(
    (constraint) =>
      !constraint.local &&
      constraint.validated &&
      constraint.enforced &&
      above.some((other) => isSame(other, constraint)),
  )
}

const isPartition = (table: Relation): boolean => table.partitionBound !== null

/** A NOT NULL can be called otherwise in each table. */
function isSame(one: Constraint, other: Constraint): boolean {
  if (one.type !== other.type) return false
  return one.type === 'check' ? one.name === other.name : one.columns[0] === other.columns[0]
}
