import type { JsonTable, Node, RangeFunction, RangeTableFunc } from 'libpg-query'
import { bindRelation } from './bound-relation.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Context, textOf } from './context.ts'
import { type Flow, type GrowingFlow, nothing, role, union } from './flow.ts'
import { builtInColumns } from './known-functions.ts'
import { collect, flowOf } from './resolve-expression.ts'
import { derivedSource } from './resolve-from.ts'
import { resultType } from './row-type.ts'
import type { Output, Scope, Source } from './scope.ts'

interface Resolved {
  readonly source: Source
  readonly rows: Flow
}

/** Functions in FROM: `f(…)`, `ROWS FROM (…)`, with column definitions or WITH ORDINALITY. */
export function functionSource(context: Context, range: RangeFunction, scope: Scope): Resolved {
  const { functions = [], alias, coldeflist, ordinality } = range
  const results = functions.flatMap((item) => {
    const [call, definitions] = 'List' in item ? (item.List.items ?? []) : []
    if (call === undefined) return []
    const defined = definitions !== undefined && 'List' in definitions ? definitions.List.items : undefined
    const single = functions.length === 1
    return [
      callResult(
        context,
        call,
        defined ?? (single ? coldeflist : undefined),
        single ? alias?.aliasname : undefined,
        scope,
      ),
    ]
  })
  const listed = alias?.colnames !== undefined
  const columns = results.flatMap(({ columns: found, known }) =>
    // A list of names covers a function's columns; without one, a function nobody knows may have more.
    known || listed ? found : [...found, openOutput(found)],
  )
  if (ordinality) columns.push({ name: 'ordinality', flow: nothing })
  const name = alias ?? { aliasname: functionName(functions) }
  const rowType = (functions.length === 1 && !ordinality && results[0]?.row) || null
  return { source: { ...derivedSource(context, name, columns), rowType, unlikely: true }, rows: nothing }
}

function openOutput([first]: readonly Output[]): Output {
  const flow = first?.flow ?? nothing
  return { name: null, flow, rest: () => flow }
}

function functionName([item]: readonly Node[]): string {
  const [call] = item !== undefined && 'List' in item ? (item.List.items ?? []) : []
  return call === undefined ? '' : callName(call).name
}

function callName(call: Node): { schema: string | null; name: string } {
  if (!('FuncCall' in call)) return { schema: null, name: '' }
  const names = (call.FuncCall.funcname ?? []).map(textOf)
  return { schema: names.at(-2) ?? null, name: names.at(-1) ?? '' }
}

function callResult(
  context: Context,
  call: Node,
  defined: readonly Node[] | undefined,
  alias: string | undefined,
  scope: Scope,
): { columns: readonly Output[]; known: boolean; row?: CatalogRelation } {
  const { schema, name } = callName(call)
  const args = 'FuncCall' in call ? (call.FuncCall.args ?? []) : []
  // unnest of several arrays gives a column for each of them.
  if (name === 'unnest' && args.length > 1) {
    return { columns: args.map((argument) => ({ name, flow: flowOf(context, argument, scope) })), known: true }
  }
  const flow = flowOf(context, call, scope)
  if (defined !== undefined) {
    const names = defined.map((column) => ('ColumnDef' in column ? (column.ColumnDef.colname ?? '') : ''))
    return { columns: names.map((column) => ({ name: column, flow })), known: true }
  }
  const { catalog } = context.session
  const names = catalog.functionColumns(schema, name) ?? builtInColumns(name, alias)
  const row = 'FuncCall' in call ? resultType(context, call.FuncCall, scope) : null
  if (row?.columns != null) return { columns: rowColumns(row, row.columns, flow), known: true, row }
  if (names !== null) return { columns: names.map((column) => ({ name: column, flow, read: nothing })), known: true }
  return { columns: [{ name: alias ?? name, flow, read: nothing }], known: catalog.hasFunction(schema, name) }
}

/** Rows of a relation's type hold what its columns hold. That they are read is recorded by the server, of a type's too. */
function rowColumns(row: CatalogRelation, names: readonly string[], flow: Flow): readonly Output[] {
  const { index } = bindRelation(row)
  return names.map((name) => {
    const { flow: own = nothing, rowType } = index.get(name) ?? {}
    const output = { name, flow: row.isType ? flow : union(flow, own), read: own }
    return rowType === undefined ? output : { ...output, rowType }
  })
}

export function jsonTableSource(context: Context, table: JsonTable, scope: Scope): Resolved {
  const flow: GrowingFlow = new Map()
  if (table.context_item) collect(context, { JsonValueExpr: table.context_item }, scope, flow, role.direct)
  for (const argument of table.passing ?? []) collect(context, argument, scope, flow, role.direct)
  const columns = jsonColumns(table.columns ?? []).map((name): Output => ({ name, flow }))
  return { source: derivedSource(context, table.alias ?? { aliasname: 'json_table' }, columns), rows: nothing }
}

function jsonColumns(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (!('JsonTableColumn' in node)) return []
    const { name, columns, coltype } = node.JsonTableColumn
    return coltype === 'JTC_NESTED' ? jsonColumns(columns ?? []) : [name ?? '']
  })
}

export function xmlTableSource(context: Context, table: RangeTableFunc, scope: Scope): Resolved {
  const flow: GrowingFlow = new Map()
  for (const node of [table.docexpr, table.rowexpr, ...(table.namespaces ?? [])]) {
    collect(context, node, scope, flow, role.direct)
  }
  const columns = (table.columns ?? []).map((node): Output => {
    if (!('RangeTableFuncCol' in node)) return { name: '', flow }
    const { colname = '', colexpr, coldefexpr } = node.RangeTableFuncCol
    const own: GrowingFlow = new Map(flow)
    collect(context, colexpr, scope, own, role.direct)
    collect(context, coldefexpr, scope, own, role.direct)
    return { name: colname, flow: own }
  })
  return { source: derivedSource(context, table.alias ?? { aliasname: 'xmltable' }, columns), rows: nothing }
}
