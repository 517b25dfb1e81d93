import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { parseCheck } from '../../../../src/core/quality/checks/parse-check.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

let server: TestServer

const toCheck = (value: JsonObject) => {
  const check = parseCheck({ relation: 'rows', ...value }, (path, message) => {
    throw new Error(`${path.join('.')}: ${message}`)
  })
  if (check === null) throw new Error('no check')
  return check
}
const begin = (
  values: readonly JsonObject[],
  { username = 'postgres', sampleRows = 0, limitMs = 20_000, signal = new AbortController().signal } = {},
) => {
  const password = username === 'postgres' ? server.password : 'checks tables'
  const form = { hostPort: `127.0.0.1:${server.port}`, username, password, database: 'shop' }
  return postgres.runChecks(form, values.map(toCheck), { signal, onResult: () => undefined, sampleRows, limitMs })
}
const run = async (...args: Parameters<typeof begin>) => {
  const result = await begin(...args)
  if (!result.ok) throw new Error(result.error.code)
  return result.value
}
/** Of each check its status, or the code of its error. */
const told = async (...args: Parameters<typeof begin>) =>
  (await run(...args)).map(({ status, reason }) => reason?.code ?? status)

const query = (sqlExpression: string, parameters: JsonObject = {}) => ({
  id: sqlExpression,
  kind: 'tableCustomSQLQuery',
  parameters: { sqlExpression, ...parameters },
})
const notNull = (column: string, rest: JsonObject = {}): JsonObject => ({
  kind: 'columnValuesToBeNotNull',
  column,
  ...rest,
})

beforeAll(async () => {
  server = await startServer()
  await server.sql('create database shop')
  await server.sql(
    `create table rows (id int primary key, a int, b text, c float8, "mail" text);
    insert into rows select i, i % 10, 'b' || i, i, case when i = 7 then null else 'secret-of-' || i end from generate_series(1, 1000) i;
    create table guarded (id int); insert into guarded values (1), (2);
    alter table guarded enable row level security; create policy few on guarded using (id = 1);
    create view through with (security_invoker) as select * from guarded;
    create table closed (id int);
    create table half (id int, hidden text); insert into half values (1, 'x');
    create role reader login password 'checks tables';
    grant select on rows, guarded, through to reader; grant select (id) on half to reader;
    create function slow(int) returns boolean volatile language sql as 'select pg_sleep(1) is not null';
    create schema other; create table other.rows (id int)`,
    'shop',
  )
})
afterAll(() => server?.stop())

const scansOf = async () => {
  const [row] = await server.sql(
    "select seq_scan::int as n from pg_stat_user_tables where relname = 'rows' and schemaname = 'public'",
    'shop',
  )
  return Number(row?.n)
}
/** Counters come when a session ends. */
const scansBy = async (work: () => Promise<unknown>) => {
  const before = await scansOf()
  await work()
  for (;;) {
    const busy = await server.sql(
      "select 1 from pg_stat_activity where datname = 'shop' and pid <> pg_backend_pid() and backend_type = 'client backend'",
    )
    if (busy.length === 0) return (await scansOf()) - before
    await sleep(20)
  }
}
const inPublic = { relation: 'public.rows' }
const many: readonly JsonObject[] = [
  { ...inPublic, kind: 'tableRowCountToEqual', parameters: { value: 1000 } },
  { ...inPublic, ...notNull('a') },
  { ...inPublic, ...notNull('b', { where: 'a = 3' }) },
  { ...inPublic, kind: 'columnValuesToBeUnique', column: 'b' },
  { ...inPublic, kind: 'columnValuesToBeBetween', column: 'c', parameters: { minValue: 1 } },
  { ...inPublic, kind: 'columnValueMedianToBeBetween', column: 'c', parameters: { minValue: 1 } },
  { ...inPublic, kind: 'columnValuesToMatchRegex', column: 'b', parameters: { regex: '^b' } },
  { ...inPublic, kind: 'columnValuesSumToBeBetween', column: 'a', parameters: { minValue: 1 } },
  { ...inPublic, kind: 'tableRowsToBeUnique', parameters: { columnNames: ['a', 'b'] } },
]

