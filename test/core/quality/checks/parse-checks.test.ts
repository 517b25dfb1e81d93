import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { JsonValue } from '../../../../src/core/json.ts'
import { checksSchema } from '../../../../src/core/quality/checks/json-schema.ts'
import { parseChecks } from '../../../../src/core/quality/checks/parse-checks.ts'
import { renderChecks } from '../../../../src/core/quality/checks/render-checks.ts'
import { splitSql } from '../../../../src/core/quality/checks/sql-text.ts'

const checksOf = (text: string) => {
  const parsed = parseChecks(text)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  return parsed.value
}
const problemsOf = (text: string) => {
  const parsed = parseChecks(text)
  return parsed.ok
    ? []
    : parsed.error.map(({ line, column, path: at, message }) => `${line}:${column} ${at}: ${message}`)
}
const one = (rest: string) => `checks:\n  - relation: orders\n    ${rest.replaceAll('\n', '\n    ')}\n`

const file = `# yaml-language-server: $schema=checks.schema.json
checks:
  - relation: shop.Public."Odd.name"
    column: Amount
    kind: columnValuesToBeBetween
    parameters: { minValue: 0, maxValue: 12345678901234567890.5 }
    where: region = 'eu'
    severity: warning
    description: No refunds.
  - id: fresh
    relation: 2024_sales
    kind: tableDataToBeFresh
    parameters: { columnName: at, rangeInterval: 2, rangeType: hour }
  - { relation: orders, column: ratio, kind: columnValuesToBeInSet, parameters: { allowedValues: [.nan, -.inf, 1.0, "a"] } }
  - relation: orders
    kind: columnValueMaxToBeBetween
    column: total
    parameters: { maxValueForMaxInCol: 9007199254740993 }
`

test('a file of checks is read with its defaults, numbers as exact as they are written', () => {
  expect(checksOf(file)).toEqual([
    {
      id: 'shop.public."Odd.name".Amount columnValuesToBeBetween',
      kind: 'columnValuesToBeBetween',
      database: 'shop',
      schema: 'public',
      relation: 'Odd.name',
      column: 'Amount',
      parameters: { minValue: 0, maxValue: '12345678901234567890.5' },
      where: "region = 'eu'",
      severity: 'warning',
      description: 'No refunds.',
    },
    {
      id: 'fresh',
      kind: 'tableDataToBeFresh',
      database: null,
      schema: null,
      relation: '2024_sales',
      column: null,
      parameters: { columnName: 'at', rangeInterval: 2, rangeType: 'HOUR' },
      where: null,
      severity: 'critical',
      description: null,
    },
    expect.objectContaining({ parameters: { allowedValues: ['NaN', '-Infinity', 1, 'a'], matchEnum: true } }),
    expect.objectContaining({ parameters: { maxValue: '9007199254740993' } }),
  ])
})

test('what is written is read back as it was', () => {
  const checks = checksOf(file)
  expect(checksOf(renderChecks(checks))).toEqual(checks)
  expect(checksOf(JSON.stringify(parse(renderChecks(checks))))).toEqual(checks)
})

test('the published JSON Schema is that of the kinds, and takes what is read', () => {
  const published = readFileSync(path.resolve(import.meta.dirname, '../../../../content/checks.schema.json'), 'utf8')
  expect(JSON.parse(published)).toEqual(checksSchema())
  const validate = new Ajv({ strict: false }).compile(checksSchema())
  expect(validate(parse(renderChecks(checksOf(file)))), JSON.stringify(validate.errors)).toBe(true)
  const refused: readonly JsonValue[] = [
    { checks: [{ relation: 'a', kind: 'nothing' }] },
    { checks: [{ relation: 'a', kind: 'columnValuesToBeUnique' }] },
    { checks: [{ relation: 'a', kind: 'tableRowCountToBeBetween', parameters: {} }] },
    { checks: [{ relation: 'a', kind: 'tableRowCountToEqual', parameters: { value: -1 } }] },
  ]
  expect(refused.filter((value) => validate(value))).toEqual([])
})

