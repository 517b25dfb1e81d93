import { operators, type Parameter, rangeOf, spans } from './parameters.ts'

/**
 * A kind of check. The names of most, and of their parameters, are those of OpenMetadata's test definitions, so that
 * whoever knows these finds them here.
 */
export interface CheckKind {
  readonly on: 'relation' | 'column'
  readonly title: string
  /** When it passes, one sentence. */
  readonly summary: string
  readonly parameters: readonly Parameter[]
  /** Of these parameters at least one has to be there. */
  readonly needsOneOf?: readonly string[]
  /** Looks at each row, so that failing rows can be counted and shown. */
  readonly rowwise: boolean
  /** Looks at the catalog alone: no row is read, and `where` says nothing. */
  readonly structural?: true
}

const range = ['minValue', 'maxValue'] as const
const columnName: Parameter = { name: 'columnName', title: 'Column', type: 'text' }
const columnNames: Parameter = { name: 'columnNames', title: 'Columns', type: 'names' }
const lastSpan: readonly Parameter[] = [
  { name: 'rangeInterval', title: 'Length of time', type: 'count' },
  { name: 'rangeType', title: 'Unit', type: { oneOf: spans }, default: 'DAY' },
]

const figure = (title: string, summary: string, alias: string): CheckKind => ({
  on: 'column',
  title,
  summary,
  parameters: rangeOf('value', range, [`minValueFor${alias}`, `maxValueFor${alias}`]),
  needsOneOf: range,
  rowwise: false,
})