describe('readings', () => {
  test('one reading answers all checks of a relation', async () => {
    expect(await scansBy(async () => expect(await told(many)).toEqual(many.map(() => 'passed')))).toBe(1)
  })

  test('a check that fails in the middle of a reading is told apart by readings of the halves', async () => {
    const guilty = { ...inPublic, ...notNull('a', { where: '1 / (a - 5) = 7', id: 'guilty' }) }
    const statuses = await told([...many.slice(0, 4), guilty, ...many.slice(4)])
    expect(statuses).toEqual([
      ...many.slice(0, 4).map(() => 'passed'),
      'PARAMETER_UNFIT',
      ...many.slice(4).map(() => 'passed'),
    ])
  })

  test('what is wrong with one before any row is read costs no reading of the others', async () => {
    const wrong = {
      ...inPublic,
      kind: 'columnValuesToBeBetween',
      column: 'c',
      parameters: { maxValue: 'x' },
      id: 'wrong',
    }
    expect(await scansBy(() => told([many[0] ?? {}, wrong]))).toBe(1)
  })
})

describe('only the guilty check errs', () => {
  test('when it takes too long', async () => {
    const slow = { ...inPublic, ...notNull('a', { where: 'slow(a)', id: 'slow' }) }
    expect(await told([...many, slow], { limitMs: 400 })).toEqual([...many.map(() => 'passed'), 'QUERY_TIMED_OUT'])
    expect(await told([{ ...inPublic, ...query('select pg_sleep(5)') }, many[0] ?? {}], { limitMs: 200 })).toEqual([
      'QUERY_TIMED_OUT',
      'passed',
    ])
  })

  test('when the role may not read it, a column or all of its rows', async () => {
    const count = { kind: 'tableRowCountToBeBetween', parameters: { minValue: 1 } }
    const checks = [
      { relation: 'closed', ...count },
      { relation: 'closed', kind: 'tableColumnCountToEqual', parameters: { columnCount: 1 } },
      { relation: 'half', ...count },
      { relation: 'half', ...notNull('id') },
      { relation: 'half', ...notNull('hidden') },
      { relation: 'guarded', ...count },
      { relation: 'through', ...count },
      { ...inPublic, ...query('select * from guarded') },
      { ...inPublic, ...query('select * from closed') },
    ]
    expect(await told(checks, { username: 'reader' })).toEqual([
      'RELATION_NOT_READABLE',
      'passed',
      'passed',
      'passed',
      'COLUMN_NOT_READABLE',
      'ROWS_HIDDEN',
      'ROWS_HIDDEN',
      'ROWS_HIDDEN',
      'QUERY_DENIED',
    ])
    expect(await told(checks.slice(5, 7))).toEqual(['passed', 'passed'])
  })

  test('when its name means several relations', async () => {
    expect(await told([{ ...notNull('id') }, { ...inPublic, ...notNull('id') }])).toEqual([
      'RELATION_AMBIGUOUS',
      'passed',
    ])
  })

  test('when the relation is locked, at once', async () => {
    const { default: pg } = await import('pg')
    const { port, password } = server
    const other = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'shop' })
    await other.connect()
    await other.query('begin; lock table half in access exclusive mode')
    const statuses = await told([
      { relation: 'half', ...notNull('id') },
      { ...inPublic, ...notNull('id') },
    ])
    await other.end()
    expect(statuses).toEqual(['QUERY_LOCKED_OUT', 'passed'])
  })

  test('when its session is ended, and the next relation is checked in another', async () => {
    const running = told([
      { relation: 'half', ...query('select pg_sleep(10)') },
      { ...inPublic, ...notNull('id') },
    ])
    const find =
      "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(10)%' and pid <> pg_backend_pid()"
    while ((await server.sql(find)).length === 0) await sleep(20)
    expect(await running).toEqual(['SERVER_CONNECTION_LOST', 'passed'])
  })
})

test('an unreachable server is one diagnosis', async () => {
  const result = await begin([notNull('id')], { username: 'nobody' })
  expect(result).toMatchObject({ ok: false, error: { code: 'AUTH_PASSWORD_REJECTED' } })
})

