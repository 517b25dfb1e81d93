import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import type { Check, CheckResult } from '../../../../src/core/quality/checks/check.ts'
import { failingQuery } from '../../../../src/core/quality/checks/export/failing-query.ts'
import { checkKindIds } from '../../../../src/core/quality/checks/kinds.ts'
import { parseCheck } from '../../../../src/core/quality/checks/parse-check.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { schema, table } from './every-kind.ts'

let server: TestServer

const toCheck = (value: JsonObject, at = 0): Check => {
  const problems: string[] = []
  const check = parseCheck({ id: `check ${at}`, ...value }, (path, message) =>
    problems.push(`${path.join('.')}: ${message}`),
  )
  if (check === null) throw new Error(problems.join('\n'))
  return check
}

const run = async (values: readonly JsonObject[], options: Partial<Options> = {}) => {
  const { username = 'postgres', ...rest } = options
  const form = {
    hostPort: `127.0.0.1:${server.port}`,
    username,
    password: username === 'postgres' ? server.password : 'checks tables',
    database: 'shop',
  }
  const result = await postgres.runChecks(form, values.map(toCheck), {
    signal: new AbortController().signal,
    onResult: () => undefined,
    sampleRows: 0,
    limitMs: 20_000,
    ...rest,
  })
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.summary} ${result.error.detail}`)
  return result.value
}
interface Options {
  readonly username: string
  readonly sampleRows: number
  readonly limitMs: number
  readonly signal: AbortSignal
}

beforeAll(async () => {
  server = await startServer()
  await server.sql('create database shop')
  await server.sql(schema, 'shop')
})
afterAll(() => server?.stop())

describe('each kind passes, fails and errs', () => {
  let results: readonly CheckResult[]
  beforeAll(async () => {
    results = await run(table.map(([value]) => value))
  })

  test.each(table.map(([value, expected], at) => ({ ...value, expected, at })))(
    '$kind on $relation $column with $parameters',
    ({ expected, at }) => {
      const { reason, ...result } = results[at] ?? { reason: null }
      if (typeof expected === 'string') expect([reason?.code, result]).toMatchObject([expected, { status: 'error' }])
      else expect({ reason, ...result }).toMatchObject({ reason: null, ...expected })
    },
  )

  test('as many rows fail as a query of them alone returns', async () => {
    const compared = table.flatMap(([value], at) => {
      const query = failingQuery(toCheck(value))
      const failing = results[at]?.failingRows ?? null
      // The plain query knows no types: NaN, letters of citext, labels that an enum does not have, documents and bytes are beyond it.
      const isOdd = ['ratio', 'nick', 'feeling', 'doc', 'raw', 'list'].includes(String(value.column))
      return query === null || failing === null || isOdd ? [] : [{ query, failing }]
    })
    expect(compared.length).toBeGreaterThan(20)
    for (const { query, failing } of compared) {
      const [row] = await server.sql(`select count(*)::text as n from (${query}) q`, 'shop')
      expect([query, row?.n]).toEqual([query, failing])
    }
  })

  test('and none is left out', () => {
    for (const kind of checkKindIds) {
      const of = results.filter((result) => result.kind === kind).map(({ status }) => status)
      expect(of, kind).toEqual(expect.arrayContaining(['passed', 'failed']))
    }
  })
})
