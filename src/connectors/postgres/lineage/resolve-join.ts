import type { JoinExpr } from 'libpg-query'
import { type Context, noteReads, strayOf, textOf } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role, union } from './flow.ts'
import { notePair } from './predicates.ts'
import { collect } from './resolve-expression.ts'
import { derivedSource, type FromItem, resolveFrom } from './resolve-from.ts'
import { findOutput, type Output, restOf, type Scope, type Source } from './scope.ts'

/** A join: both sides, and with USING, NATURAL or an alias the join itself. */
export function joinSources(context: Context, join: JoinExpr, scope: Scope, beside: readonly Source[]): FromItem {
  if (join.larg === undefined || join.rarg === undefined) return { sources: [], shown: [], rows: nothing }
  const left = resolveFrom(context, join.larg, scope, beside)
  const right = resolveFrom(context, join.rarg, scope, [...beside, ...left.sources])
  const rows: GrowingFlow = new Map(left.rows)
  addFlow(rows, right.rows, role.direct)
  const sides = [...left.sources, ...right.sources]
  collect(context, join.quals, { ...scope, sources: sides }, rows, role.join)
  const names = join.isNatural ? commonNames(left, right) : (join.usingClause ?? []).map(textOf)
  const merging = join.isNatural === true || names.length > 0
  if (!merging && join.alias === undefined) return { sources: sides, shown: [...left.shown, ...right.shown], rows }

  const merged = names.map((name) => mergedColumn(context, name, join.jointype ?? 'JOIN_INNER', left, right, rows))
  const columns = [...merged, ...others(left, names), ...others(right, names)]
  for (const source of sides) source.columnsVisible = false
  const source = derivedSource(context, join.alias ?? {}, columns)
  const shown: Source = { ...source, counted: nothing, rest: restOf(columns, strayOf(context)) }
  const using =
    join.join_using_alias === undefined ? [] : [namesOnly(context, join.join_using_alias.aliasname ?? '', merged)]
  // An alias hides both sides; without one they can still qualify their columns.
  const counted = { ...shown, counted: countedBy(left, right) }
  if (join.alias !== undefined) return { sources: [counted, ...using], shown: [counted], rows }
  return { sources: [shown, ...sides, ...using], shown: [shown], rows }
}

function countedBy(left: FromItem, right: FromItem): Flow {
  return [...left.sources, ...right.sources].reduce<Flow>((flow, { counted }) => union(flow, counted), nothing)
}

function namesOnly(context: Context, name: string, columns: readonly Output[]): Source {
  return { ...derivedSource(context, { aliasname: name }, columns), columnsVisible: false }
}

function commonNames(left: FromItem, right: FromItem): string[] {
  const names = new Set(right.shown.flatMap(({ columns }) => columns.map(({ name }) => name)))
  const both = left.shown.flatMap(({ columns }) => columns.map(({ name }) => name)).filter((name) => names.has(name))
  return [...new Set(both.filter((name) => name !== null))]
}

function others(item: FromItem, names: readonly string[]): Output[] {
  return item.shown.flatMap(({ columns }) => columns.filter(({ name }) => name === null || !names.includes(name)))
}

/** A column of USING: the side's whose rows are all kept, of a full join either's. Both decide what matches. */
function mergedColumn(
  context: Context,
  name: string,
  type: string,
  left: FromItem,
  right: FromItem,
  rows: GrowingFlow,
): Output {
  const flows = [left, right].map((side) => sideColumn(context, name, side))
  const [ofLeft = nothing, ofRight = nothing] = flows
  if (context.predicates !== null) notePair(context.predicates, ofLeft, ofRight, false)
  for (const flow of flows) {
    addFlow(rows, flow, role.join)
    noteReads(context, flow)
  }
  if (type === 'JOIN_FULL') return { name, flow: union(ofLeft, ofRight), read: nothing }
  return { name, flow: type === 'JOIN_RIGHT' ? ofRight : ofLeft, read: nothing }
}

function sideColumn(context: Context, name: string, { shown }: FromItem): Flow {
  for (const source of shown) {
    const output = findOutput(source, name)
    if (output !== null) return output.flow
  }
  const open = shown.filter(({ rest }) => rest !== null)
  const [only] = open
  if (open.length === 1 && only?.rest) return only.rest(name)
  return strayOf(context)(name)
}