test('a cancelled run ends its statement on the server', async () => {
  const stop = new AbortController()
  const running = begin([{ ...inPublic, ...query('select pg_sleep(20)') }], { signal: stop.signal })
  const find =
    "select 1 from pg_stat_activity where state = 'active' and query like '%pg_sleep(20)%' and pid <> pg_backend_pid()"
  while ((await server.sql(find)).length === 0) await sleep(20)
  stop.abort('enough')
  await expect(running).rejects.toBe('enough')
  while ((await server.sql(find)).length > 0) await sleep(20)
})

describe('SQL of a check', () => {
  test('cannot leave its transaction or write', async () => {
    const checks = [
      notNull('a', { where: 'true) from rows s); commit; create table hacked (); select ((1', id: 'where' }),
      notNull('a', { where: "set_config('transaction_read_only', 'off', false) is null", id: 'setting' }),
    ]
    // The first holds several statements, which reading the file already refuses; the server is the second wall.
    const [first, second] = checks
    expect(() => toCheck(first ?? {})).toThrow('statements')
    const smuggled = { ...toCheck({ ...inPublic, ...notNull('a') }), where: String(first?.where) }
    const form = {
      hostPort: `127.0.0.1:${server.port}`,
      username: 'postgres',
      password: server.password,
      database: 'shop',
    }
    const options = { signal: new AbortController().signal, onResult: () => undefined, sampleRows: 0, limitMs: 5_000 }
    const result = await postgres.runChecks(form, [smuggled], options)
    expect(result).toMatchObject({ value: [{ status: 'error', reason: { code: 'QUERY_UNFIT' } }] })
    expect(await told([{ ...inPublic, ...second }])).not.toEqual(['passed'])
    expect(await server.sql("select 1 from pg_class where relname = 'hacked'", 'shop')).toEqual([])
  })

  test('names relations by the role’s search path, and finds more than one schema', async () => {
    expect(await told([{ ...inPublic, ...query('select * from closed') }])).toEqual(['passed'])
  })
})

describe('values of failing rows', () => {
  const failing: readonly JsonObject[] = [
    { ...inPublic, ...notNull('mail') },
    { ...inPublic, kind: 'columnValuesToMatchRegex', column: 'mail', parameters: { regex: '^x' }, where: 'id < 4' },
    { ...inPublic, kind: 'columnValuesToBeUnique', column: 'a', where: 'id in (1, 11, 2)' },
    { ...inPublic, ...query('select id, mail from rows where id = 3 -- one') },
    { ...inPublic, ...query('select mail::int from rows where id = 4') },
  ]

  test('are read only where they are asked for', async () => {
    const results = await run(failing)
    expect(results.map(({ samples }) => samples)).toEqual([null, null, null, null, null])
    expect(JSON.stringify(results)).not.toContain('secret-of-')
  })

  test('come with the primary key', async () => {
    const results = await run(failing, { sampleRows: 2 })
    expect(results.slice(0, 4).map(({ samples }) => samples)).toEqual([
      [{ id: '7', mail: null }],
      [
        { id: '1', mail: 'secret-of-1' },
        { id: '2', mail: 'secret-of-2' },
      ],
      [
        { id: '1', a: '1' },
        { id: '11', a: '1' },
      ],
      [{ id: '3', mail: 'secret-of-3' }],
    ])
  })
})

test('a preview shows the SQL and its cost, and runs nothing', async () => {
  const form = {
    hostPort: `127.0.0.1:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'shop',
  }
  const preview = async (value: JsonObject) => {
    const result = await postgres.previewCheck(form, toCheck(value), new AbortController().signal)
    return result.ok ? result.value : result.error
  }
  expect(await preview({ ...inPublic, ...notNull('a', { where: 'b > 2 and true' }) })).toMatchObject({
    cost: null,
    problem: { code: 'QUERY_UNFIT' },
  })
  expect(await preview({ ...inPublic, ...query('select pg_sleep(100)') })).toMatchObject({ problem: null })
  expect(await preview({ ...inPublic, kind: 'tableColumnCountToEqual', parameters: { columnCount: 1 } })).toEqual({
    sql: '',
    cost: null,
    problem: null,
  })
  const seen = await preview({ ...inPublic, ...notNull('a') })
  expect(seen).toMatchObject({ cost: { total: expect.any(Number), rows: expect.any(Number) }, problem: null })
  expect((seen as { sql: string }).sql).toContain('count(*)')
})
