import type { MergeStmt } from 'libpg-query'
import type { Context } from './context.ts'
import { type Flow, type GrowingFlow, role } from './flow.ts'
import { assign, put } from './resolve-assignments.ts'
import { collect, flowOf } from './resolve-expression.ts'
import { bindName, storedSource } from './resolve-from.ts'
import { fromClause } from './resolve-query.ts'
import { withCtes } from './resolve-with.ts'
import { returning, type WriteResult } from './resolve-write.ts'
import type { Scope } from './scope.ts'

export function resolveMerge(context: Context, merge: MergeStmt, outside: Scope): WriteResult | null {
  const { relation, sourceRelation, mergeWhenClauses = [] } = merge
  if (relation === undefined || sourceRelation === undefined) return null
  const scope = withCtes(context, merge.withClause, outside)
  const target = bindName(context, relation, 'write')
  const own = storedSource(target, relation)
  const rows: GrowingFlow = new Map()
  const { sources } = fromClause(context, [sourceRelation], scope, rows)
  const both: Scope = { ...scope, sources: [own, ...sources] }
  collect(context, merge.joinCondition, both, rows, role.join)
  const columns = new Map<string | null, Flow>()
  for (const node of mergeWhenClauses) {
    if (!('MergeWhenClause' in node)) continue
    const { commandType, matchKind, condition, targetList = [], values = [] } = node.MergeWhenClause
    // A clause sees the side that is there.
    const visible = matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_TARGET' ? sources : both.sources
    const inner: Scope = { ...scope, sources: visible }
    collect(context, condition, inner, rows, role.filter)
    if (commandType === 'CMD_UPDATE') assign(context, targetList, inner, own, columns)
    if (commandType !== 'CMD_INSERT') continue
    const names = targetList.map((column) => ('ResTarget' in column ? (column.ResTarget.name ?? '') : ''))
    const inOrder = names.length > 0 ? names : target.outputs.map(({ name }) => name)
    values.forEach((value, at) => {
      const flow = flowOf(context, value, inner)
      const name = inOrder[at] ?? null
      if (name !== null || flow.size > 0) put(columns, name, flow)
    })
  }
  const returned = returning(context, merge.returningClause, { ...scope, sources: [...sources, own] }, own)
  return { kind: 'merge', relation, target, columns, rows, returned }
}