export const checkKinds = {
  tableRowCountToEqual: {
    on: 'relation',
    title: 'Number of rows',
    summary: 'There are exactly so many rows.',
    parameters: [{ name: 'value', title: 'Rows', type: 'count' }],
    rowwise: false,
  },
  tableRowCountToBeBetween: {
    on: 'relation',
    title: 'Number of rows in a range',
    summary: 'The number of rows is within the range.',
    parameters: rangeOf('count', range),
    needsOneOf: range,
    rowwise: false,
  },
  tableColumnCountToEqual: {
    on: 'relation',
    title: 'Number of columns',
    summary: 'There are exactly so many columns.',
    parameters: [{ name: 'columnCount', title: 'Columns', type: 'count' }],
    rowwise: false,
    structural: true,
  },
  tableColumnCountToBeBetween: {
    on: 'relation',
    title: 'Number of columns in a range',
    summary: 'The number of columns is within the range.',
    parameters: rangeOf('count', ['minColValue', 'maxColValue']),
    needsOneOf: ['minColValue', 'maxColValue'],
    rowwise: false,
    structural: true,
  },
  tableColumnNameToExist: {
    on: 'relation',
    title: 'Column exists',
    summary: 'There is a column of this name.',
    parameters: [columnName],
    rowwise: false,
    structural: true,
  },
  tableColumnToMatchSet: {
    on: 'relation',
    title: 'Names of columns',
    summary: 'The columns are these and no others.',
    parameters: [columnNames, { name: 'ordered', title: 'In this order', type: 'boolean', default: false }],
    rowwise: false,
    structural: true,
  },
  tableSchemaToMatch: {
    on: 'relation',
    title: 'Shape',
    summary: 'The columns have these names and types, and may be null where the check says so.',
    parameters: [
      { name: 'columns', title: 'Columns', type: 'shape' },
      { name: 'allowMore', title: 'There may be other columns too', type: 'boolean', default: false },
      { name: 'ordered', title: 'In this order', type: 'boolean', default: false },
    ],
    rowwise: false,
    structural: true,
  },
  tableRowInsertedCountToBeBetween: {
    on: 'relation',
    title: 'Rows added lately',
    summary: 'The number of rows whose time lies within the last hours, days, months or years is within the range.',
    parameters: [
      ...rangeOf('count', ['min', 'max']),
      { ...columnName, description: 'A date or timestamp that says when a row was added.' },
      ...lastSpan,
    ],
    needsOneOf: ['min', 'max'],
    rowwise: false,
  },
  tableDataToBeFresh: {
    on: 'relation',
    title: 'Fresh',
    summary: 'The newest row is not older than this.',
    parameters: [{ ...columnName, description: 'A date or timestamp that says how old a row is.' }, ...lastSpan],
    rowwise: false,
  },
  tableRowsToBeUnique: {
    on: 'relation',
    title: 'Unique together',
    summary: 'No two rows have the same values in all of these columns. Rows with a null among them do not count.',
    parameters: [columnNames],
    rowwise: true,
  },
  tableRowsToReference: {
    on: 'relation',
    title: 'References exist',
    summary: 'Every row that has values in these columns finds them in a row of the other relation.',
    parameters: [
      columnNames,
      {
        name: 'table2',
        title: 'Relation that is referred to',
        type: 'text',
        description: '[schema.]name, quoted as in SQL.',
      },
      {
        name: 'table2ColumnNames',
        title: 'Its columns',
        type: 'names',
        optional: true,
        description: 'In the same order; the same names unless given.',
      },
    ],
    rowwise: true,
  },
  tableCustomSQLQuery: {
    on: 'relation',
    title: 'Own query',
    summary: 'The number of rows that a query returns, or the number it returns, compares with the threshold.',
    parameters: [
      {
        name: 'sqlExpression',
        title: 'Query',
        type: 'text',
        description: 'One SELECT. It runs read-only and with a time limit.',
      },
      {
        name: 'strategy',
        title: 'What is compared',
        type: { oneOf: ['ROWS', 'COUNT'] },
        default: 'ROWS',
        description: 'ROWS: how many rows it returns. COUNT: the number in its only row.',
      },
      { name: 'operator', title: 'Operator', type: { oneOf: operators }, default: '<=' },
      { name: 'threshold', title: 'Threshold', type: 'value', default: 0 },
      {
        name: 'thresholdUnit',
        title: 'Unit of the threshold',
        type: { oneOf: ['COUNT', 'PERCENTAGE'] },
        default: 'COUNT',
        description: 'PERCENTAGE: of the rows of the relation.',
      },
      {
        name: 'partitionExpression',
        title: 'Rows that percentages are of',
        type: 'text',
        optional: true,
        description: 'A condition in SQL.',
      },
    ],
    rowwise: false,
  },
  tableDiff: {
    on: 'relation',
    title: 'Same as another relation',
    summary: 'Not more rows than the threshold differ from those of the other relation.',
    parameters: [
      {
        name: 'table2',
        title: 'Other relation',
        type: 'text',
        description: '[schema.]name in the same database, quoted as in SQL.',
      },
      {
        name: 'keyColumns',
        title: 'Key',
        type: 'names',
        optional: true,
        description: 'Columns that tell rows apart; the primary key unless given.',
      },
      {
        name: 'useColumns',
        title: 'Columns to compare',
        type: 'names',
        optional: true,
        description: 'All of them unless given.',
      },
      { name: 'threshold', title: 'Rows that may differ', type: 'count', default: 0 },
      {
        name: 'where',
        title: 'Rows to compare',
        type: 'text',
        optional: true,
        description: 'A condition in SQL on both relations.',
      },
      { name: 'caseSensitiveColumns', title: 'Names of columns differ by case', type: 'boolean', default: false },
    ],
    rowwise: false,
  },
  columnValuesToBeUnique: {
    on: 'column',
    title: 'Unique',
    summary: 'No value is there twice. Nulls do not count.',
    parameters: [],
    rowwise: true,
  },
  columnValuesToBeNotNull: {
    on: 'column',
    title: 'Not null',
    summary: 'Every row has a value.',
    parameters: [],
    rowwise: true,
  },
  columnValuesToBeInSet: {
    on: 'column',
    title: 'In a set',
    summary: 'Every value is one of these.',
    parameters: [
      { name: 'allowedValues', title: 'Allowed values', type: 'values' },
      {
        name: 'matchEnum',
        title: 'Every value',
        type: 'boolean',
        default: true,
        description: 'false: it is enough that one row has one of them.',
      },
    ],
    rowwise: true,
  },
  columnValuesToBeNotInSet: {
    on: 'column',
    title: 'Not in a set',
    summary: 'No value is one of these.',
    parameters: [{ name: 'forbiddenValues', title: 'Forbidden values', type: 'values' }],
    rowwise: true,
  },
  columnValuesToMatchRegex: {
    on: 'column',
    title: 'Matches a regular expression',
    summary: 'Every value matches the regular expression.',
    parameters: [
      {
        name: 'regex',
        title: 'Regular expression',
        type: 'text',
        description: 'In the syntax of Postgres; may match anywhere in the value unless it has ^ and $.',
      },
    ],
    rowwise: true,
  },
  columnValuesToNotMatchRegex: {
    on: 'column',
    title: 'Matches no regular expression',
    summary: 'No value matches the regular expression.',
    parameters: [
      { name: 'forbiddenRegex', title: 'Regular expression', type: 'text', description: 'In the syntax of Postgres.' },
    ],
    rowwise: true,
  },
  columnValuesToBeBetween: {
    on: 'column',
    title: 'In a range',
    summary: 'Every value is within the range, both ends included. NaN is in none.',
    parameters: rangeOf('value', range),
    needsOneOf: range,
    rowwise: true,
  },
  columnValueLengthsToBeBetween: {
    on: 'column',
    title: 'Length in a range',
    summary: 'Every value has so many characters, bytes or elements.',
    parameters: rangeOf('count', ['minLength', 'maxLength']),
    needsOneOf: ['minLength', 'maxLength'],
    rowwise: true,
  },
  columnValuesMissingCount: {
    on: 'column',
    title: 'Number of missing values',
    summary: 'Exactly so many rows have no value, or one that stands for none.',
    parameters: [
      { name: 'missingCountValue', title: 'Rows', type: 'count' },
      {
        name: 'missingValueMatch',
        title: 'Values that stand for none',
        type: 'values',
        optional: true,
        description: 'Such as N/A; compared as text.',
      },
    ],
    rowwise: false,
  },
  columnValueMaxToBeBetween: figure('Maximum', 'The greatest value is within the range.', 'MaxInCol'),
  columnValueMinToBeBetween: figure('Minimum', 'The least value is within the range.', 'MinInCol'),
  columnValueMeanToBeBetween: figure('Mean', 'The mean is within the range.', 'MeanInCol'),
  columnValueMedianToBeBetween: figure('Median', 'The median is within the range.', 'MedianInCol'),
  columnValueStdDevToBeBetween: figure(
    'Standard deviation',
    'The standard deviation (of a sample, n − 1) is within the range.',
    'StdDevInCol',
  ),
  columnValuesSumToBeBetween: figure('Sum', 'The sum is within the range.', 'ColSum'),
} as const satisfies Readonly<Record<string, CheckKind>>

export type CheckKindId = keyof typeof checkKinds

export const checkKindIds = Object.keys(checkKinds) as readonly CheckKindId[]

export const kindOf = (id: CheckKindId): CheckKind => checkKinds[id]
