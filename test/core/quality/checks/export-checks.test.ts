import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { checkFormats } from '../../../../src/core/quality/checks/export/check-formats.ts'
import { failingQuery } from '../../../../src/core/quality/checks/export/failing-query.ts'
import { parseChecks } from '../../../../src/core/quality/checks/parse-checks.ts'

const file = `checks:
  - { relation: sales.orders, column: amount, kind: columnValuesToBeBetween, parameters: { minValue: 0 }, severity: warning }
  - { relation: sales.orders, column: amount, kind: columnValueMaxToBeBetween, parameters: { maxValue: 100 } }
  - { relation: sales.orders, column: state, kind: columnValuesToBeInSet, where: "id > 1", parameters: { allowedValues: [a, "b{{x", 3] } }
  - { relation: sales.orders, column: state, kind: columnValuesToBeNotNull, description: Why. }
  - { relation: sales.orders, kind: tableRowsToReference, parameters: { columnNames: customer, table2: sales.customers, table2ColumnNames: id } }
  - { relation: sales.orders, kind: tableDiff, parameters: { table2: '"o.2"', keyColumns: [id, line] } }
  - { relation: shop."Odd ""name.", kind: tableColumnToMatchSet, parameters: { columnNames: "id, name" } }
`
const parsed = parseChecks(file)
const checks = parsed.ok ? parsed.value : []
const render = (id: string) => {
  const format = checkFormats.find((one) => one.id === id)
  if (format === undefined) throw new Error(`no format ${id}`)
  const { files, left } = format.render(checks, { service: 'orders.prod', database: 'main' })
  return { files, left: left.map(({ kind }) => kind) }
}

/** Of one table: its own, then those of its columns. */
function dbtTestsOf(text: string): unknown[] {
  const read = parseChecks(text)
  const format = checkFormats.find(({ id }) => id === 'dbt')
  if (!read.ok || format === undefined) throw new Error('no checks')
  const [file] = format.render(read.value, { service: 'shop', database: 'main' }).files
  const [table] = parse(file?.text ?? '').sources[0].tables
  return [...table.data_tests, ...table.columns.flatMap(({ data_tests }: { data_tests: unknown[] }) => data_tests)]
}

