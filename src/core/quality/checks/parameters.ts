/** What may stand in a parameter. */
export type ParameterType =
  /** Not negative, up to 64 bits; a number or digits. */
  | 'count'
  /** A number, text or true and false: whatever the column's type reads from its text. */
  | 'value'
  /** Several of them. */
  | 'values'
  | 'text'
  /** Names of columns; a list, or text with commas between them. */
  | 'names'
  | 'boolean'
  /** Columns with type and whether they may be null. */
  | 'shape'
  | { readonly oneOf: readonly string[] }

export interface Parameter {
  readonly name: string
  readonly title: string
  readonly type: ParameterType
  /** What is taken where it is absent; a parameter with neither this nor `optional` must be there. */
  readonly default?: string | number | boolean
  readonly optional?: true
  /** What the same is called elsewhere; read, never written. */
  readonly alias?: string
  readonly description?: string
}

const rangeWords = { title: 'At least', optional: true } as const
const upperWords = { title: 'At most', optional: true } as const

/** Both ends of a range, of which one may be left out. */
export const rangeOf = (
  type: 'count' | 'value',
  names: readonly [string, string],
  aliases?: readonly [string, string],
) =>
  [
    { ...rangeWords, name: names[0], type, ...(aliases === undefined ? {} : { alias: aliases[0] }) },
    { ...upperWords, name: names[1], type, ...(aliases === undefined ? {} : { alias: aliases[1] }) },
  ] as const

export const operators = ['==', '!=', '<', '<=', '>', '>='] as const

export const spans = ['HOUR', 'DAY', 'MONTH', 'YEAR'] as const
