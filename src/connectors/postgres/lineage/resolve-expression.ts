import type { A_Indirection, FuncCall, Node, SubLink, WindowDef } from 'libpg-query'
import { type Context, textOf } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, type Role, role } from './flow.ts'
import { noteCondition, notePair, pairOf } from './predicates.ts'
import { findSource, ofSource, read, resolveColumn, rowFlow, starOf } from './resolve-column.ts'
import { resolveQuery } from './resolve-query.ts'
import { fieldsFlow, rowTypeOf, sourceOf } from './row-type.ts'
import { findOutput, insideOf, type Scope, type Source } from './scope.ts'

/** Adds all that an expression reads to `into`; as what depends on where in it and on `as`. */
export function collect(
  context: Context,
  node: Node | null | undefined,
  scope: Scope | null,
  into: GrowingFlow,
  as: Role,
): void {
  if (node === undefined || node === null) return
  context.spend()
  const part = (child: Node | undefined, under: Role = role.direct) =>
    collect(context, child, scope, into, as === role.direct ? under : as)
  if (context.predicates !== null && isCondition(as) && 'A_Expr' in node) {
    const pair = pairOf(node.A_Expr)?.map((side) => flowOf(context, side, scope))
    if (pair?.[0] && pair[1]) notePair(context.predicates, pair[0], pair[1], true)
  }
  if ('ColumnRef' in node) {
    const flow = columnFlow(context, node.ColumnRef, scope)
    if (context.predicates !== null && isCondition(as)) noteCondition(context.predicates, flow)
    addFlow(into, flow, as)
  } else if ('ParamRef' in node) {
    addFlow(into, context.variables?.([`$${node.ParamRef.number ?? 0}`]) ?? nothing, as)
  } else if ('A_Indirection' in node) {
    addFlow(into, indirectionFlow(context, node.A_Indirection, scope), as)
    for (const index of node.A_Indirection.indirection ?? []) if ('A_Indices' in index) part(index)
  } else if ('SubLink' in node) collectSubLink(context, node.SubLink, scope, into, as)
  else if ('FuncCall' in node) collectCall(context, node.FuncCall, scope, into, as)
  else if ('TypeCast' in node) part(node.TypeCast.arg)
  else if ('SortBy' in node) part(node.SortBy.node)
  else if ('SelectStmt' in node) addQuery(context, node, scope, into, as)
  else if ('CaseExpr' in node) {
    const { arg, args = [], defresult } = node.CaseExpr
    part(arg, role.conditional)
    for (const when of args) {
      if (!('CaseWhen' in when)) continue
      part(when.CaseWhen.expr, role.conditional)
      part(when.CaseWhen.result)
    }
    part(defresult)
  } else if ('RowExpr' in node) {
    for (const child of node.RowExpr.args ?? []) {
      const source = starSource(child, scope)
      // ROW(t.*) is ROW(t.a, t.b, …) and reads no whole row.
      if (source === null) part(child)
      else for (const { flow } of starOf(context, [source])) addFlow(into, flow, as)
    }
  } else if (!('A_Const' in node || 'String' in node)) {
    eachChild(node, part)
  }
}

/** `(row).field`, `(row).*` and `rows[1].field`. */
function indirectionFlow(context: Context, { arg, indirection = [] }: A_Indirection, scope: Scope | null): Flow {
  const [first, ...others] = indirection
  const source = sourceOf(arg, scope)
  // > | (t).a is t.a and reads no whole row
  if (source !== null && first !== undefined && 'String' in first) {
    const output = findOutput(source, textOf(first))
    const flow = output === null ? ofSource(context, source, textOf(first)) : read(context, output)
    return fieldsFlow(context, flow, output?.rowType?.() ?? null, others)
  }
  const fields = indirection.filter((each) => 'String' in each)
  const row = flowOf(context, arg, scope)
  return fields.length === 0 ? row : fieldsFlow(context, row, rowTypeOf(context, arg, scope), fields)
}

const isCondition = (as: Role): boolean => as === role.filter || as === role.join

export function flowOf(context: Context, node: Node | undefined, scope: Scope | null, as: Role = role.direct): Flow {
  // Most expressions are a column and need no map of their own.
  if (as === role.direct && node !== undefined && 'ColumnRef' in node) return columnFlow(context, node.ColumnRef, scope)
  const flow: GrowingFlow = new Map()
  collect(context, node, scope, flow, as)
  return flow
}

