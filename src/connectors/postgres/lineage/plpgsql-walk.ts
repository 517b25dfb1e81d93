import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { analyzeStatement, type Surroundings } from './analyze-statement.ts'
import { bindRelation } from './bound-relation.ts'
import { type Flow, nothing, toFlow } from './flow.ts'
import { dynamicEntries } from './plpgsql-dynamic.ts'
import { type RoutineVariables, routineVariables } from './plpgsql-variables.ts'

/** A node of the PL/pgSQL tree: its fields, whatever they are. */
type Tree = Readonly<Record<string, unknown>>

interface Walk {
  readonly around: Surroundings
  readonly variables: RoutineVariables
  readonly datums: readonly Tree[]
  readonly bodyLine: number
  readonly entries: StatementLineage[]
  /** What a cursor gave when it was opened, by its number among the datums. */
  readonly cursors: Map<number, StatementLineage>
}

/** Lineage of the statements of a compiled PL/pgSQL body, in order; values are followed through variables. */
export function walkRoutine(around: Surroundings, tree: unknown, bodyLine: number): readonly StatementLineage[] {
  const entries: StatementLineage[] = []
  for (const item of listOf(treeOf(tree), 'plpgsql_funcs')) {
    const routine = treeOf(item.PLpgSQL_function)
    const datums = listOf(routine, 'datums').map((datum) => treeOf(Object.values(datum)[0]))
    const variables = routineVariables(around.variables)
    for (const { refname } of datums) if (typeof refname === 'string') variables.declare(refname)
    const rows = (around.triggered ?? []).map(bindRelation)
    if (rows.length > 0) for (const name of ['old', 'new']) variables.declareRow(name, rows)
    const inside = { ...around, variables: variables.lookUp }
    const walk: Walk = { around: inside, variables, datums, bodyLine, entries, cursors: new Map() }
    visit(walk, routine.action, 1)
  }
  return entries
}

function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {}
}

function listOf(tree: Tree, key: string): readonly Tree[] {
  const list = tree[key]
  return Array.isArray(list) ? list.map(treeOf) : []
}

// What runs after the rest of its statement: a loop's query comes before its body, whatever the order of the keys.
const later = /body|^stmts$|elsif_list|case_when_list|else_stmts|exceptions|^action$/

function visit(walk: Walk, value: unknown, around: number): void {
  if (Array.isArray(value)) for (const item of value) visit(walk, item, around)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [tag, child] of Object.entries(value)) {
    if (!tag.startsWith('PLpgSQL_')) continue
    const tree = treeOf(child)
    const line = typeof tree.lineno === 'number' && tag !== 'PLpgSQL_expr' ? tree.lineno : around
    if (tag === 'PLpgSQL_expr') expression(walk, tree, line)
    else if (!/^PLpgSQL_(var|rec|row|recfield|type)$/.test(tag)) statement(walk, tag, tree, line)
  }
}

function statement(walk: Walk, tag: string, tree: Tree, line: number): void {
  const keys = Object.keys(tree).sort((a, b) => Number(later.test(a)) - Number(later.test(b)))
  const handled = special(walk, tag, tree, line)
  for (const key of keys) if (!handled.includes(key)) visit(walk, tree[key], line)
}

/** Statements that move values or run text; the keys that are dealt with come back. */
function special(walk: Walk, tag: string, tree: Tree, line: number): readonly string[] {
  switch (tag) {
    case 'PLpgSQL_stmt_block':
      if (line > 0) initialValues(walk, tree, line)
      return []
    case 'PLpgSQL_stmt_assign':
      assignTo(
        walk,
        datumOf(walk, tree.varno),
        flowOfEntry(expression(walk, treeOf(treeOf(tree.expr).PLpgSQL_expr), line)),
      )
      return ['expr']
    case 'PLpgSQL_stmt_execsql':
      into(walk, tree.target, expression(walk, treeOf(treeOf(tree.sqlstmt).PLpgSQL_expr), line))
      return ['sqlstmt', 'target']
    case 'PLpgSQL_stmt_fors':
      into(walk, tree.var, expression(walk, treeOf(treeOf(tree.query).PLpgSQL_expr), line))
      return ['query', 'var']
    case 'PLpgSQL_stmt_open':
    case 'PLpgSQL_stmt_forc':
      openCursor(walk, tree, line)
      return ['query', 'dynquery', 'var']
    case 'PLpgSQL_stmt_fetch':
      into(walk, tree.target, walk.cursors.get(Number(tree.curvar ?? 0)) ?? null)
      return ['target']
    case 'PLpgSQL_stmt_foreach_a':
      assignTo(
        walk,
        datumOf(walk, tree.varno),
        flowOfEntry(expression(walk, treeOf(treeOf(tree.expr).PLpgSQL_expr), line)),
      )
      return ['expr']
    case 'PLpgSQL_stmt_dynexecute':
    case 'PLpgSQL_stmt_dynfors':
      into(walk, tree.target ?? tree.var, dynamic(walk, tree.query, line))
      return ['query', 'target', 'var']
    case 'PLpgSQL_stmt_return_query':
      if (tree.dynquery === undefined) return []
      dynamic(walk, tree.dynquery, line)
      return ['dynquery']
    default:
      return []
  }
}

