import type { CreateFunctionStmt, Node } from 'libpg-query'
import { textOf } from './context.ts'
import type { Session } from './session.ts'

/** SQL's names of built-in types that the grammar turns into the catalog's. */
const typeNames: Readonly<Record<string, string>> = {
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  float4: 'real',
  float8: 'double precision',
  bool: 'boolean',
  varchar: 'character varying',
  bpchar: 'character',
  timestamptz: 'timestamp with time zone',
  timestamp: 'timestamp without time zone',
  timetz: 'time with time zone',
  time: 'time without time zone',
  varbit: 'bit varying',
}

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
  const name = builtIn ? (typeNames[last] ?? last) : path.join('.')
  return bounds === undefined || bounds.length === 0 ? name : `${name}[]`
}
