import type { Alias, Node, RangeSubselect, RangeVar } from 'libpg-query'
import { type BoundRelation, bindRelation } from './bound-relation.ts'
import { type Context, strayOf, textOf } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role } from './flow.ts'
import { noteStrangers } from './note-strangers.ts'
import { collect } from './resolve-expression.ts'
import { functionSource, jsonTableSource, xmlTableSource } from './resolve-function.ts'
import { joinSources } from './resolve-join.ts'
import { resolveQuery } from './resolve-query.ts'
import { findCte, type Output, restOf, type Scope, type Source } from './scope.ts'

/** What an item of FROM brings into scope. */
export interface FromItem {
  /** Everything that can be named. */
  readonly sources: readonly Source[]
  /** Those whose columns make up its `*`, in order. */
  readonly shown: readonly Source[]
  /** What its conditions read: influences on which rows there are. */
  readonly rows: Flow
}

/** Resolves one item. `scope` is that of the query; `beside` is what a LATERAL item may name. */
export function resolveFrom(context: Context, node: Node, scope: Scope, beside: readonly Source[]): FromItem {
  context.spend()
  if ('RangeVar' in node) return alone(relationOrCte(context, node.RangeVar, scope))
  if ('RangeSubselect' in node) return subselect(context, node.RangeSubselect, scope, beside)
  if ('JoinExpr' in node) return joinSources(context, node.JoinExpr, scope, beside)
  const lateral: Scope = { ...scope, sources: beside }
  if ('RangeFunction' in node) return alone(functionSource(context, node.RangeFunction, lateral))
  if ('JsonTable' in node) return alone(jsonTableSource(context, node.JsonTable, lateral))
  if ('RangeTableFunc' in node) return alone(xmlTableSource(context, node.RangeTableFunc, lateral))
  if ('RangeTableSample' in node) {
    const { relation, args = [], repeatable } = node.RangeTableSample
    const rows: GrowingFlow = new Map()
    for (const argument of [...args, repeatable]) collect(context, argument, lateral, rows, role.filter)
    if (relation === undefined) return { sources: [], shown: [], rows }
    const item = resolveFrom(context, relation, scope, beside)
    addFlow(rows, item.rows, role.direct)
    return { ...item, rows }
  }
  return { sources: [], shown: [], rows: nothing }
}

function alone({ source, rows }: { source: Source; rows: Flow }): FromItem {
  return { sources: [source], shown: [source], rows }
}

function relationOrCte(context: Context, range: RangeVar, scope: Scope): { source: Source; rows: Flow } {
  const name = range.relname ?? ''
  const cte = range.schemaname === undefined ? findCte(scope.ctes, name) : null
  if (cte === null) return { source: storedSource(bindName(context, range), range), rows: nothing }
  const { outputs, rows, counted } = cte.resolve()
  return { source: { ...derivedSource(context, range.alias ?? { aliasname: name }, outputs), counted }, rows }
}

/** The relation that a statement names; it is read as such unless it is only written. */
export function bindName(context: Context, range: RangeVar, use: 'read' | 'write' = 'read'): BoundRelation {
  const key = `${range.catalogname ?? ''}\0${range.schemaname ?? ''}\0${range.relname ?? ''}`
  const before = context.unknown.get(key)
  const relation =
    before ??
    context.session.resolve({
      database: range.catalogname ?? null,
      schema: range.schemaname ?? null,
      name: range.relname ?? '',
    })
  if (before === undefined) {
    context.unknown.set(key, relation)
    noteStrangers(context, relation, range.location)
  }
  const binding = bindRelation(relation)
  if (use === 'read') context.reads.relations.add(binding.rows)
  return binding
}

export function storedSource(
  { relation, rows, outputs, index, rest, other }: BoundRelation,
  { alias, schemaname, relname }: RangeVar,
): Source {
  const columns = alias?.colnames === undefined ? outputs : renamed(outputs, alias.colnames)
  return {
    name: alias?.aliasname ?? relname ?? '',
    schema: alias === undefined ? (schemaname ?? rows.schema) : null,
    columns,
    index: columns === outputs ? index : null,
    rest,
    stored: rows,
    rowType: relation,
    other,
    counted: other(null),
    unlikely: false,
    columnsVisible: true,
  }
}

function subselect(
  context: Context,
  { lateral, subquery, alias }: RangeSubselect,
  scope: Scope,
  beside: readonly Source[],
) {
  const parent = lateral ? { ...scope, sources: beside } : scope.parent
  const query = resolveQuery(context, subquery, { sources: [], parent, ctes: scope.ctes, windows: [] })
  const source = derivedSource(context, alias ?? {}, query.outputs)
  return alone({ source: { ...source, counted: query.counted }, rows: query.rows })
}

/** Something with computed columns under an alias. */
export function derivedSource(context: Context, { aliasname, colnames }: Alias, outputs: readonly Output[]): Source {
  const columns = colnames === undefined ? outputs : renamed(outputs, colnames)
  return {
    name: aliasname ?? null,
    schema: null,
    columns,
    index: null,
    rest: restOf(columns, strayOf(context)),
    stored: null,
    rowType: null,
    other: null,
    counted: nothing,
    unlikely: false,
    columnsVisible: true,
  }
}

/** Columns under the names of an alias's list, which may be shorter. */
export function renamed(outputs: readonly Output[], names: readonly Node[]): readonly Output[] {
  const columns: Output[] = []
  const left = [...outputs]
  for (const name of names) {
    const next = left[0]
    const { rest, ...column } = next ?? { flow: nothing }
    // One of the columns that are not known: the rest of them stays.
    if (rest === undefined) left.shift()
    columns.push({ ...column, name: textOf(name) })
  }
  return [...columns, ...left]
}
