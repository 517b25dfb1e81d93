import type { A_Expr, Node } from 'libpg-query'
import type { ColumnAddress, StatementPredicates } from '../../../core/lineage/statement-lineage.ts'
import { textOf } from './context.ts'
import { type Flow, role } from './flow.ts'

/** Which columns a statement joins by and which it filters on, gathered while it is resolved. */
export interface Predicates {
  readonly pairs: Map<string, readonly [ColumnAddress, ColumnAddress]>
  /** How often a column stands in a condition, less how often it does as one side of a pair. */
  readonly conditions: Map<ColumnAddress, number>
}

export const emptyPredicates = (): Predicates => ({ pairs: new Map(), conditions: new Map() })

/** Both sides of `a = b` where each is a column; null for any other expression. */
export function pairOf({ kind, name = [], lexpr, rexpr }: A_Expr): readonly [Node, Node] | null {
  if (kind !== 'AEXPR_OP' || name.length !== 1 || textOf(name[0]) !== '=') return null
  if (lexpr === undefined || rexpr === undefined) return null
  return 'ColumnRef' in lexpr && 'ColumnRef' in rexpr ? [lexpr, rexpr] : null
}

/** Notes that columns of two relations meet. `inCondition`: both were, or will be, noted as standing in a condition. */
export function notePair({ pairs, conditions }: Predicates, left: Flow, right: Flow, inCondition: boolean): void {
  for (const a of directOf(left)) {
    for (const b of directOf(right)) {
      if (a === b || a.relation === null || b.relation === null) continue
      const [first, second] = [a, b].sort((x, y) => (keyOf(x) < keyOf(y) ? -1 : 1))
      if (first === undefined || second === undefined) continue
      pairs.set(`${keyOf(first)} ${keyOf(second)}`, [first, second])
      if (inCondition) for (const column of [a, b]) conditions.set(column, (conditions.get(column) ?? 0) - 1)
    }
  }
}

export function noteCondition({ conditions }: Predicates, flow: Flow): void {
  for (const column of directOf(flow)) conditions.set(column, (conditions.get(column) ?? 0) + 1)
}

/** Columns whose value it is. */
function* directOf(flow: Flow): Generator<ColumnAddress> {
  for (const [column, ways] of flow) if (ways & role.direct && column.column !== null) yield column
}

const keyOf = ({ database, schema, relation, column }: ColumnAddress): string =>
  JSON.stringify([database, schema, relation, column])

export function toPredicates({ pairs, conditions }: Predicates): StatementPredicates {
  const filters = new Map<string, ColumnAddress>()
  for (const [column, times] of conditions) {
    if (times > 0 && column.relation !== null) filters.set(keyOf(column), column)
  }
  return { joins: [...pairs.values()], filters: [...filters.values()] }
}
