import type { CreateFunctionStmt, Node } from 'libpg-query'
import { typeSpellings } from '../../../core/catalog/type-spellings.ts'
import { textOf } from './context.ts'
import type { Session } from './session.ts'

/** `schema.name(argument types)`, as the server identifies a routine. */
export function routineName({ funcname = [], parameters = [] }: CreateFunctionStmt, session: Session): string {
  const path = funcname.map(textOf)
  const { schema } = session.place({ database: null, schema: path.at(-2) ?? null, name: path.at(-1) ?? '' }, false)
  const types = parameters.flatMap((node) => {
    if (!('FunctionParameter' in node)) return []
    const { mode, argType } = node.FunctionParameter
    return mode === 'FUNC_PARAM_OUT' || mode === 'FUNC_PARAM_TABLE'
      ? []
      : [typeName(argType?.names ?? [], argType?.arrayBounds)]
  })
  return `${schema === null ? '' : `${schema}.`}${path.at(-1) ?? ''}(${types.join(', ')})`
}

function typeName(names: readonly Node[], bounds: readonly Node[] | undefined): string {
  const path = names.map(textOf)
  const builtIn = path.length === 2 && path[0] === 'pg_catalog'
  const last = path.at(-1) ?? ''
  const name = builtIn ? (typeSpellings[last] ?? last) : path.join('.')
  return bounds === undefined || bounds.length === 0 ? name : `${name}[]`
}
