import type { CreateFunctionStmt, Node } from 'libpg-query'
import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { analyzeStatement, resolveNode, type Surroundings } from './analyze-statement.ts'
import { textOf } from './context.ts'
import { nothing } from './flow.ts'
import { plpgsqlEntries } from './plpgsql-entries.ts'
import { routineName } from './routine-name.ts'
import { scanSql } from './scan-sql.ts'
import type { Variables } from './scope.ts'
import { applyRoutineSettings } from './search-path.ts'
import { type StatementText, splitStatements } from './split-statements.ts'

/** A routine's body, in whichever of the two languages that hold SQL. */
interface Body {
  readonly language: string
  readonly text: string
  /** Of its first character. */
  readonly line: number
}

/** Lineage of the statements in the body of what CREATE FUNCTION, CREATE PROCEDURE or DO holds; none for others. */
export function routineEntries(
  around: Surroundings,
  node: Node,
  statement: StatementText,
  name: string | null = null,
): readonly StatementLineage[] {
  if ('DoStmt' in node) {
    const body = bodyOf(node.DoStmt.args ?? [], statement, 'plpgsql')
    if (body?.language !== 'plpgsql') return []
    return plpgsqlEntries({ ...around, session: around.session.fork() }, { ...statement, bodyLine: body.line })
  }
  if (!('CreateFunctionStmt' in node)) return []
  const routine = node.CreateFunctionStmt
  const session = around.session.fork()
  applyRoutineSettings(session, routine.options ?? [])
  const inside: Surroundings = {
    ...around,
    session,
    routine: name ?? routineName(routine, around.session),
    variables: parametersOf(routine),
    triggered: triggeredBy(around, routine),
  }
  if (routine.sql_body !== undefined) return standardBody(inside, routine.sql_body, statement)
  const body = bodyOf(routine.options ?? [], statement, '')
  if (body?.language === 'plpgsql') return plpgsqlEntries(inside, { ...statement, bodyLine: body.line })
  if (body?.language !== 'sql') return []
  return [...splitStatements(body.text)].flatMap(
    (inner) => analyzeStatement(inside, { ...inner, terminated: true, line: inner.line + body.line - 1 }).entries,
  )
}

function triggeredBy({ session }: Surroundings, { funcname = [], returnType }: CreateFunctionStmt) {
  if (textOf(returnType?.names?.at(-1)) !== 'trigger') return []
  return session.catalog.triggered(textOf(funcname.at(-2)) || null, textOf(funcname.at(-1)))
}

function bodyOf(options: readonly Node[], statement: StatementText, fallback: string): Body | null {
  let language = fallback
  let text: string | null = null
  for (const node of options) {
    if (!('DefElem' in node)) continue
    const { defname, arg } = node.DefElem
    if (defname === 'language') language = textOf(arg).toLowerCase()
    if (defname !== 'as' || arg === undefined) continue
    // A function in C names a file and a symbol.
    const parts = 'List' in arg ? (arg.List.items ?? []) : [arg]
    text = parts.length === 1 ? textOf(parts[0]) : null
  }
  return text === null ? null : { language, text, line: bodyLine(statement, text) }
}

function bodyLine({ text, line }: StatementText, body: string): number {
  for (const { kind, start, end } of scanSql(text)) {
    if (kind !== 'string') continue
    const tag = /^\$\w*\$/.exec(text.slice(start, start + 80))?.[0]
    const inside =
      tag === undefined
        ? text.slice(start + 1, end - 1).replaceAll("''", "'")
        : text.slice(start + tag.length, end - tag.length)
    if (inside === body) return line + text.slice(0, start).split('\n').length - 1
  }
  return line
}

/** Parameters by name, by number, and behind the routine's own name. They come from nowhere that can be seen. */
function parametersOf({ parameters = [], funcname = [] }: CreateFunctionStmt): Variables {
  const names = new Set(
    parameters.flatMap((node) => ('FunctionParameter' in node ? (node.FunctionParameter.name ?? []) : [])),
  )
  const own = textOf(funcname.at(-1))
  return (path) => {
    const [first = '', second = ''] = path
    return names.has(first) || first.startsWith('$') || (first === own && names.has(second)) ? nothing : null
  }
}

/** BEGIN ATOMIC … END, or RETURN with an expression. */
function standardBody(around: Surroundings, body: Node, statement: StatementText): readonly StatementLineage[] {
  if ('List' in body) return (body.List.items ?? []).flatMap((node) => standardBody(around, node, statement))
  const node: Node =
    'ReturnStmt' in body
      ? { SelectStmt: { targetList: [{ ResTarget: { val: body.ReturnStmt.returnval ?? { A_Const: {} } } }] } }
      : body
  const [first = 0] = locations(node)
  const before = new TextDecoder().decode(new TextEncoder().encode(statement.text).subarray(0, first))
  const line = statement.line + before.split('\n').length - 1
  return resolveNode(around, node, statement, []).map((entry) => ({ ...entry, line }))
}

/** Places named in a tree, the first one first. */
function locations(value: unknown): number[] {
  if (typeof value !== 'object' || value === null) return []
  const all = Object.entries(value).flatMap(([key, child]) =>
    key === 'location' && typeof child === 'number' && child > 0 ? [child] : locations(child),
  )
  return all.length === 0 ? [] : [Math.min(...all)]
}
