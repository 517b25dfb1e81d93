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
        { type: 'expect_column_values_to_not_be_null', kwargs: { column: 'state' }, meta: { notes: 'Why.' } },
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
          { 'dbt_expectations.expect_column_values_to_be_between': { min_value: 0, config: { severity: 'warn' } } },
          { 'dbt_expectations.expect_column_max_to_be_between': { max_value: 100 } },
        ],
      },
      {
        name: 'state',
        quote: true,
        data_tests: [
          { accepted_values: { values: ['a', "b{{ '{{' }}x", 3], config: { where: 'id > 1' } } },
          'not_null',
        ],
      },
      {
        name: 'customer',
        quote: true,
        data_tests: [{ relationships: { to: "source('sales', 'customers')", field: 'id' } }],
      },
    ])
    expect(sources[1].tables[0].name).toBe('Odd "name.')
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
    expect(valuesOf(5)).toMatchObject({ table2: '"orders.prod".main.sales."o.2"', keyColumns: 'id,line' })
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
