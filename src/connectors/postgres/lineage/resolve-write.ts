import type { DeleteStmt, Node, RangeVar, ReturningClause, UpdateStmt } from 'libpg-query'
import type { BoundRelation } from './bound-relation.ts'
import { type Context, emptyReads, noteOutputs, type Write } from './context.ts'
import { type Flow, type GrowingFlow, nothing, role } from './flow.ts'
import type { QueryResult } from './query-result.ts'
import { assign, targetColumn } from './resolve-assignments.ts'
import { collect } from './resolve-expression.ts'
import { bindName, storedSource } from './resolve-from.ts'
import { resolveInsert } from './resolve-insert.ts'
import { resolveMerge } from './resolve-merge.ts'
import { fromClause } from './resolve-query.ts'
import { resolveTargets } from './resolve-targets.ts'
import { withCtes } from './resolve-with.ts'
import type { Scope, Source } from './scope.ts'

/** What a write does, and what it returns. */
export interface WriteResult {
  readonly kind: string
  readonly relation: RangeVar
  readonly target: BoundRelation
  /** By target column; null for columns not known by name. */
  readonly columns: ReadonlyMap<string | null, Flow>
  /** What goes into columns whose name cannot even be guessed, one each. */
  readonly unnamed?: readonly Flow[]
  readonly rows: Flow
  readonly returned: QueryResult
}

/** A write inside of WITH: it is a statement of its own, with reads of its own, and what it returns can be read. */
export function resolveWrite(context: Context, node: Node, outside: Scope): QueryResult | null {
  const around = context.reads
  context.reads = emptyReads()
  const result = writeResult(context, node, outside)
  if (result !== null) context.writes.push(toWrite(context, result))
  context.reads = around
  noteOutputs(context, result?.returned.outputs ?? [])
  return result?.returned ?? null
}

/** Resolves INSERT, UPDATE, DELETE or MERGE; null for any other statement. */
export function writeResult(context: Context, node: Node, outside: Scope): WriteResult | null {
  if ('InsertStmt' in node) return resolveInsert(context, node.InsertStmt, outside)
  if ('UpdateStmt' in node) return resolveUpdate(context, node.UpdateStmt, outside)
  if ('DeleteStmt' in node) return resolveDelete(context, node.DeleteStmt, outside)
  if ('MergeStmt' in node) return resolveMerge(context, node.MergeStmt, outside)
  return null
}

export function toWrite({ reads }: Context, result: WriteResult): Write {
  const { kind, relation, target, columns, unnamed = [], rows } = result
  const { column: _, ...address } = target.rows
  return {
    kind,
    location: relation.location ?? 0,
    target: address,
    columns: [
      ...Array.from(columns, ([name, flow]) => ({ target: targetColumn(target, name), flow })),
      ...unnamed.map((flow) => ({ target: target.rows, flow })),
    ],
    rows,
    reads,
  }
}

function resolveUpdate(context: Context, update: UpdateStmt, outside: Scope): WriteResult | null {
  if (update.relation === undefined) return null
  const scope = withCtes(context, update.withClause, outside)
  const target = bindName(context, update.relation, 'write')
  const own = storedSource(target, update.relation)
  const rows: GrowingFlow = new Map()
  const { sources } = fromClause(context, update.fromClause ?? [], scope, rows)
  const inner: Scope = { ...scope, sources: [own, ...sources] }
  const columns = new Map<string | null, Flow>()
  assign(context, update.targetList ?? [], inner, own, columns)
  collect(context, update.whereClause, inner, rows, role.filter)
  const returned = returning(context, update.returningClause, inner, own)
  return { kind: 'update', relation: update.relation, target, columns, rows, returned }
}

function resolveDelete(context: Context, statement: DeleteStmt, outside: Scope): WriteResult | null {
  if (statement.relation === undefined) return null
  const scope = withCtes(context, statement.withClause, outside)
  const target = bindName(context, statement.relation, 'write')
  const own = storedSource(target, statement.relation)
  const rows: GrowingFlow = new Map()
  const { sources } = fromClause(context, statement.usingClause ?? [], scope, rows)
  const inner: Scope = { ...scope, sources: [own, ...sources] }
  collect(context, statement.whereClause, inner, rows, role.filter)
  const returned = returning(context, statement.returningClause, inner, own)
  return { kind: 'delete', relation: statement.relation, target, columns: new Map(), rows, returned }
}

/** What RETURNING gives; `old` and `new`, or the names that WITH gives them, are the target's rows. */
export function returning(
  context: Context,
  clause: ReturningClause | undefined,
  scope: Scope,
  target: Source,
): QueryResult {
  if (clause === undefined) return { outputs: [], rows: nothing, counted: nothing }
  let names = { old: 'old', new: 'new' }
  for (const node of clause.options ?? []) {
    const { option, value = '' } = 'ReturningOption' in node ? node.ReturningOption : {}
    if (option === 'RETURNING_OPTION_OLD') names = { ...names, old: value }
    if (option === 'RETURNING_OPTION_NEW') names = { ...names, new: value }
  }
  const versions = Object.values(names).map(
    (name): Source => ({ ...target, name, schema: null, columnsVisible: false }),
  )
  const inner: Scope = { ...scope, sources: [...scope.sources, ...versions] }
  const outputs = resolveTargets(context, clause.exprs ?? [], inner, scope.sources)
  return { outputs, rows: nothing, counted: target.counted }
}