describe('checks in the words of other tools', () => {
  test('a suite for each relation, what has no expectation as a query', () => {
    const { files, left } = render('great-expectations')
    expect(left).toEqual(['tableDiff'])
    expect(files.map(({ path }) => path)).toEqual(['main.sales.orders.json', 'main.shop.Odd_name_.json'])
    const [orders, odd] = files.map(({ text }) => JSON.parse(text))
    expect(orders).toMatchObject({
      name: 'sales.orders',
      expectations: [
        {
          type: 'expect_column_values_to_be_between',
          kwargs: { column: 'amount', min_value: 0 },
          meta: { severity: 'warning' },
        },
        { type: 'expect_column_max_to_be_between', kwargs: { column: 'amount', max_value: 100 } },
        { type: 'unexpected_rows_expectation', kwargs: { unexpected_rows_query: expect.stringContaining('(id > 1') } },
        { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'state' }, notes: 'Why.' },
        {
          type: 'unexpected_rows_expectation',
          kwargs: { unexpected_rows_query: expect.stringContaining('not exists') },
        },
      ],
    })
    expect(odd.expectations).toMatchObject([{ kwargs: { column_set: ['id', 'name'], exact_match: true } }])
  })

  test('dbt sources with tests, conditions and severities as its own, templates harmless', () => {
    const { files, left } = render('dbt')
    expect(left).toEqual(['tableDiff'])
    const { sources } = parse(files[0]?.text ?? '')
    expect(sources.map(({ name, database, schema }: Record<string, string>) => [name, database, schema])).toEqual([
      ['sales', 'main', 'sales'],
      ['shop', 'main', 'shop'],
    ])
    const [{ columns }] = sources[0].tables
    expect(columns).toEqual([
      {
        name: 'amount',
        quote: true,
        data_tests: [
          {
            'dbt_expectations.expect_column_values_to_be_between': {
              arguments: { min_value: 0 },
              config: { severity: 'warn' },
            },
          },
          { 'dbt_expectations.expect_column_max_to_be_between': { arguments: { max_value: 100 } } },
        ],
      },
      {
        name: 'state',
        quote: true,
        data_tests: [
          {
            accepted_values: {
              name: 'sales_orders_state_columnValuesToBeInSet',
              arguments: { values: ['a', "b{{ '{{' }}x", 3] },
              config: { where: 'id > 1' },
            },
          },
          { not_null: { description: 'Why.' } },
        ],
      },
      {
        name: 'customer',
        quote: true,
        data_tests: [{ relationships: { arguments: { to: "source('sales', 'customers')", field: '"id"' } } }],
      },
    ])
    expect(sources[0].tables[1]).toEqual({ name: 'customers' })
    expect(sources[1].tables[0].name).toBe('Odd "name.')
    expect(files[0]?.text).toMatch(/^# Needs in packages.yml: metaplane\/dbt_expectations\n/)
  })

  test('dbt puts texts into SQL as they are: quotes, dates, names and nulls stay what they are', () => {
    const tests = dbtTestsOf(`checks:
  - { relation: t, column: d, kind: columnValuesToBeBetween, parameters: { minValue: "2020-01-01" } }
  - { relation: t, column: s, kind: columnValuesToBeNotInSet, parameters: { forbiddenValues: ["it's"] } }
  - { relation: t, column: "S", kind: columnValuesToMatchRegex, parameters: { regex: "^'" } }
  - { relation: t, kind: tableRowsToBeUnique, where: x or y, parameters: { columnNames: [a, B] } }
  - { relation: t, kind: tableDataToBeFresh, parameters: { columnName: At, rangeInterval: 2 } }
  - { relation: t, kind: tableColumnNameToExist, parameters: { columnName: id } }
`)
    expect(tests).toEqual([
      {
        'dbt_utils.unique_combination_of_columns': {
          name: 't_tableRowsToBeUnique',
          arguments: { combination_of_columns: ['a', 'B'], quote_columns: true },
          config: { where: '(x or y\n) and ("a" is not null\n) and ("B" is not null\n)' },
        },
      },
      { 'dbt_utils.recency': { arguments: { datepart: 'day', field: '"At"', interval: 2 } } },
      { 'dbt_expectations.expect_column_to_exist': { arguments: { column_name: 'id' } } },
      { 'dbt_expectations.expect_column_values_to_be_between': { arguments: { min_value: "'2020-01-01'" } } },
      { 'dbt_utils.not_accepted_values': { arguments: { values: ["it''s"] } } },
      {
        'dbt_expectations.expect_column_values_to_match_regex': {
          arguments: { regex: "^''", row_condition: '"S" is not null' },
        },
      },
    ])
  })

  test('what looks like a place to fill in is none in a query of Great Expectations', () => {
    const regex = parseChecks(
      `checks: [{ relation: t, column: s, kind: columnValuesToMatchRegex, where: "a::text = 'x'", parameters: { regex: "^(?:a){2}$" } }]`,
    )
    const [format] = checkFormats.filter(({ id }) => id === 'great-expectations')
    const { files } = format?.render(regex.ok ? regex.value : [], { service: 's', database: 'd' }) ?? { files: [] }
    const [{ kwargs }] = JSON.parse(files[0]?.text ?? '').expectations
    expect(kwargs.unexpected_rows_query).toContain(String.raw`'^(?\:a){{2}}$'`)
    expect(kwargs.unexpected_rows_query).toContain('a::text')
  })

  test('a test suite workflow for each relation, with its own names of parameters', () => {
    const { files, left } = render('openmetadata-tests')
    expect(left).toEqual([])
    const [orders, odd] = files.map(({ text }) => parseAllDocuments(text)[0]?.toJS())
    expect(orders.source).toMatchObject({
      type: 'TestSuite',
      serviceName: 'orders.prod',
      sourceConfig: { config: { entityFullyQualifiedName: '"orders.prod".main.sales.orders' } },
    })
    const { testCases } = orders.processor.config
    const valuesOf = (at: number) =>
      Object.fromEntries(
        testCases[at].parameterValues.map(({ name, value }: { name: string; value: string }) => [name, value]),
      )
    expect(testCases.map(({ testDefinitionName }: { testDefinitionName: string }) => testDefinitionName)).toEqual([
      'columnValuesToBeBetween',
      'columnValueMaxToBeBetween',
      'tableCustomSQLQuery',
      'columnValuesToBeNotNull',
      'tableCustomSQLQuery',
      'tableDiff',
    ])
    expect(valuesOf(0)).toEqual({ minValue: '0' })
    expect(valuesOf(1)).toEqual({ maxValueForMaxInCol: '100' })
    expect(valuesOf(2)).toMatchObject({ strategy: 'ROWS', operator: '==', threshold: '0' })
    expect(valuesOf(5)).toMatchObject({ table2: '"orders.prod".main.sales."o.2"', keyColumns: '["id","line"]' })
    expect(odd.processor.config.testCases[0]).toMatchObject({ name: 'shop_Odd_name_tableColumnToMatchSet' })
  })
})

test('a query of failing rows quotes names and values', () => {
  const [, , inSet] = checks
  if (inSet === undefined) throw new Error('no check')
  expect(failingQuery({ ...inSet, column: 'a"b', parameters: { allowedValues: ["it's"] } })).toBe(
    `select s.* from sales.orders s where (id > 1\n) and "a""b" not in ('it''s')`,
  )
})
