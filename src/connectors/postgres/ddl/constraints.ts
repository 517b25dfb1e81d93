import type { Constraint, Relation } from '../../../core/catalog/relation.ts'
import { renderComment } from './attributes.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { Phase, Step } from './step.ts'

/** 18 keeps a constraint behind each NOT NULL; older majors none. */
export function notNullOf(table: Relation, column: string): Constraint | null {
  return table.constraints.find(({ type, columns }) => type === 'not null' && columns[0] === column) ?? null
}

/** Keys, exclusions and foreign keys, and the comments on constraints of every type. */
export function renderConstraints(table: Relation): Step[] {
  return table.constraints.flatMap((constraint) => {
    const phase = constraintPhase(constraint)
    return [
      ...(isAdded(constraint) ? [{ phase, sql: add(table, constraint) }] : []),
      ...renderComment(`CONSTRAINT ${quoteName(constraint.name)} ON ${quoteQualified(table)}`, constraint.comment).map(
        (sql) => ({ phase: phase === 'create' ? ('links' as const) : phase, sql }),
      ),
    ]
  })
}

/** Those with an index are each table's own; a partition's foreign key that is its parent's comes with that one. */
function isAdded({ type, local }: Constraint): boolean {
  return isKey(type) || type === 'exclusion' || (type === 'foreign key' && local)
}

const isKey = (type: Constraint['type']): boolean => type === 'primary key' || type === 'unique'

function constraintPhase({ type }: Constraint): Phase {
  if (isKey(type)) return 'keys'
  if (type === 'exclusion') return 'indexes'
  if (type === 'foreign key') return 'foreign keys'
  // The trigger that it stands for makes it.
  return type === 'trigger' ? 'trigger states' : 'create'
}

/** A foreign key of a partitioned table always reaches its partitions. */
function add(table: Relation, { name, type, definition }: Constraint): string {
  const only = type === 'foreign key' && table.kind === 'partitioned table' ? '' : 'ONLY '
  return `ALTER TABLE ${only}${quoteQualified(table)}\n    ADD CONSTRAINT ${quoteName(name)} ${definition};`
}

/** Whether a constraint brings the index. */
export function isConstraintIndex(table: Relation, index: string): boolean {
  return table.constraints.some(
    (constraint) => constraint.index === index && (isKey(constraint.type) || constraint.type === 'exclusion'),
  )
}
