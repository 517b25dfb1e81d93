import type { Node } from 'libpg-query'
import { type Context, textOf } from './context.ts'
import { addFlow, type GrowingFlow, type Role, role } from './flow.ts'
import { collect } from './resolve-expression.ts'
import { findOutput, type Output, type Scope } from './scope.ts'

/** The expressions of GROUP BY, those inside of ROLLUP, CUBE and GROUPING SETS among them. */
export function groupKeys(nodes: readonly Node[]): readonly Node[] {
  return nodes.flatMap((node) => {
    if ('GroupingSet' in node) return groupKeys(node.GroupingSet.content ?? [])
    if ('RowExpr' in node) return groupKeys(node.RowExpr.args ?? [])
    return [node]
  })
}

/**
 * A key of ORDER BY, GROUP BY or DISTINCT ON: a number or a name may mean an output. ORDER BY prefers outputs to
 * columns, GROUP BY columns to outputs.
 */
export function sortBy(
  context: Context,
  key: Node,
  scope: Scope,
  outputs: readonly Output[],
  rows: GrowingFlow,
  as: Role,
): void {
  const node = 'SortBy' in key ? key.SortBy.node : key
  if (node === undefined) return
  const output = namedOutput(node, scope, outputs, as)
  if (output === null) collect(context, node, scope, rows, as)
  else addFlow(rows, output.flow, as)
}

function namedOutput(node: Node, scope: Scope, outputs: readonly Output[], as: Role): Output | null {
  if ('A_Const' in node) {
    const position = node.A_Const.ival?.ival
    if (position === undefined || outputs.slice(0, position).some(({ rest }) => rest !== undefined)) return null
    return outputs[position - 1] ?? null
  }
  const fields = 'ColumnRef' in node ? (node.ColumnRef.fields ?? []) : []
  if (fields.length !== 1) return null
  const name = textOf(fields[0])
  if (as === role.group) {
    const column = scope.sources.some((source) => source.columnsVisible && findOutput(source, name) !== null)
    if (column) return null
  }
  return outputs.find((output) => output.name === name) ?? null
}
