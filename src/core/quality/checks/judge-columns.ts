import type { JsonObject, JsonValue } from '../../json.ts'
import type { CheckKindId } from './kinds.ts'

export interface ColumnFacts {
  readonly name: string
  /** As the server writes it. */
  readonly type: string
  readonly nullable: boolean
}

export interface ColumnsVerdict {
  readonly passed: boolean
  readonly observed: JsonValue
}

/** What the columns of a relation say of a check about them; null for a check about its rows. */
export function judgeColumns(
  kind: CheckKindId,
  parameters: JsonObject,
  columns: readonly ColumnFacts[],
): ColumnsVerdict | null {
  const names = columns.map(({ name }) => name)
  switch (kind) {
    case 'tableColumnCountToEqual':
      return { passed: columns.length === Number(parameters.columnCount), observed: columns.length }
    case 'tableColumnCountToBeBetween': {
      const { minColValue = null, maxColValue = null } = parameters
      const passed =
        (minColValue === null || columns.length >= Number(minColValue)) &&
        (maxColValue === null || columns.length <= Number(maxColValue))
      return { passed, observed: columns.length }
    }
    case 'tableColumnNameToExist':
      return { passed: names.includes(String(parameters.columnName)), observed: names }
    case 'tableColumnToMatchSet': {
      const wanted = parameters.columnNames as readonly string[]
      return { passed: sameNames(wanted, names, parameters.ordered === true), observed: names }
    }
    case 'tableSchemaToMatch':
      return judgeShape(parameters, columns)
    default:
      return null
  }
}

function sameNames(wanted: readonly string[], found: readonly string[], ordered: boolean): boolean {
  const [a, b] = ordered ? [wanted, found] : [[...wanted].sort(), [...found].sort()]
  return a.length === b.length && a.every((name, at) => name === b[at])
}

/** What the check says nothing of may be anything. */
type Wanted = Pick<ColumnFacts, 'name'> & Partial<ColumnFacts>

/** Observed are the differences, a sentence each; none where it passes. */
function judgeShape(parameters: JsonObject, columns: readonly ColumnFacts[]): ColumnsVerdict {
  const wanted = parameters.columns as unknown as readonly Wanted[]
  const differences = wanted.flatMap(({ name, type, nullable }) => {
    const column = columns.find((one) => one.name === name)
    if (column === undefined) return [`${name} is missing`]
    return [
      ...(type === undefined || plainType(type) === plainType(column.type)
        ? []
        : [`${name} is ${column.type}, not ${type}`]),
      ...(nullable === undefined || nullable === column.nullable
        ? []
        : [`${name} ${column.nullable ? 'may' : 'may not'} be null`]),
    ]
  })
  const isWanted = ({ name }: ColumnFacts) => wanted.some((one) => one.name === name)
  const more = columns.filter((column) => !isWanted(column)).map(({ name }) => `${name} is not expected`)
  if (parameters.allowMore !== true) differences.push(...more)
  const order = columns.filter(isWanted).map(({ name }) => name)
  if (parameters.ordered === true && differences.length === 0) {
    const isOrdered = wanted.every(({ name }, at) => name === order[at])
    if (!isOrdered) differences.push(`the order is ${order.join(', ')}`)
  }
  return { passed: differences.length === 0, observed: differences }
}

/** Other names of types, as SQL allows them, and the one that the server writes. */
const typeNames: Readonly<Record<string, string>> = {
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  bool: 'boolean',
  float: 'double precision',
  float4: 'real',
  float8: 'double precision',
  decimal: 'numeric',
  dec: 'numeric',
  varchar: 'character varying',
  char: 'character',
  bpchar: 'character',
  varbit: 'bit varying',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  time: 'time without time zone',
  timetz: 'time with time zone',
}

/** A type with its modifier behind its name, so that `timestamptz(3)` and what the server writes for it are the same. */
function plainType(text: string): string {
  const quoted = text.includes('"')
  const plain = (quoted ? text : text.toLowerCase())
    .replace(/\s+/g, ' ')
    .replace(/ ?([(),[\]]) ?/g, '$1')
    .trim()
  const [, head = plain, modifier = '', tail = '', arrays = ''] =
    /^([^([]+)(\([^)]*\))?([^([]*)((?:\[\d*\])*)$/.exec(plain) ?? []
  const name = `${head.trim()} ${tail.trim()}`.trim().replace(/^pg_catalog\./, '')
  return `${typeNames[name] ?? name}${modifier}${arrays === '' ? '' : '[]'}`
}