function starSource(node: Node, scope: Scope | null): Source | null {
  const fields = 'ColumnRef' in node ? (node.ColumnRef.fields ?? []) : []
  const last = fields.at(-1)
  return last !== undefined && 'A_Star' in last ? findSource(fields.slice(0, -1).map(textOf), scope) : null
}

type ColumnRefOf = Extract<Node, { ColumnRef: unknown }>['ColumnRef']

function columnFlow(context: Context, column: ColumnRefOf, scope: Scope | null): Flow {
  const fields = column.fields ?? []
  const last = fields.at(-1)
  if (last === undefined || !('A_Star' in last)) return resolveColumn(context, column, scope)
  // `t.*` inside an expression is the whole row, as in count(t.*) or ROW(t.*).
  const source = findSource(fields.slice(0, -1).map(textOf), scope)
  return source === null ? nothing : rowFlow(context, source)
}

function collectSubLink(context: Context, link: SubLink, scope: Scope | null, into: GrowingFlow, as: Role): void {
  collect(context, link.testexpr, scope, into, as)
  const query = resolveQuery(context, link.subselect, insideOf(scope))
  // EXISTS asks for rows; the columns that it names decide nothing.
  const [only, ...others] = query.outputs
  if (context.predicates !== null && link.subLinkType === 'ANY_SUBLINK' && only !== undefined && others.length === 0) {
    const isColumn = link.testexpr !== undefined && 'ColumnRef' in link.testexpr
    if (isColumn) notePair(context.predicates, flowOf(context, link.testexpr, scope), only.flow, false)
  }
  if (link.subLinkType !== 'EXISTS_SUBLINK') {
    for (const { flow } of query.outputs) addFlow(into, flow, as)
  }
  addFlow(into, query.rows, as)
}

function addQuery(context: Context, node: Node, scope: Scope | null, into: GrowingFlow, as: Role): void {
  const { outputs, rows } = resolveQuery(context, node, insideOf(scope))
  for (const { flow } of outputs) addFlow(into, flow, as)
  addFlow(into, rows, as)
}

function collectCall(context: Context, call: FuncCall, scope: Scope | null, into: GrowingFlow, as: Role): void {
  const under = (other: Role) => (as === role.direct ? other : as)
  for (const argument of call.args ?? []) collect(context, argument, scope, into, as)
  // count(*) is made of rows, not of a column.
  if (call.agg_star) for (const source of scope?.sources ?? []) addFlow(into, source.counted, as)
  for (const key of call.agg_order ?? []) collect(context, key, scope, into, under(role.sort))
  collect(context, call.agg_filter, scope, into, under(role.conditional))
  if (call.over !== undefined) collectWindow(context, call.over, scope, into, under(role.window))
}

function collectWindow(context: Context, window: WindowDef, scope: Scope | null, into: GrowingFlow, as: Role): void {
  const named = window.name ?? window.refname
  // A definition may build on another of the WINDOW clause; none on itself.
  for (const node of named === undefined ? [] : (scope?.windows ?? [])) {
    if (!('WindowDef' in node) || node.WindowDef.name !== named || node.WindowDef === window) continue
    collectWindow(context, { ...node.WindowDef, name: node.WindowDef.refname ?? '' }, scope, into, as)
  }
  for (const key of [...(window.partitionClause ?? []), ...(window.orderClause ?? [])]) {
    collect(context, key, scope, into, as)
  }
  collect(context, window.startOffset, scope, into, as)
  collect(context, window.endOffset, scope, into, as)
}

/** Visits the nodes below a node, whatever its kind: JSON, XML and row constructors, operators, indirections. */
function eachChild(node: object, visit: (child: Node) => void): void {
  for (const key in node) {
    const value: unknown = node[key as keyof typeof node]
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) visit(item)
    } else if (isNode(value)) visit(value)
    else eachChild(value, visit)
  }
}

/** A node is an object with its tag, which is capitalised, as the only key. */
function isNode(value: object): value is Node {
  let tag = ''
  for (const key in value) {
    if (tag !== '') return false
    tag = key
  }
  return tag !== '' && tag[0] !== tag[0]?.toLowerCase()
}
