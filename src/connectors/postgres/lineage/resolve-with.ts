import type { CommonTableExpr, Node, WithClause } from 'libpg-query'
import { addReads, type Context, emptyReads, textOf } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role, union } from './flow.ts'
import { noResult, type QueryResult } from './query-result.ts'
import { renamed } from './resolve-from.ts'
import { mergeBranches, resolveQuery, resolveSelect } from './resolve-query.ts'
import type { Cte, Output, Scope } from './scope.ts'

/** The scope with a WITH clause's queries in it. All are resolved, named or not: a write among them runs anyway. */
export function withCtes(context: Context, clause: WithClause | undefined, scope: Scope): Scope {
  const nodes = (clause?.ctes ?? []).flatMap((node) => ('CommonTableExpr' in node ? [node.CommonTableExpr] : []))
  if (nodes.length === 0) return scope
  let ctes: Cte | null = scope.ctes
  const added: Cte[] = []
  for (const node of nodes) {
    // Without RECURSIVE a query sees those before it, with it all of them.
    const before = ctes
    const cte = lazyCte(
      context,
      node,
      (): Scope => ({ ...scope, sources: [], ctes: clause?.recursive ? ctes : before }),
      ctes,
    )
    added.push(cte)
    ctes = cte
  }
  for (const cte of added) cte.resolve()
  return { ...scope, ctes }
}

function lazyCte(context: Context, node: CommonTableExpr, scope: () => Scope, next: Cte | null): Cte {
  const name = node.ctename ?? ''
  let state: QueryResult | 'unresolved' | 'recursing' = 'unresolved'
  let sofar: QueryResult = noResult
  const own = emptyReads()
  const resolve = (): QueryResult => {
    if (state === 'recursing') return sofar
    if (state === 'unresolved') {
      state = 'recursing'
      const around = context.reads
      context.reads = own
      const result = recursive(context, node, scope(), (found) => {
        sofar = named(node, found)
      })
      context.reads = around
      state = named(node, result)
    }
    // Whatever names it reads what it reads: a write inside of WITH, too.
    addReads(context.reads, own)
    return state
  }
  return { name, resolve, next }
}

/** Resolves a query that may name itself: first what does not, then again until nothing more flows in. */
function recursive(
  context: Context,
  node: CommonTableExpr,
  scope: Scope,
  found: (result: QueryResult) => void,
): QueryResult {
  const query = node.ctequery
  const select = query !== undefined && 'SelectStmt' in query ? query.SelectStmt : null
  if (select?.larg === undefined || select.rarg === undefined || !names(select.rarg, node.ctename ?? '')) {
    return resolveQuery(context, query, scope)
  }
  const inner = withCtes(context, select.withClause, scope)
  const base = resolveSelect(context, select.larg, inner)
  let result = base
  for (let size = -1; size !== sizeOf(result); ) {
    size = sizeOf(result)
    found(result)
    const step = resolveSelect(context, select.rarg, inner)
    result = {
      outputs: mergeBranches(context, result.outputs, [step.outputs]),
      rows: union(result.rows, step.rows),
      counted: union(result.counted, step.counted),
    }
  }
  return result
}

function sizeOf({ outputs, rows }: QueryResult): number {
  return outputs.reduce((size, { flow }) => size + flow.size, rows.size)
}

/** Whether a query names a relation anywhere. */
function names(value: unknown, relation: string): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some((item) => names(item, relation))
  const { relname, schemaname } = value as { relname?: unknown; schemaname?: unknown }
  if (relname === relation && schemaname === undefined) return true
  return Object.values(value).some((child) => names(child, relation))
}

/** The columns under the names of `name (a, b)`, with those that SEARCH and CYCLE add. */
function named({ aliascolnames, search_clause, cycle_clause }: CommonTableExpr, result: QueryResult): QueryResult {
  const columns = aliascolnames === undefined ? result.outputs : renamed(result.outputs, aliascolnames)
  const flowBy = (keys: readonly Node[] | undefined): Flow => {
    const flow: GrowingFlow = new Map()
    for (const key of keys ?? []) {
      addFlow(flow, columns.find(({ name }) => name === textOf(key))?.flow ?? nothing, role.direct)
    }
    return flow
  }
  const added: Output[] = []
  if (search_clause !== undefined) {
    added.push({
      name: search_clause.search_seq_column ?? '',
      flow: flowBy(search_clause.search_col_list),
      read: nothing,
    })
  }
  if (cycle_clause !== undefined) {
    const flow = flowBy(cycle_clause.cycle_col_list)
    added.push(
      { name: cycle_clause.cycle_mark_column ?? '', flow, read: nothing },
      { name: cycle_clause.cycle_path_column ?? '', flow, read: nothing },
    )
  }
  return { ...result, outputs: [...columns, ...added] }
}
