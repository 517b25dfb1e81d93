import type { FuncCall, Node, TypeName } from 'libpg-query'
import { bindRelation } from './bound-relation.ts'
import type { CatalogRelation } from './catalog.ts'
import { type Context, noteReads, textOf } from './context.ts'
import { type Flow, role } from './flow.ts'
import { findNamed } from './resolve-column.ts'
import { resolveQuery } from './resolve-query.ts'
import { findOutput, insideOf, type Scope, type Source } from './scope.ts'

/** Of which relation or composite type a row, or the rows of an array, is; null where that cannot be told. */
export function rowTypeOf(context: Context, node: Node | undefined, scope: Scope | null): CatalogRelation | null {
  if (node === undefined) return null
  if ('ColumnRef' in node) {
    const named = findNamed((node.ColumnRef.fields ?? []).filter((field) => 'String' in field).map(textOf), scope)
    return named?.source?.rowType ?? named?.output?.rowType?.() ?? null
  }
  if ('TypeCast' in node) return namedType(context, node.TypeCast.typeName)
  if ('FuncCall' in node) return resultType(context, node.FuncCall, scope)
  if ('A_Indirection' in node) {
    const { arg, indirection = [] } = node.A_Indirection
    const [first, ...others] = fieldNames(indirection)
    const source = sourceOf(arg, scope)
    if (source === null || first === undefined)
      return fieldNames(indirection).reduce(fieldType, rowTypeOf(context, arg, scope))
    return others.reduce(fieldType, findOutput(source, first)?.rowType?.() ?? null)
  }
  if ('SubLink' in node) {
    const { subLinkType, subselect } = node.SubLink
    if (subLinkType !== 'EXPR_SUBLINK' && subLinkType !== 'ARRAY_SUBLINK') return null
    return resolveQuery(context, subselect, insideOf(scope)).outputs[0]?.rowType?.() ?? null
  }
  if ('CaseExpr' in node) return rowTypeOf(context, node.CaseExpr.defresult ?? firstResult(node.CaseExpr.args), scope)
  if ('CoalesceExpr' in node) return rowTypeOf(context, node.CoalesceExpr.args?.[0], scope)
  return null
}

/** What an expression names by its name in FROM, as in `(t).a`; null for any other expression. */
export function sourceOf(node: Node | undefined, scope: Scope | null): Source | null {
  if (node === undefined || !('ColumnRef' in node)) return null
  const path = (node.ColumnRef.fields ?? []).filter((field) => 'String' in field).map(textOf)
  return path.length === 0 ? null : (findNamed(path, scope)?.source ?? null)
}

function firstResult([when]: readonly Node[] = []): Node | undefined {
  return when !== undefined && 'CaseWhen' in when ? when.CaseWhen.result : undefined
}

function namedType({ session }: Context, type: TypeName | undefined): CatalogRelation | null {
  const path = (type?.names ?? []).map(textOf)
  return path.length === 0
    ? null
    : session.rowType({ database: null, schema: path.at(-2) ?? null, name: path.at(-1) ?? '' })
}

/** Functions that give rows of their argument's type. */
const ofArgument = /^(?:jsonb?_populate_record(?:set)?|unnest|array_agg|coalesce|max|min)$/

/** Of which relation or type the rows are that a function gives. */
export function resultType(context: Context, { funcname = [], args = [] }: FuncCall, scope: Scope | null) {
  const path = funcname.map(textOf)
  const row = context.session.catalog.functionRow(path.at(-2) ?? null, path.at(-1) ?? '')
  return row ?? (ofArgument.test(path.at(-1) ?? '') ? rowTypeOf(context, args[0], scope) : null)
}

/** The names in `.a[1].b`, in order. */
function fieldNames(indirection: readonly Node[]): readonly string[] {
  return indirection.flatMap((part) => ('String' in part ? [textOf(part)] : []))
}

function fieldType(type: CatalogRelation | null, field: string): CatalogRelation | null {
  return type?.rowColumns?.get(field) ?? null
}

/** What is in a field of a row: of a relation's row the column of that name alone. The server records that it is read. */
export function fieldFlow(context: Context, flow: Flow, type: CatalogRelation, field: string): Flow {
  const { rows, index } = bindRelation(type)
  const output = index.get(field)
  if (output === undefined) return flow
  noteReads(context, output.flow)
  const isOther = ({ database, schema, relation }: typeof rows) =>
    relation === rows.relation && schema === rows.schema && database === rows.database
  return new Map(
    [...flow].filter(([column, ways]) => output.flow.has(column) || ways !== role.direct || !isOther(column)),
  )
}

/** The value of `(row).a.b`, `rows[1].a` and the like. */
export function fieldsFlow(context: Context, row: Flow, type: CatalogRelation | null, fields: readonly Node[]): Flow {
  let flow = row
  let shape = type
  for (const field of fieldNames(fields)) {
    if (shape === null) return flow
    flow = fieldFlow(context, flow, shape, field)
    shape = fieldType(shape, field)
  }
  return flow
}
