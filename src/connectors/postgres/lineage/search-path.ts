import type { FuncCall, Node, SelectStmt, VariableSetStmt } from 'libpg-query'
import { textOf } from './context.ts'
import type { Session } from './session.ts'

/** Schemas of a path as settings write it. `$user` is left out: it is another schema for each. */
export function parseSearchPath(text: string): readonly string[] {
  const names = Array.from(text.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g), ([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '').toLowerCase() : quoted.replaceAll('""', '"'),
  )
  return names.filter(isSchema)
}

const isSchema = (name: string): boolean => name !== '$user' && name !== ''

/** SET and RESET, as a statement or in the header of a routine. */
export function setVariable(session: Session, { kind, name, args = [] }: VariableSetStmt): void {
  const isPath = name === 'search_path'
  if (kind === 'VAR_RESET_ALL' || (isPath && (kind === 'VAR_SET_DEFAULT' || kind === 'VAR_RESET'))) {
    session.setSearchPath(null)
    return
  }
  const schemas = args.flatMap((node) => ('A_Const' in node ? (node.A_Const.sval?.sval ?? '') : []))
  // A parameter in place of the value leaves the path unknown.
  if (!isPath || args.length !== schemas.length) return
  session.setSearchPath(schemas.filter(isSchema))
}

/** What SET clauses of CREATE FUNCTION or CREATE PROCEDURE do while its body runs. */
export function applyRoutineSettings(session: Session, options: readonly Node[]): void {
  for (const node of options) {
    if (!('DefElem' in node) || node.DefElem.defname !== 'set' || node.DefElem.arg === undefined) continue
    const { arg } = node.DefElem
    // FROM CURRENT takes what the creating session had, which nobody knows.
    if ('VariableSetStmt' in arg && arg.VariableSetStmt.kind !== 'VAR_SET_CURRENT') {
      setVariable(session, arg.VariableSetStmt)
    }
  }
}

/** `set_config('search_path', …)` among the results of a query: names of later statements are looked up by it. */
export function applySetConfig(session: Session, { targetList = [] }: SelectStmt): void {
  for (const node of targetList) {
    const value = 'ResTarget' in node ? node.ResTarget.val : undefined
    const path = value !== undefined && 'FuncCall' in value ? configuredPath(value.FuncCall) : null
    if (path !== null) session.setSearchPath(parseSearchPath(path))
  }
}

/** The text it sets; null for another function, another setting, or a value that is not a constant. */
function configuredPath({ funcname = [], args = [] }: FuncCall): string | null {
  if (textOf(funcname.at(-1)) !== 'set_config') return null
  const [name, value] = args.map(constantOf)
  return name?.toLowerCase() === 'search_path' ? (value ?? null) : null
}

function constantOf(node: Node): string | null {
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) return constantOf(node.TypeCast.arg)
  return 'A_Const' in node && node.A_Const.sval !== undefined ? (node.A_Const.sval.sval ?? '') : null
}
