import type { InsertStmt, Node, OnConflictClause, RangeVar } from 'libpg-query'
import type { BoundRelation } from './bound-relation.ts'
import type { Context } from './context.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role } from './flow.ts'
import { noResult, type QueryResult } from './query-result.ts'
import { assign, put } from './resolve-assignments.ts'
import { collect } from './resolve-expression.ts'
import { bindName, storedSource } from './resolve-from.ts'
import { resolveQuery } from './resolve-query.ts'
import { withCtes } from './resolve-with.ts'
import { returning, type WriteResult } from './resolve-write.ts'
import type { Output, Scope, Source } from './scope.ts'

export function resolveInsert(context: Context, insert: InsertStmt, outside: Scope): WriteResult | null {
  const { relation, selectStmt, cols, onConflictClause } = insert
  if (relation === undefined) return null
  const scope = withCtes(context, insert.withClause, outside)
  const target = bindName(context, relation, 'write')
  const query = selectStmt === undefined ? noResult : resolveQuery(context, selectStmt, scope)
  const isValues =
    selectStmt !== undefined && 'SelectStmt' in selectStmt && selectStmt.SelectStmt.valuesLists !== undefined
  const columns = new Map<string | null, Flow>()
  const names = cols === undefined ? knownNames(target) : cols.map(columnName)
  const unnamed = names === null ? assumeNames(context, query, isValues, relation, columns) : []
  if (names !== null) align(query.outputs, names, columns, cols === undefined)
  const own = storedSource(target, relation)
  const rows: GrowingFlow = new Map(query.rows)
  if (onConflictClause !== undefined) conflict(context, onConflictClause, scope, own, columns, rows)
  const returned = returning(context, insert.returningClause, { ...scope, sources: [own] }, own)
  return { kind: 'insert', relation, target, columns, unnamed, rows, returned }
}

function columnName(node: Node): string {
  return 'ResTarget' in node ? (node.ResTarget.name ?? '') : ''
}

function knownNames({ outputs, rest }: BoundRelation): readonly string[] | null {
  return rest === null ? outputs.map(({ name }) => name ?? '') : null
}

/** Puts outputs into columns by position. An unknown number of outputs may fill any column from there on. */
function align(
  outputs: readonly Output[],
  names: readonly string[],
  columns: Map<string | null, Flow>,
  mayBeFewer: boolean,
): void {
  const open = outputs.findIndex(({ rest }) => rest !== undefined)
  const fixed = open < 0 ? outputs : outputs.slice(0, open)
  for (const [at, name] of names.slice(0, fixed.length).entries()) put(columns, name, fixed[at]?.flow ?? nothing)
  if (open < 0) return
  const tail = outputs.slice(open + 1)
  // Behind the one star the outputs meet the last columns, where the statement lists its columns.
  const last = mayBeFewer || tail.some(({ rest }) => rest !== undefined) ? [] : tail
  const middle: GrowingFlow = new Map()
  for (const output of last === tail ? outputs.slice(open, open + 1) : outputs.slice(open)) {
    addFlow(middle, output.flow, role.direct)
  }
  for (const name of names.slice(fixed.length, names.length - last.length)) put(columns, name, middle)
  for (const [at, name] of names.slice(names.length - last.length).entries())
    put(columns, name, last[at]?.flow ?? nothing)
}

/** Of a relation with unknown columns the outputs' names are the best guess; VALUES have none. */
function assumeNames(
  context: Context,
  { outputs }: QueryResult,
  isValues: boolean,
  relation: RangeVar,
  columns: Map<string | null, Flow>,
): readonly Flow[] {
  const unnamed: Flow[] = []
  for (const { name, flow } of outputs) {
    const guess = isValues || name === '?column?' || columns.has(name) ? null : name
    if (guess !== null) columns.set(guess, flow)
    else if (flow.size > 0) unnamed.push(flow)
  }
  if (outputs.length === 0) return unnamed
  context.note(
    'LINEAGE_TARGETS_ASSUMED',
    `The columns of ${relation.relname} are not known; they are taken to have the names of the query's outputs.`,
    relation.location,
  )
  return unnamed
}

function conflict(
  context: Context,
  { targetList, whereClause, infer }: OnConflictClause,
  scope: Scope,
  own: Source,
  columns: Map<string | null, Flow>,
  rows: GrowingFlow,
): void {
  // Of a column that the insert leaves out, `excluded` has the default.
  const omitted = own.columns.flatMap(({ name }) =>
    name === null || columns.has(name) ? [] : [{ name, flow: nothing }],
  )
  const proposed: Output[] = [...Array.from(columns, ([name, flow]) => ({ name, flow })), ...omitted]
  const excluded: Source = {
    ...own,
    name: 'excluded',
    schema: null,
    columns: proposed,
    index: null,
    rest: own.rest === null ? null : () => columns.get(null) ?? nothing,
    stored: null,
    other: () => nothing,
    columnsVisible: false,
  }
  const inner: Scope = { ...scope, sources: [own, excluded] }
  assign(context, targetList ?? [], inner, own, columns)
  collect(context, whereClause, inner, rows, role.filter)
  collect(context, infer?.whereClause, inner, rows, role.filter)
}
