import type { Node, SelectStmt } from 'libpg-query'
import { type Context, strayOf } from './context.ts'
import { addFlow, asRole, type Flow, type GrowingFlow, nothing, role, union } from './flow.ts'
import { noResult, type QueryResult } from './query-result.ts'
import { collect } from './resolve-expression.ts'
import { resolveFrom } from './resolve-from.ts'
import { groupKeys, sortBy } from './resolve-keys.ts'
import { resolveTargets } from './resolve-targets.ts'
import { withCtes } from './resolve-with.ts'
import { resolveWrite } from './resolve-write.ts'
import type { Output, Scope, Source } from './scope.ts'

/** Resolves a query, or in WITH a write, of which the result is what it returns. `outside` has no sources of its own. */
export function resolveQuery(context: Context, node: Node | undefined, outside: Scope): QueryResult {
  if (node === undefined) return noResult
  context.spend()
  if ('SelectStmt' in node) return resolveSelect(context, node.SelectStmt, outside)
  return resolveWrite(context, node, outside) ?? noResult
}

export function resolveSelect(context: Context, select: SelectStmt, outside: Scope): QueryResult {
  const scope = withCtes(context, select.withClause, outside)
  if (select.larg !== undefined && select.rarg !== undefined) return setOperation(context, select, scope)
  if (select.valuesLists !== undefined) return values(context, select, scope)
  return plainSelect(context, select, scope)
}

function plainSelect(context: Context, select: SelectStmt, outside: Scope): QueryResult {
  const rows: GrowingFlow = new Map()
  const { sources, shown } = fromClause(context, select.fromClause ?? [], outside, rows)
  const scope: Scope = { ...outside, sources, windows: select.windowClause ?? [] }
  const outputs = resolveTargets(context, select.targetList ?? [], scope, shown)
  collect(context, select.whereClause, scope, rows, role.filter)
  collect(context, select.havingClause, scope, rows, role.filter)
  for (const key of groupKeys(select.groupClause ?? [])) sortBy(context, key, scope, outputs, rows, role.group)
  for (const key of select.distinctClause ?? []) sortBy(context, key, scope, outputs, rows, role.group)
  for (const key of select.sortClause ?? []) sortBy(context, key, scope, outputs, rows, role.sort)
  collect(context, select.limitCount, scope, rows, role.filter)
  collect(context, select.limitOffset, scope, rows, role.filter)
  return { outputs, rows, counted: countedBy(sources) }
}

/** The items of FROM, in order: each LATERAL one sees those before it. */
export function fromClause(context: Context, items: readonly Node[], scope: Scope, rows: GrowingFlow) {
  const sources: Source[] = []
  const shown: Source[] = []
  for (const item of items) {
    const found = resolveFrom(context, item, scope, sources)
    sources.push(...found.sources)
    shown.push(...found.shown)
    addFlow(rows, found.rows, role.direct)
  }
  return { sources, shown }
}

function countedBy(sources: readonly Source[]): Flow {
  const [first, ...others] = sources
  return others.reduce((flow, { counted }) => union(flow, counted), first?.counted ?? nothing)
}

function values(context: Context, select: SelectStmt, scope: Scope): QueryResult {
  const flows: GrowingFlow[] = []
  for (const row of select.valuesLists ?? []) {
    const items = 'List' in row ? (row.List.items ?? []) : []
    items.forEach((item, at) => {
      flows[at] ??= new Map()
      collect(context, item, scope, flows[at], role.direct)
    })
  }
  const outputs = flows.map((flow, at): Output => ({ name: `column${at + 1}`, flow, read: nothing }))
  const rows: GrowingFlow = new Map()
  for (const key of select.sortClause ?? []) sortBy(context, key, scope, outputs, rows, role.sort)
  return { outputs, rows, counted: nothing }
}

function setOperation(context: Context, select: SelectStmt, scope: Scope): QueryResult {
  const branches = flatten(select)
  const [first, ...others] = branches.map(({ query, excluded }) => {
    const result = resolveSelect(context, query, { ...scope, sources: [] })
    // What EXCEPT takes away decides on rows and gives no value.
    return excluded ? { ...result, outputs: result.outputs.map(asFilter) } : result
  })
  if (first === undefined) return noResult
  const rows: GrowingFlow = new Map()
  for (const branch of [first, ...others]) addFlow(rows, branch.rows, role.direct)
  const outputs = mergeBranches(
    context,
    first.outputs,
    others.map((branch) => branch.outputs),
  )
  for (const key of select.sortClause ?? []) sortBy(context, key, { ...scope, sources: [] }, outputs, rows, role.sort)
  const counted = others.reduce((flow, branch) => union(flow, branch.counted), first.counted)
  return { outputs, rows, counted }
}

/** The branches of a set operation from left to right, without recursion along the left side: unions get long. */
function flatten(select: SelectStmt): { query: SelectStmt; excluded: boolean }[] {
  const branches: { query: SelectStmt; excluded: boolean }[] = []
  let left = select
  while (left.larg !== undefined && left.rarg !== undefined) {
    branches.push({ query: left.rarg, excluded: left.op === 'SETOP_EXCEPT' })
    const next = left.larg
    // An inner WITH, ORDER BY or LIMIT belongs to that branch alone.
    const plain = !next.withClause && !next.sortClause && !next.limitCount && !next.limitOffset
    if (!plain || next.larg === undefined) {
      branches.push({ query: next, excluded: false })
      break
    }
    left = next
  }
  return branches.reverse()
}

function asFilter(output: Output): Output {
  return { ...output, flow: asRole(output.flow, role.filter) }
}

/** Columns go together by position, and have the first branch's names. */
export function mergeBranches(
  context: Context,
  first: readonly Output[],
  others: readonly (readonly Output[])[],
): readonly Output[] {
  const open = [first, ...others].map((outputs) => outputs.findIndex(({ rest }) => rest !== undefined))
  if (open.every((at) => at < 0))
    return first.map((output, at) =>
      mergePosition(
        output,
        others.map((list) => list[at]),
      ),
    )
  // Beyond an unknown number of columns any of a branch may meet any of another.
  const fixed = Math.min(...open.map((at, branch) => (at < 0 ? ([first, ...others][branch]?.length ?? 0) : at)))
  const known = first.slice(0, fixed).map((output, at) =>
    mergePosition(
      output,
      others.map((list) => list[at]),
    ),
  )
  const tails = [first, ...others].flatMap((outputs) => outputs.slice(fixed))
  const flow: GrowingFlow = new Map()
  for (const tail of tails) addFlow(flow, tail.flow, role.direct)
  const named = first.slice(fixed).filter(({ rest }) => rest === undefined)
  const rest = (name: string | null): Flow => {
    if (name === null) return flow
    const found: GrowingFlow = new Map()
    for (const tail of tails) {
      if (tail.rest !== undefined) addFlow(found, tail.rest(name), role.direct)
      else if (tail.name === name) addFlow(found, tail.flow, role.direct)
    }
    return found.size > 0 ? found : strayOf(context)(name)
  }
  return [
    ...known,
    ...named.map(({ name }) => ({ name, flow: name === null ? flow : rest(name) })),
    { name: null, flow, rest },
  ]
}

function mergePosition(output: Output, others: readonly (Output | undefined)[]): Output {
  const flow: GrowingFlow = new Map(output.flow)
  for (const other of others) if (other !== undefined) addFlow(flow, other.flow, role.direct)
  return { ...output, flow, read: nothing }
}
