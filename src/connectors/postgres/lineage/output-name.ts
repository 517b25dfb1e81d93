import type { Node } from 'libpg-query'
import { textOf } from './context.ts'

/** The name that the server gives an output without AS; see FigureColname in its parser. */
export function outputName(node: Node | undefined): string {
  return figure(node)?.name ?? '?column?'
}

interface Figured {
  readonly name: string
  /** A weak name gives way to a better one from inside a cast or CASE. */
  readonly weak?: true
}

function figure(node: Node | undefined): Figured | null {
  if (node === undefined) return null
  if ('ColumnRef' in node) return strong(lastName(node.ColumnRef.fields))
  if ('A_Indirection' in node) {
    return strong(lastName(node.A_Indirection.indirection)) ?? figure(node.A_Indirection.arg)
  }
  if ('FuncCall' in node) return strong(lastName(node.FuncCall.funcname))
  if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? { name: 'nullif' } : null
  if ('TypeCast' in node) {
    const inner = figure(node.TypeCast.arg)
    const type = lastName(node.TypeCast.typeName?.names)
    return inner === null || inner.weak ? (type === null ? inner : { name: type, weak: true }) : inner
  }
  if ('CollateClause' in node) return figure(node.CollateClause.arg)
  if ('GroupingFunc' in node) return { name: 'grouping' }
  if ('MergeSupportFunc' in node) return { name: 'merge_action' }
  if ('SubLink' in node) return subLink(node.SubLink)
  if ('CaseExpr' in node) {
    const inner = figure(node.CaseExpr.defresult)
    return inner === null || inner.weak ? { name: 'case', weak: true } : inner
  }
  if ('A_ArrayExpr' in node) return { name: 'array' }
  if ('RowExpr' in node) return { name: 'row' }
  if ('CoalesceExpr' in node) return { name: 'coalesce' }
  if ('MinMaxExpr' in node) return { name: node.MinMaxExpr.op === 'IS_GREATEST' ? 'greatest' : 'least' }
  if ('SQLValueFunction' in node) return { name: valueFunction(node.SQLValueFunction.op ?? '') }
  if ('XmlExpr' in node) return { name: (node.XmlExpr.op ?? '').replace(/^IS_/, '').toLowerCase() }
  if ('XmlSerialize' in node) return { name: 'xmlserialize' }
  return jsonName(node)
}

function strong(name: string | null): Figured | null {
  return name === null ? null : { name }
}

function lastName(fields: readonly Node[] | undefined): string | null {
  const name = fields?.findLast((field) => 'String' in field)
  return name === undefined ? null : textOf(name)
}

function subLink({ subLinkType, subselect }: Extract<Node, { SubLink: unknown }>['SubLink']): Figured | null {
  if (subLinkType === 'EXISTS_SUBLINK') return { name: 'exists' }
  if (subLinkType === 'ARRAY_SUBLINK') return { name: 'array' }
  if (subLinkType !== 'EXPR_SUBLINK' || subselect === undefined || !('SelectStmt' in subselect)) return null
  let query = subselect.SelectStmt
  while (query.larg !== undefined) query = query.larg
  const [first] = query.targetList ?? []
  if (first === undefined) return query.valuesLists === undefined ? null : { name: 'column1' }
  if (!('ResTarget' in first)) return null
  return first.ResTarget.name === undefined ? figure(first.ResTarget.val) : { name: first.ResTarget.name }
}

function valueFunction(op: string): string {
  return op
    .replace(/^SVFOP_/, '')
    .replace(/_N$/, '')
    .toLowerCase()
}

const jsonNames: readonly (readonly [string, string])[] = [
  ['JsonObjectConstructor', 'json_object'],
  ['JsonArrayConstructor', 'json_array'],
  ['JsonArrayQueryConstructor', 'json_array'],
  ['JsonObjectAgg', 'json_objectagg'],
  ['JsonArrayAgg', 'json_arrayagg'],
  ['JsonParseExpr', 'json'],
  ['JsonScalarExpr', 'json_scalar'],
  ['JsonSerializeExpr', 'json_serialize'],
]
const jsonFunctions: Readonly<Record<string, string>> = {
  JSON_EXISTS_OP: 'json_exists',
  JSON_QUERY_OP: 'json_query',
  JSON_VALUE_OP: 'json_value',
}

function jsonName(node: Node): Figured | null {
  if ('JsonFuncExpr' in node) return strong(jsonFunctions[node.JsonFuncExpr.op ?? ''] ?? null)
  return strong(jsonNames.find(([tag]) => tag in node)?.[1] ?? null)
}
