import type {
  CopyStmt,
  ExecuteStmt,
  ExplainStmt,
  IntoClause,
  Node,
  RangeVar,
  SelectStmt,
  TruncateStmt,
} from 'libpg-query'
import type {
  ColumnAddress,
  ColumnLineage,
  RelationAddress,
  StatementLineage,
} from '../../../core/lineage/statement-lineage.ts'
import { applyDefinition, isKnown, placeOf } from './apply-definition.ts'
import { type Context, type Reads, tagOf, textOf, type Write } from './context.ts'
import {
  addFlow,
  distinct,
  type Flow,
  type GrowingFlow,
  nothing,
  role,
  toSources,
  union,
  withoutDirect,
} from './flow.ts'
import type { QueryResult } from './query-result.ts'
import { targetColumn } from './resolve-assignments.ts'
import { resolveColumn, starOf } from './resolve-column.ts'
import { collect } from './resolve-expression.ts'
import { bindName, renamed, storedSource } from './resolve-from.ts'
import { resolveQuery } from './resolve-query.ts'
import { toWrite, writeResult } from './resolve-write.ts'
import type { Output, Scope } from './scope.ts'
import { applySetConfig } from './search-path.ts'

/** Lineage of one statement, without its place in the text; `location` is the AST's. */
export type StatementParts = Pick<StatementLineage, 'kind' | 'target' | 'reads' | 'columns' | 'moves' | 'empties'> & {
  readonly location: number
}

const outermost: Scope = { sources: [], parent: null, ctes: null, windows: [] }

/** One entry for each write inside of WITH, then one for the statement. The session learns what it defines. */
export function resolveStatement(context: Context, node: Node): readonly StatementParts[] {
  const main = mainParts(context, node)
  return [...context.writes.map((write) => writeParts(context, write)), main]
}

function mainParts(context: Context, node: Node): StatementParts {
  if ('SelectStmt' in node) return selectParts(context, node.SelectStmt)
  const write = writeResult(context, node, outermost)
  if (write !== null) {
    addFlow(mutable(write.rows), write.returned.rows, role.direct)
    return { ...writeParts(context, toWrite(context, write)), location: 0 }
  }
  if ('CreateTableAsStmt' in node) {
    const { into, objtype, if_not_exists = false } = node.CreateTableAsStmt
    const query = preparedBy(context, node.CreateTableAsStmt.query) ?? node.CreateTableAsStmt.query
    const kind = objtype === 'OBJECT_MATVIEW' ? 'create_materialized_view' : 'create_table_as'
    return intoParts(context, kind, resolveQuery(context, query, outermost), into ?? {}, if_not_exists)
  }
  if ('ViewStmt' in node) {
    const { view = {}, query, aliases = [] } = node.ViewStmt
    return intoParts(context, 'create_view', resolveQuery(context, query, outermost), { rel: view, colNames: aliases })
  }
  if ('CopyStmt' in node) return copyParts(context, node.CopyStmt)
  if ('ExplainStmt' in node) return explainParts(context, node.ExplainStmt)
  if ('TruncateStmt' in node) return truncateParts(context, node.TruncateStmt)
  if ('ExecuteStmt' in node) return executeParts(context, node)
  if ('PrepareStmt' in node && node.PrepareStmt.query !== undefined) {
    context.session.prepared.set(node.PrepareStmt.name ?? '', node.PrepareStmt.query)
  }
  const wrapped = wrappedStatement(node)
  if (wrapped !== null) return { ...mainParts(context, wrapped.query), kind: wrapped.kind }
  return utilityParts(context, node)
}

/** Rows are only collected into maps made for the statement. */
function mutable(flow: Flow): GrowingFlow {
  return flow as GrowingFlow
}

function wrappedStatement(node: Node): { kind: string; query: Node } | null {
  const [kind, query] =
    'PrepareStmt' in node
      ? ['prepare', node.PrepareStmt.query]
      : 'DeclareCursorStmt' in node
        ? ['declare_cursor', node.DeclareCursorStmt.query]
        : ['', undefined]
  return query === undefined ? null : { kind, query }
}