describe('what is wrong is told with its place', () => {
  test.each([
    ['checks: 3', '1:1 : A file of checks is an object whose "checks" is a list.'],
    ['checks: []\ntests: []', '2:8 tests: Beside "checks" nothing is expected here.'],
    ['checks:\n  - relation: a\n  kind: b', '3:1 : All mapping items must start at the same column.'],
    [
      one('kind: columnValuesToBeUniqe'),
      '3:11 checks[0].kind: There is no such kind of check. Is it columnValuesToBeUnique?',
    ],
    [
      one('kind: columnValueToBeAtExpectedLocation'),
      '3:11 checks[0].kind: There are no checks of places on the earth.',
    ],
    [one('kind: columnValuesToBeUnique'), '2:5 checks[0]: column is missing: this kind is about one column.'],
    [
      one('kind: tableRowCountToEqual\ncolumn: id\nparameters: { value: 1 }'),
      '4:13 checks[0].column: This kind is about the whole relation.',
    ],
    [one('kind: tableRowCountToEqual'), '2:5 checks[0].parameters: value is missing.'],
    [
      one('kind: tableRowCountToEqual\nparameters: { value: -1 }'),
      '4:26 checks[0].parameters.value: Give a whole number, 0 or more.',
    ],
    [
      one('kind: tableRowCountToEqual\nparameters: { value: 1.5 }'),
      '4:26 checks[0].parameters.value: Give a whole number, 0 or more.',
    ],
    [
      one('kind: tableRowCountToBeBetween\nparameters: { min: 1 }'),
      '4:24 checks[0].parameters.min: This kind has no such parameter. It has minValue, maxValue.',
    ],
    [
      one('kind: tableColumnToMatchSet\nparameters: { columnNames: [a, ""] }'),
      '4:36 checks[0].parameters.columnNames[1]: Give the name of a column, without quotes.',
    ],
    [
      one('kind: columnValuesToBeInSet\ncolumn: a\nparameters: { allowedValues: [a, null] }'),
      '5:38 checks[0].parameters.allowedValues[1]: Give a number or text; no value can be null.',
    ],
    [
      one('kind: tableCustomSQLQuery\nparameters: { sqlExpression: "select 1; drop table x" }'),
      '4:34 checks[0].parameters.sqlExpression: These are 2 statements; a check has one.',
    ],
    [
      one('kind: tableCustomSQLQuery\nparameters: { sqlExpression: select 1, operator: "=" }'),
      '4:54 checks[0].parameters.operator: Choose one of ==, !=, <, <=, >, >=.',
    ],
    [
      one('kind: columnValuesToBeUnique\ncolumn: a\nwhere: "a = 1; commit"'),
      '5:12 checks[0].where: These are 2 statements; a check has one.',
    ],
    [
      one('kind: columnValuesToBeUnique\ncolumn: a\nseverity: high'),
      '5:15 checks[0].severity: Choose one of critical, warning.',
    ],
    [one('kind: columnValuesToBeUnique\ncolum: a'), '4:12 checks[0].colum: A check has no colum. Is it column?'],
    [
      'checks:\n  - relation: "a b"\n    kind: tableColumnCountToEqual\n    parameters: { columnCount: 1 }',
      '2:15 checks[0].relation: This is no name of a relation. Write it as [database.]schema.name, quoted as in SQL.',
    ],
    [
      'checks:\n  - &a { relation: a, column: b, kind: columnValuesToBeUnique }\n  - *a',
      '3:5 checks[1]: This has the same id as checks[0], "a.b columnValuesToBeUnique". Give one of them an id of its own.',
    ],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toContain(expected)
  })

  test('all of it at once', () => {
    expect(problemsOf(one('kind: nothing\nseverity: no\nwhat: 1'))).toHaveLength(3)
  })
})

test('statements are told apart as Postgres reads them', () => {
  expect(splitSql("select ';', E'\\';', \";\", $a$;$$;$a$ -- ;\n, 'it''s' /* ; /* ; */ ; */;")).toEqual([
    "select ';', E'\\';', \";\", $a$;$$;$a$  \n, 'it''s'",
  ])
  expect(splitSql('select $1; commit')).toEqual(['select $1', 'commit'])
  expect(splitSql('a$b$; drop')).toEqual(['a$b$', 'drop'])
  expect(splitSql(' ; -- nothing')).toEqual([])
})
