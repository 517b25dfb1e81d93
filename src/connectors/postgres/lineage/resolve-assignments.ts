import type { Node } from 'libpg-query'
import type { ColumnAddress } from '../../../core/lineage/statement-lineage.ts'
import type { BoundRelation } from './bound-relation.ts'
import { type Context, textOf } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role, union } from './flow.ts'
import type { QueryResult } from './query-result.ts'
import { collect, flowOf } from './resolve-expression.ts'
import { resolveQuery } from './resolve-query.ts'
import { findOutput, insideOf, type Output, type Scope, type Source } from './scope.ts'

export function targetColumn({ rows, index }: BoundRelation, name: string | null): ColumnAddress {
  if (name === null) return rows
  for (const address of index.get(name)?.flow.keys() ?? []) return address
  return { ...rows, column: name }
}

/** Adds the assignments of SET to `columns`; of several to one column all count. */
export function assign(
  context: Context,
  targets: readonly Node[],
  scope: Scope,
  target: Source,
  columns: Map<string | null, Flow>,
): void {
  // SET (a, b) = (SELECT …) has the query once per column: it is resolved once.
  const rowQueries = new Map<number, QueryResult>()
  for (const node of targets) {
    if (!('ResTarget' in node)) continue
    const { name = '', indirection = [], val } = node.ResTarget
    // SET t.a is an error unless t is a composite column; other servers allow it, and their scripts get here.
    const qualified = name === target.name && findOutput(target, name) === null ? textOf(indirection[0]) : ''
    const flow = valueFlow(context, val, scope, rowQueries)
    put(columns, qualified === '' ? name : qualified, withSubscripts(context, flow, indirection, scope))
  }
}

/** SET a[i] = v: which element it is decides on the value. */
function withSubscripts(context: Context, flow: Flow, indirection: readonly Node[], scope: Scope): Flow {
  const subscripts: GrowingFlow = new Map()
  for (const part of indirection) {
    if ('A_Indices' in part) collect(context, part, scope, subscripts, role.conditional)
  }
  return union(flow, subscripts)
}

export function put(columns: Map<string | null, Flow>, name: string | null, flow: Flow): void {
  const before = columns.get(name)
  columns.set(name, before === undefined ? flow : union(before, flow))
}

function valueFlow(
  context: Context,
  value: Node | undefined,
  scope: Scope,
  rowQueries: Map<number, QueryResult>,
): Flow {
  if (value === undefined || !('MultiAssignRef' in value)) return flowOf(context, value, scope)
  const { source, colno = 1 } = value.MultiAssignRef
  if (source === undefined) return nothing
  if ('RowExpr' in source) return flowOf(context, source.RowExpr.args?.[colno - 1], scope)
  if (!('SubLink' in source)) return flowOf(context, source, scope)
  const key = source.SubLink.location ?? 0
  const query = rowQueries.get(key) ?? resolveQuery(context, source.SubLink.subselect, insideOf(scope))
  rowQueries.set(key, query)
  const flow: GrowingFlow = new Map(query.rows)
  addFlow(flow, outputAt(query.outputs, colno - 1), role.direct)
  return flow
}

function outputAt(outputs: readonly Output[], at: number): Flow {
  const open = outputs.find(({ rest }, index) => rest !== undefined && index <= at)
  return (open ?? outputs[at])?.flow ?? nothing
}