/** EXPLAIN alone plans: it writes nothing, and what the statement would define is not there afterwards. */
function explainParts(context: Context, { query, options = [] }: ExplainStmt): StatementParts {
  if (query === undefined) return utilityParts(context, {} as Node)
  if (options.some(isAnalyze)) return { ...mainParts(context, query), kind: 'explain_analyze' }
  const trial: Context = { ...context, session: context.session.fork(), writes: [] }
  const { target, columns, reads } = mainParts(trial, query)
  return { kind: 'explain', target: null, location: 0, reads, columns: target === null ? columns : [] }
}

function isAnalyze(option: Node): boolean {
  if (!('DefElem' in option) || option.DefElem.defname !== 'analyze') return false
  const { arg } = option.DefElem
  if (arg !== undefined && 'Integer' in arg) return (arg.Integer.ival ?? 0) !== 0
  return !/^(?:false|off)$/i.test(textOf(arg))
}

/** What EXECUTE runs; null for any other statement and for what another session prepared. */
function preparedBy({ session }: Context, node: Node | undefined): Node | null {
  if (node === undefined || !('ExecuteStmt' in node)) return null
  return session.prepared.get(node.ExecuteStmt.name ?? '') ?? null
}

function executeParts(context: Context, node: { readonly ExecuteStmt: ExecuteStmt }): StatementParts {
  const query = preparedBy(context, node)
  if (query === null) {
    context.note('LINEAGE_DYNAMIC_SQL', `The statement ${node.ExecuteStmt.name ?? ''} is prepared elsewhere.`)
    return utilityParts(context, node)
  }
  // Places in it are those of another text.
  const elsewhere: Context = { ...context, note: (code, message) => context.note(code, message) }
  return { ...mainParts(elsewhere, query), kind: 'execute' }
}

function truncateParts(context: Context, { relations = [] }: TruncateStmt): StatementParts {
  const empties = relations.flatMap((node): RelationAddress[] => {
    if (!('RangeVar' in node)) return []
    const { column: _, ...relation } = bindName(context, node.RangeVar, 'write').rows
    return [relation]
  })
  return { kind: 'truncate', location: 0, target: null, reads: [], columns: [], empties }
}

function selectParts(context: Context, select: SelectStmt): StatementParts {
  const query = resolveQuery(context, { SelectStmt: select }, outermost)
  const into = intoClause(select)
  if (into !== undefined) return intoParts(context, 'select_into', query, into)
  const columns = query.outputs.map(({ name, flow }) => ({ target: outputAddress(name), flow }))
  applySetConfig(context.session, select)
  return {
    kind: 'select',
    target: null,
    location: 0,
    reads: toReads(context.reads),
    columns: toColumns(context, columns, query.rows),
  }
}

/** INTO stands in the first branch of a set operation. */
function intoClause(select: SelectStmt): IntoClause | undefined {
  let first = select
  while (first.larg !== undefined) first = first.larg
  return first.intoClause
}

const outputAddress = (column: string | null): ColumnAddress => ({
  database: null,
  schema: null,
  relation: null,
  column,
})

/** A query whose rows or whose definition become a relation. */
function intoParts(
  context: Context,
  kind: string,
  query: QueryResult,
  into: IntoClause,
  unlessThere = false,
): StatementParts {
  const outputs = into.colNames?.length ? renamed(query.outputs, into.colNames) : query.outputs
  const open = outputs.some(({ rest }) => rest !== undefined)
  const place = placeOf(context, into.rel ?? {})
  const isThere = unlessThere && isKnown(context, into.rel ?? {})
  if (!isThere) context.session.put({ ...place, columns: open ? null : outputs.map(({ name }) => name ?? '') })
  const target: RelationAddress = { database: place.database, schema: place.schema, relation: place.name }
  const columns = byName(outputs).map(([column, flow]) => ({ target: { ...target, column }, flow }))
  return { kind, target, location: 0, reads: toReads(context.reads), columns: toColumns(context, columns, query.rows) }
}

/** Outputs of one name are one column: what is not known by name has none. */
function byName(outputs: readonly Output[]): [string | null, Flow][] {
  const columns = new Map<string | null, Flow>()
  for (const { name, flow } of outputs) columns.set(name, union(columns.get(name) ?? nothing, flow))
  return [...columns]
}

