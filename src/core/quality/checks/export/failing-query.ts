import type { JsonValue } from '../../../json.ts'
import type { Check } from '../check.ts'
import { relationName } from '../relation-name.ts'
import { splitSql } from '../sql-text.ts'

const quoted = (value: JsonValue | undefined): string => `'${String(value).replaceAll("'", "''")}'`
/** Between integers, too, a number is what it is. */
const constant = (value: JsonValue): string => (typeof value === 'number' ? String(value) : quoted(value))
const column = (name: JsonValue | undefined): string => `"${String(name).replaceAll('"', '""')}"`
const columnsOf = (names: JsonValue | undefined): readonly string[] => (names as readonly string[]).map(column)

/** A query that returns the rows that break the check, and none where it passes; null where there is no such query. */
export function failingQuery(check: Check): string | null {
  const { kind, parameters, where } = check
  const relation = relationName({ ...check, database: null })
  if (kind === 'tableCustomSQLQuery') return ownQuery(check)
  const condition = failingCondition(check, relation)
  if (condition === null) return null
  const rows = where === null ? '' : `(${where}\n) and `
  if (kind !== 'tableDataToBeFresh') return `select s.* from ${relation} s where ${rows}${condition}`
  const { columnName, rangeInterval, rangeType } = parameters
  const since = `now() - interval ${quoted(`${rangeInterval} ${rangeType}`)}`
  return `select 'stale' as found where not exists (select 1 from ${relation} s where ${rows}${column(columnName)} between ${since} and now())`
}

/** One whose rows are what is wrong. */
function ownQuery({ parameters }: Check): string | null {
  const { strategy, operator, threshold, thresholdUnit, sqlExpression } = parameters
  const wantsNone = strategy === 'ROWS' && thresholdUnit === 'COUNT' && ['<=', '=='].includes(String(operator))
  return wantsNone && Number(threshold) === 0 ? splitSql(String(sqlExpression)).join(' ') : null
}

function failingCondition(check: Check, relation: string): string | null {
  const { kind, parameters, where } = check
  const x = column(check.column)
  const list = (values: JsonValue | undefined) => (values as readonly JsonValue[]).map(quoted).join(', ')
  const rows = where === null ? '' : ` where (${where}\n)`
  const repeated = (columns: string) =>
    `(${columns}) in (select ${columns} from ${relation} s${rows} group by ${columns} having count(*) > 1)`
  switch (kind) {
    case 'columnValuesToBeNotNull':
      return `${x} is null`
    case 'columnValuesToBeInSet':
      return parameters.matchEnum === false ? null : `${x} not in (${list(parameters.allowedValues)})`
    case 'columnValuesToBeNotInSet':
      return `${x} in (${list(parameters.forbiddenValues)})`
    case 'columnValuesToMatchRegex':
      return `${x}::text !~ ${quoted(parameters.regex)}`
    case 'columnValuesToNotMatchRegex':
      return `${x}::text ~ ${quoted(parameters.forbiddenRegex)}`
    case 'columnValuesToBeBetween':
      return outside(x, parameters.minValue, parameters.maxValue)
    case 'columnValueLengthsToBeBetween':
      return outside(`length(${x}::text)`, parameters.minLength, parameters.maxLength)
    case 'columnValuesToBeUnique':
      return repeated(x)
    case 'tableRowsToBeUnique':
      return repeated(columnsOf(parameters.columnNames).join(', '))
    case 'tableRowsToReference': {
      const names = columnsOf(parameters.columnNames)
      const others = columnsOf(parameters.table2ColumnNames ?? parameters.columnNames)
      const pairs = names.map((name, at) => `r.${others[at]} = s.${name}`).join(' and ')
      const filled = names.map((name) => `s.${name} is not null`).join(' and ')
      return `${filled} and not exists (select 1 from ${String(parameters.table2)} r where ${pairs})`
    }
    case 'tableDataToBeFresh':
      return ''
    default:
      return null
  }
}

function outside(value: string, least: JsonValue | undefined, greatest: JsonValue | undefined): string {
  const ends = [
    ...(least === undefined ? [] : [`${value} < ${constant(least)}`]),
    ...(greatest === undefined ? [] : [`${value} > ${constant(greatest)}`]),
  ]
  return `(${ends.join(' or ')})`
}
