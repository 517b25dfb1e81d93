import { scanSql } from './scan-sql.ts'

/** The parts of a routine that say what it gives, as the server writes them. */
export interface RoutineShape {
  readonly parameters: string
  readonly result: string | null
}

/**
 * Columns of a function called in FROM: those of RETURNS TABLE, its OUT parameters, or those of the relation or
 * composite type it returns. Null where it gives one value, or a record without a known shape.
 */
export function resultColumns(
  { parameters, result }: RoutineShape,
  columnsOf: (schema: string, name: string) => readonly string[] | null,
): readonly string[] | null {
  if (result === null) return null
  const table = /^TABLE\((.*)\)$/s.exec(result)?.[1]
  if (table !== undefined) return splitList(table).flatMap((item) => item[0] ?? [])
  const outs = splitList(parameters).flatMap(([first = '', second]) =>
    /^(OUT|INOUT)$/.test(first) && second !== undefined ? [second] : [],
  )
  if (outs.length > 0) return outs
  const type = resultType({ parameters, result })
  return type === null ? null : columnsOf(type.schema, type.name)
}

/** The relation or type whose rows it returns; null for types that no schema is written with, and for records. */
export function resultType({ parameters, result }: RoutineShape): { schema: string; name: string } | null {
  if (result === null || result.startsWith('TABLE(') || /\b(?:OUT|INOUT) /.test(parameters)) return null
  const [schema, name, more] = splitList(result.replace(/^SETOF /, '').replace('.', ' '))[0] ?? []
  return schema === undefined || name === undefined || more !== undefined ? null : { schema, name }
}

/** The words of each item of a list that is divided by commas, unquoted; OUT and its kin as they are. */
function splitList(text: string): readonly (readonly string[])[] {
  const items: string[][] = [[]]
  let depth = 0
  for (const { kind, start, end } of scanSql(text)) {
    const piece = text.slice(start, end)
    if (kind === 'symbol') depth += piece === '(' ? 1 : piece === ')' ? -1 : 0
    if (kind === 'symbol' && piece === ',' && depth === 0) items.push([])
    else if (kind === 'word') items.at(-1)?.push(piece)
    else if (kind === 'quoted name') items.at(-1)?.push(piece.slice(1, -1).replaceAll('""', '"'))
  }
  return items
}