function copyParts(context: Context, copy: CopyStmt): StatementParts {
  const { relation, query, attlist = [], whereClause } = copy
  if (relation === undefined) return { ...mainParts(context, query ?? ({} as Node)), kind: 'copy' }
  const names = attlist.map(textOf)
  if (copy.is_from) return copyFrom(context, relation, names, whereClause)
  const source = storedSource(bindName(context, relation), relation)
  const outputs =
    names.length === 0
      ? starOf(context, [source])
      : names.map((name): Output => {
          const column = { fields: [{ String: { sval: name } }] }
          return { name, flow: resolveColumn(context, column, { ...outermost, sources: [source] }) }
        })
  const columns = outputs.map(({ name, flow }) => ({ target: outputAddress(name), flow }))
  return {
    kind: 'copy',
    target: null,
    location: 0,
    reads: toReads(context.reads),
    columns: toColumns(context, columns, nothing),
  }
}

function copyFrom(
  context: Context,
  relation: RangeVar,
  names: readonly string[],
  where: Node | undefined,
): StatementParts {
  const target = bindName(context, relation, 'write')
  const all = names.length > 0 ? names : target.outputs.flatMap(({ name }) => name ?? [])
  const rows: GrowingFlow = new Map()
  collect(context, where, { ...outermost, sources: [storedSource(target, relation)] }, rows, role.filter)
  const columns = all.map((name) => ({ target: targetColumn(target, name), flow: nothing }))
  const { column: _, ...address } = target.rows
  return {
    kind: 'copy',
    target: address,
    location: 0,
    reads: toReads(context.reads),
    columns: toColumns(context, columns, rows),
  }
}

function utilityParts(context: Context, node: Node): StatementParts {
  const { target, moves } = applyDefinition(context, node)
  if ('CallStmt' in node && node.CallStmt.funccall !== undefined) {
    collect(context, { FuncCall: node.CallStmt.funccall }, outermost, new Map(), role.direct)
  }
  const parts = { kind: kindOf(node), target, location: 0, reads: toReads(context.reads), columns: [] }
  return moves.length === 0 ? parts : { ...parts, moves }
}

const kinds: Readonly<Record<string, string>> = {
  CreateStmt: 'create_table',
  CreateForeignTableStmt: 'create_foreign_table',
  CreateFunctionStmt: 'create_function',
  RefreshMatViewStmt: 'refresh_materialized_view',
  VariableSetStmt: 'set',
  VariableShowStmt: 'show',
  IndexStmt: 'create_index',
  CreateTrigStmt: 'create_trigger',
  RuleStmt: 'create_rule',
}

/** `AlterTableStmt` is `alter_table`. */
export function kindOf(node: Node): string {
  const tag = tagOf(node)
  return (
    kinds[tag] ??
    tag
      .replace(/Stmt$/, '')
      .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
      .toLowerCase()
  )
}

function writeParts(context: Context, { kind, location, target, columns, rows, reads }: Write): StatementParts {
  return { kind, location, target, reads: toReads(reads), columns: toColumns(context, columns, rows) }
}

/** Each column's own sources, and what decides on the rows as an indirect source of all. */
function toColumns(
  { variables }: Context,
  columns: readonly { readonly target: ColumnAddress; readonly flow: Flow }[],
  rows: Flow,
): readonly ColumnLineage[] {
  const deciding = withoutDirect(rows)
  if (variables === null) return columns.map(({ target, flow }) => ({ target, sources: toSources(flow, deciding) }))
  // What comes out of variables was named by other statements.
  return columns.map(({ target, flow }) => ({ target, sources: toSources(distinct(union(flow, deciding)), nothing) }))
}

/** Columns read, and relations of which none is or whose whole rows are. */
function toReads({ columns, relations, rows: whole }: Reads): readonly ColumnAddress[] {
  const all = [...columns]
  for (const rows of new Set([...relations, ...whole]))
    if (whole.has(rows) || !all.some((column) => isOf(rows, column))) all.push(rows)
  return all
}

function isOf(rows: ColumnAddress, { relation, schema, database }: ColumnAddress): boolean {
  return relation === rows.relation && schema === rows.schema && database === rows.database
}
