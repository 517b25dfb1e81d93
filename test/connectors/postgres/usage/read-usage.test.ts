import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { StatementDelta, UsageReading } from '../../../../src/core/usage/reading.ts'
import { usageDelta } from '../../../../src/core/usage/usage-delta.ts'
import { outerMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

const readerPassword = 'a reader of statistics'

describe.each(outerMajors())('usage on Postgres %i', (major) => {
  let server: TestServer
  const form = (rest: object = {}) => ({
    hostPort: `127.0.0.1:${server.port}`,
    username: 'reader',
    password: readerPassword,
    database: 'shop',
    ...rest,
  })
  const read = async (rest: object = {}, limit: number | null = null, knownTexts = new Map<string, string>()) => {
    const result = await postgres.readUsage(form(rest), { signal: new AbortController().signal, limit, knownTexts })
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.summary}`)
    return result.value
  }
  const call = async (text: string, times: number) => {
    await server.sql(Array.from({ length: times }, () => text).join(';'), 'shop')
  }
  const between = (before: UsageReading, after: UsageReading, text: string): StatementDelta | undefined =>
    usageDelta(before, after).statements.find((statement) => statement.text?.includes(text))

  beforeAll(async () => {
    server = await startServer({
      major,
      conf: { shared_preload_libraries: 'pg_stat_statements', 'pg_stat_statements.max': '100' },
    })
    await server.sql(`create role reader login password '${readerPassword}'`)
    await server.sql('grant pg_read_all_stats to reader')
    await server.sql('create database shop')
    await server.sql('create extension pg_stat_statements; create table orders (id integer)', 'shop')
    await server.sql('create role stocktaker; grant select on orders to stocktaker', 'shop')
  })
  afterAll(() => server?.stop())

  test('counts exactly what was called between two readings, by whom and where', async () => {
    await call('select count(*) from orders', 3)
    const before = await read()
    await call('select count(*) from orders', 7)
    await call('set role stocktaker; select id from orders where id = 5; reset role', 2)
    await server.sql('select 42 as elsewhere')
    const after = await read({}, null, new Map())
    expect(between(before, after, 'count(*) from orders')).toMatchObject({
      calls: '7',
      rows: '7',
      user: 'postgres',
      database: 'shop',
      lowerBound: false,
    })
    expect(between(before, after, 'id from orders')).toMatchObject({
      calls: '2',
      user: 'stocktaker',
      lowerBound: false,
    })
    expect(between(before, after, 'elsewhere')).toBeUndefined()
    expect(after.problems).toEqual([])
    const everywhere = await read({ ingestAllDatabases: true })
    expect(
      everywhere.statements.some(({ database, text }) => database === 'postgres' && text?.includes('elsewhere')),
    ).toBe(true)
  })

  test('takes known texts from the earlier reading, and reads again when one is new', async () => {
    const before = await read()
    const known = new Map(before.statements.map(({ queryid, text }) => [queryid ?? '', text ?? '']))
    const again = await read({}, null, known)
    expect(again.statements.find(({ text }) => text?.includes('count(*) from orders'))?.queryid).toBeTruthy()
    await call('select max(id) as brand_new from orders', 1)
    const later = await read({}, null, known)
    expect(later.statements.some(({ text }) => text?.includes('brand_new'))).toBe(true)
  })

  test('after a reset of everything figures are lower bounds', async () => {
    const before = await read()
    await call('select count(*) from orders', 5)
    await server.sql('select pg_stat_statements_reset()', 'shop')
    await call('select count(*) from orders', 2)
    const after = await read()
    expect(between(before, after, 'count(*) from orders')).toMatchObject({ calls: '2', lowerBound: true })
    expect(usageDelta(before, after).problems.map(({ code }) => code)).toContain('USAGE_COUNTING_RESTARTED')
    expect(after.statsSince).not.toBe(before.statsSince)
  })

  test('after a reset of one statement its figure is a lower bound, and never too high', async () => {
    await call('select count(*) from orders', 4)
    const before = await read()
    const queryid = before.statements.find(({ text }) => text?.includes('count(*) from orders'))?.queryid
    await call('select count(*) from orders', 6)
    await server.sql(`select pg_stat_statements_reset(0, 0, ${queryid})`, 'shop')
    await call('select count(*) from orders', 20)
    const delta = between(before, await read(), 'count(*) from orders')
    expect(delta?.lowerBound).toBe(true)
    expect(Number(delta?.calls)).toBeGreaterThan(0)
    expect(Number(delta?.calls)).toBeLessThanOrEqual(26)
  })

  test('after evictions a figure is exact only where the server says since when it counts', async () => {
    await call('select count(*) from orders', 30)
    const before = await read()
    for (let at = 0; at < 150; at += 1) await call(`select ${Array.from({ length: at + 1 }, () => 1).join(', ')}`, 1)
    await call('select count(*) from orders', 30)
    const after = await read()
    const delta = usageDelta(before, after)
    expect(delta.problems.map(({ code }) => code)).toContain('USAGE_EVICTED')
    const counted = between(before, after, 'count(*) from orders')
    if (counted?.lowerBound === false) expect(counted.calls).toBe('30')
    else expect(Number(counted?.calls)).toBeLessThanOrEqual(30)
    // Since 17 each statement says since when it is counted, so what was not evicted stays exact.
    if (major >= 17) expect(counted).toMatchObject({ calls: '30', lowerBound: false })
    else expect(counted?.lowerBound).toBe(true)
  })

  test('a limit is said, and what lies below it is never counted too high', async () => {
    await call('select count(*) from orders', 9)
    const before = await read({}, 1)
    expect(before.statements).toHaveLength(1)
    expect(before.problems.map(({ code }) => code)).toEqual(['USAGE_LIMITED'])
    await call('select min(id) from orders', 3)
    for (const { text, calls, lowerBound } of usageDelta(before, await read()).statements) {
      if (text?.includes('count(*) from orders')) expect([calls, lowerBound]).toEqual(['0', true])
    }
  })

  test('a role without pg_read_all_stats is told what it cannot see', async () => {
    await server.sql(`create role outsider login password '${readerPassword}'`)
    const reading = await read({ username: 'outsider' })
    expect(reading.problems.map(({ code }) => code)).toEqual(['USAGE_TEXTS_MASKED'])
    expect(reading.counting.resetCalls).toBeNull()
  })

  test('a source that cannot be read is diagnosed as the connection test does', async () => {
    const options = { signal: new AbortController().signal, limit: null, knownTexts: new Map<string, string>() }
    const missing = await postgres.readUsage(form({ database: 'postgres' }), options)
    expect(missing.ok ? null : missing.error.code).toBe('USAGE_EXTENSION_MISSING')
    const wrong = await postgres.readUsage(form({ password: 'wrong' }), options)
    expect(wrong.ok ? null : wrong.error.code).toBe('AUTH_PASSWORD_REJECTED')
    await server.sql('create view kept_statements as select * from pg_stat_statements', 'shop')
    const denied = await postgres.readUsage(form({ queryStatementSource: 'kept_statements' }), options)
    expect(denied.ok ? null : denied.error.code).toBe('USAGE_SOURCE_DENIED')
    await server.sql('grant select on kept_statements to reader', 'shop')
    const kept = await read({ queryStatementSource: 'kept_statements' })
    expect(kept).toMatchObject({ source: { extensionVersion: null }, counting: { evictions: null }, statsSince: null })
    expect(usageDelta(kept, kept).problems.map(({ code }) => code)).toEqual(['USAGE_COUNTING_UNKNOWN'])
  })

  test('after a restart in order, which keeps what was counted, figures are exact', async () => {
    await call('select count(*) from orders', 3)
    const before = await read()
    await call('select count(*) from orders', 8)
    await server.restart()
    await call('select count(*) from orders', 4)
    const after = await read()
    expect(between(before, after, 'count(*) from orders')).toMatchObject({ calls: '12', lowerBound: false })
    expect(usageDelta(before, after).problems).toEqual([])
  })

  test('after a crash, which forgets everything, figures are lower bounds', async () => {
    await call('select count(*) from orders', 3)
    const before = await read()
    await call('select count(*) from orders', 8)
    await server.crash()
    await call('select count(*) from orders', 4)
    const after = await read()
    expect(between(before, after, 'count(*) from orders')).toMatchObject({ calls: '4', lowerBound: true })
    expect(usageDelta(before, after).problems.map(({ code }) => code)).toContain('USAGE_COUNTING_RESTARTED')
  })
})