/** Defaults of declarations; they have no place of their own in the tree. */
function initialValues(walk: Walk, _tree: Tree, line: number): void {
  if (walk.entries.length > 0 || walk.cursors.has(-1)) return
  for (const datum of walk.datums) {
    const value = treeOf(treeOf(datum.default_val).PLpgSQL_expr)
    if (typeof value.query !== 'string') continue
    const at = typeof datum.lineno === 'number' ? datum.lineno : line
    assignTo(walk, datum, flowOfEntry(expression(walk, value, at)))
  }
}

function datumOf({ datums }: Walk, number: unknown): Tree {
  return datums[typeof number === 'number' ? number : 0] ?? {}
}

function assignTo(walk: Walk, datum: Tree, flow: Flow): void {
  if (typeof datum.fieldname === 'string') {
    const { refname } = datumOf(walk, datum.recparentno)
    if (typeof refname === 'string') walk.variables.assign(refname, datum.fieldname, flow)
  } else if (typeof datum.refname === 'string') walk.variables.assign(datum.refname, null, flow)
}

function flowOfEntry(entry: StatementLineage | null): Flow {
  return entry === null ? nothing : toFlow(entry.columns.flatMap(({ sources }) => sources))
}

/** INTO, or a loop's variable: a record takes all columns, a list of variables one each. */
function into(walk: Walk, target: unknown, entry: StatementLineage | null): void {
  if (entry === null || entry.target !== null) return
  const { PLpgSQL_rec: record, PLpgSQL_row: row } = treeOf(target)
  const { refname } = treeOf(record)
  if (typeof refname === 'string') walk.variables.assignRecord(refname, entry.columns)
  listOf(treeOf(row), 'fields').forEach(({ varno }, at) => {
    const column = entry.columns[at]
    if (column !== undefined) assignTo(walk, datumOf(walk, varno), toFlow(column.sources))
  })
}

function openCursor(walk: Walk, tree: Tree, line: number): void {
  const number = typeof tree.curvar === 'number' ? tree.curvar : 0
  const bound = datumOf(walk, number).cursor_explicit_expr
  const query = treeOf(treeOf(tree.query ?? bound).PLpgSQL_expr)
  const entry = tree.dynquery === undefined ? expression(walk, query, line) : dynamic(walk, tree.dynquery, line)
  if (entry === null) return
  walk.cursors.set(number, entry)
  into(walk, tree.var, entry)
}

function dynamic(walk: Walk, query: unknown, line: number): StatementLineage | null {
  const text = treeOf(treeOf(query).PLpgSQL_expr).query
  if (typeof text !== 'string') return null
  const found = dynamicEntries(walk.around, text, walk.bodyLine + line - 1)
  walk.entries.push(...found)
  return found.at(-1) ?? null
}

/** Resolves a statement or an expression of the body. An expression is listed only where it reads relations. */
function expression(walk: Walk, { query, parseMode }: Tree, line: number): StatementLineage | null {
  if (typeof query !== 'string') return null
  const isStatement = parseMode === undefined || parseMode === 0
  // > | target := expression, or target = expression
  const value = parseMode === 2 || isStatement ? query : query.replace(/^(?:[^=:']|:(?!=))*?:?=/, '')
  const text = isStatement ? value : `SELECT ${value}`
  const at = walk.bodyLine + line - 1
  const { entries } = analyzeStatement(walk.around, { text, line: at, terminated: true })
  const listed = entries.filter(({ reads, kind }) => isStatement || reads.length > 0 || kind === 'unparsable')
  walk.entries.push(...listed)
  return entries.at(-1) ?? null
}
