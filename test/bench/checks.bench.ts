import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgres } from '../../src/connectors/postgres/index.ts'
import type { JsonObject } from '../../src/core/json.ts'
import type { Check } from '../../src/core/quality/checks/check.ts'
import { parseCheck } from '../../src/core/quality/checks/parse-check.ts'
import { startServer, type TestServer } from '../support/servers.ts'

/** Checks of one table together beside the same checks one by one, in the same run: the ratio holds, times do not. */
const rows = Number(process.env.PATCHBAY_BENCH_ROWS ?? 1_000_000)

const on = (column: string | null, kind: string, parameters: JsonObject = {}): Check => {
  const value = { relation: 'large', kind, parameters, ...(column === null ? {} : { column }) }
  const check = parseCheck(value, (path, message) => {
    throw new Error(`${path.join('.')}: ${message}`)
  })
  if (check === null) throw new Error('no check')
  return check
}
const columns = ['id', 'tenant', 'amount', 'score', 'name', 'status', 'placed']
const checks = [
  on(null, 'tableRowCountToBeBetween', { minValue: 1 }),
  on(null, 'tableDataToBeFresh', { columnName: 'placed', rangeInterval: 100, rangeType: 'YEAR' }),
  ...columns.map((column) => on(column, 'columnValuesToBeNotNull')),
  ...['id', 'tenant', 'amount'].flatMap((column) => [
    on(column, 'columnValuesToBeBetween', { minValue: 0 }),
    on(column, 'columnValueMaxToBeBetween', { minValue: 0 }),
    on(column, 'columnValueMeanToBeBetween', { minValue: 0 }),
    on(column, 'columnValuesSumToBeBetween', { minValue: 0 }),
  ]),
  on('status', 'columnValuesToBeInSet', { allowedValues: ['new', 'paid', 'sent'] }),
  on('name', 'columnValueLengthsToBeBetween', { minLength: 1 }),
  on('name', 'columnValuesToMatchRegex', { regex: '^name ' }),
  on('id', 'columnValuesToBeUnique'),
]

let server: TestServer
beforeAll(async () => {
  server = await startServer({ conf: { shared_buffers: '1GB', max_wal_size: '8GB', autovacuum: 'off' } })
  await server.sql(`create unlogged table large as select i::int8 as id, i % 50000 as tenant, (i % 777)::numeric(12, 2) as amount,
    random() as score, 'name ' || i as name, (array['new', 'paid', 'sent'])[i % 3 + 1] as status,
    now() - i * interval '1 s' as placed from generate_series(1, ${rows}) i`)
  await server.sql('vacuum analyze large')
}, 900_000)
afterAll(() => server?.stop())

async function seconds(groups: readonly (readonly Check[])[]): Promise<number> {
  const form = {
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'postgres',
  }
  const options = { signal: new AbortController().signal, onResult: () => undefined, sampleRows: 0, limitMs: 300_000 }
  const began = performance.now()
  for (const group of groups) {
    const result = await postgres.runChecks(form, group, options)
    const bad = result.ok ? result.value.filter(({ status }) => status !== 'passed') : result.error
    expect(bad).toEqual([])
  }
  return (performance.now() - began) / 1000
}

test('checks of a table together take a fraction of what they take one by one', { timeout: 900_000 }, async () => {
  await seconds([checks])
  const together = await seconds([checks])
  const alone = await seconds(checks.map((check) => [check]))
  console.log(
    `${checks.length} checks on ${rows} rows: ${together.toFixed(2)} s together, ${alone.toFixed(2)} s one by one (${(alone / together).toFixed(1)} ×)`,
  )
  expect(alone / together).toBeGreaterThan(1.2)
})
