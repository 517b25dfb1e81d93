import { afterAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import { checkKindIds } from '../../../../src/core/quality/checks/kinds.ts'
import { parseChecks } from '../../../../src/core/quality/checks/parse-checks.ts'
import { outerMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

/** One check of each kind; all of them hold. */
const file = `checks:
  - { relation: rows, kind: tableRowCountToEqual, parameters: { value: 50 } }
  - { relation: rows, kind: tableRowCountToBeBetween, parameters: { minValue: 1, maxValue: 50 } }
  - { relation: rows, kind: tableColumnCountToEqual, parameters: { columnCount: 7 } }
  - { relation: rows, kind: tableColumnCountToBeBetween, parameters: { minColValue: 7 } }
  - { relation: rows, kind: tableColumnNameToExist, parameters: { columnName: id } }
  - { relation: rows, kind: tableColumnToMatchSet, parameters: { columnNames: [id, n, ratio, word, placed, list, key] } }
  - { relation: rows, kind: tableSchemaToMatch, parameters: { columns: [{ name: placed, type: timestamptz }], allowMore: true } }
  - { relation: rows, kind: tableRowInsertedCountToBeBetween, parameters: { min: 10, columnName: placed, rangeInterval: 1 } }
  - { relation: rows, kind: tableDataToBeFresh, parameters: { columnName: placed, rangeInterval: 2, rangeType: HOUR } }
  - { relation: rows, kind: tableRowsToBeUnique, parameters: { columnNames: [n, word] } }
  - { relation: rows, kind: tableRowsToReference, parameters: { columnNames: n, table2: numbers } }
  - { relation: rows, kind: tableCustomSQLQuery, parameters: { sqlExpression: select 1 from rows where n < 0 } }
  - { relation: rows, kind: tableDiff, parameters: { table2: copied } }
  - { relation: rows, column: id, kind: columnValuesToBeUnique }
  - { relation: rows, column: n, kind: columnValuesToBeNotNull }
  - { relation: rows, column: n, kind: columnValuesToBeInSet, parameters: { allowedValues: [0, 1, 2, 3, 4] } }
  - { relation: rows, column: n, kind: columnValuesToBeNotInSet, parameters: { forbiddenValues: [5] } }
  - { relation: rows, column: word, kind: columnValuesToMatchRegex, parameters: { regex: '^w\\d+$' } }
  - { relation: rows, column: word, kind: columnValuesToNotMatchRegex, parameters: { forbiddenRegex: ' ' } }
  - { relation: rows, column: ratio, kind: columnValuesToBeBetween, where: id > 1, parameters: { minValue: 2, maxValue: .inf } }
  - { relation: rows, column: list, kind: columnValueLengthsToBeBetween, parameters: { minLength: 2, maxLength: 2 } }
  - { relation: rows, column: word, kind: columnValuesMissingCount, parameters: { missingCountValue: 1, missingValueMatch: [w7] } }
  - { relation: rows, column: key, kind: columnValueMaxToBeBetween, parameters: { maxValue: 00000000-0000-4000-8000-000000000050 } }
  - { relation: rows, column: ratio, kind: columnValueMinToBeBetween, parameters: { minValue: 2 } }
  - { relation: rows, column: n, kind: columnValueMeanToBeBetween, parameters: { minValue: 2, maxValue: 2 } }
  - { relation: rows, column: id, kind: columnValueMedianToBeBetween, parameters: { minValue: 25.5, maxValue: 25.5 } }
  - { relation: rows, column: n, kind: columnValueStdDevToBeBetween, parameters: { minValue: 1.4, maxValue: 1.5 } }
  - { relation: rows, column: id, kind: columnValuesSumToBeBetween, parameters: { minValue: 1275, maxValue: 1275 } }
`

describe.each(outerMajors())('checks on Postgres %i', (major) => {
  let server: TestServer
  afterAll(() => server?.stop())

  test('every kind is answered, hidden rows are an error', async () => {
    server = await startServer({ major })
    await server.sql(
      `create table rows (id bigint primary key, n int, ratio float8, word text, placed timestamptz, list int[], key uuid);
      insert into rows select i, i % 5, case i when 1 then 'NaN' else i::float8 end, 'w' || i, now() - i * interval '1 hour',
        array[i, i], ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid from generate_series(1, 50) i;
      create table copied as select * from rows;
      create table numbers (n int); insert into numbers select generate_series(0, 4);
      create table guarded (id int); alter table guarded enable row level security;
      create role reader login password 'checks tables'; grant select on guarded to reader`,
    )
    const parsed = parseChecks(file)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
    expect(new Set(parsed.value.map(({ kind }) => kind))).toEqual(new Set(checkKindIds))
    const form = {
      hostPort: `127.0.0.1:${server.port}`,
      username: 'postgres',
      password: server.password,
      database: 'postgres',
    }
    const options = { signal: new AbortController().signal, onResult: () => undefined, sampleRows: 3, limitMs: 20_000 }
    const result = await postgres.runChecks(form, parsed.value, options)
    const told = result.ok ? result.value.map(({ kind, status, reason }) => [kind, reason ?? status]) : result.error
    expect(told).toEqual(parsed.value.map(({ kind }) => [kind, 'passed']))

    const [first] = parsed.value
    const hidden = first === undefined ? [] : [{ ...first, relation: 'guarded' }]
    const reader = await postgres.runChecks({ ...form, username: 'reader', password: 'checks tables' }, hidden, options)
    expect(reader).toMatchObject({ value: [{ status: 'error', reason: { code: 'ROWS_HIDDEN' } }] })
  })
})
