import type { Constraint, Relation } from '../../../core/catalog/relation.ts'
import { renderComment, toSteps } from './attributes.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { Phase, RenderContext, Step } from './step.ts'

/** 18 keeps a constraint behind each NOT NULL; older majors none. */
export function notNullOf(table: Relation, column: string): Constraint | null {
  return table.constraints.find(({ type, columns }) => type === 'not null' && columns[0] === column) ?? null
}

/** Keys, exclusions and foreign keys, and the comments on constraints of every type. */
export function renderConstraints(table: Relation, context: RenderContext): Step[] {
  return table.constraints.flatMap((constraint) => {
    const phase = constraintPhase(constraint)
    return [
      ...(isAdded(constraint) ? [{ phase, sql: add(table, constraint) }] : []),
      ...toSteps('rules', renameInherited(table, constraint, context)),
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

/** A partition's part of its parent's foreign key takes the parent's name, unless it was there before with its own. */
function renameInherited(table: Relation, constraint: Constraint, context: RenderContext): string[] {
  const [parent] = table.parents
  if (constraint.type !== 'foreign key' || constraint.local || parent === undefined) return []
  const found = context.findRelation(parent.schema, parent.name)
  const above = found !== null && 'constraints' in found && 'columns' in found ? found.constraints : []
  const [original, ...others] = above.filter(
    (other) => other.type === 'foreign key' && other.definition === constraint.definition,
  )
  if (original === undefined || others.length > 0) return []
  if (table.constraints.some(({ name }) => name === original.name)) return []
  const names = `${quoteName(original.name)} TO ${quoteName(constraint.name)}`
  return [`ALTER TABLE ONLY ${quoteQualified(table)} RENAME CONSTRAINT ${names};`]
}

/** Whether a constraint brings the index. */
export function isConstraintIndex(table: Relation, index: string): boolean {
  return table.constraints.some(
    (constraint) => constraint.index === index && (isKey(constraint.type) || constraint.type === 'exclusion'),
  )
}
