import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RelationProfile } from '../../src/core/quality/profile.ts'
import { patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

let server: TestServer
let folder: string
const password = 'canary-of-the-profile-reader'
const run = (...args: string[]) =>
  patchbay(['profile', `postgresql://reader@127.0.0.1:${server.port}/shop`, ...args], {
    env: { PATCHBAY_PASSWORD: password },
  })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-profile-'))
  server = await startServer()
  await server.sql(`create role reader login password '${password}'`)
  await server.sql('create database shop')
  await server.sql(
    `create table orders (id bigint primary key, amount numeric(10, 2), note text);
    insert into orders select i, i / 4.0, case when i % 4 = 0 then 'even' end from generate_series(1, 1000) i;
    create table secrets (id int);
    create domain contact as text;
    create table people (id int, "E-Mail" contact, born_on date, seen_from inet, note jsonb, order_number bigint, locked text);
    insert into people select i, 'person' || i || '@example.org', date '1960-01-01' + i % 9000, inet '203.0.113.0' + i % 250,
      jsonb_build_object('cc', 'boss' || i || '@example.org'), 4000000000000000 + i, 'x' from generate_series(1, 30000) i;
    create view grown_up as select * from people where born_on < '1975-01-01';
    analyze people;
    grant select on orders, grown_up to reader;
    grant select (id, "E-Mail", born_on, seen_from, note, order_number) on people to reader`,
    'shop',
  )
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('patchbay profile', () => {
  test('prints one document, and nothing else, whose figures say what they rest on', async () => {
    const { code, out, err } = await run('--relation', 'public.orders', '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const [relation] = JSON.parse(out).relations
    expect(relation).toMatchObject({
      database: 'shop',
      schema: 'public',
      relation: 'orders',
      rows: { value: '1000', basis: 'exact', rows: '1000' },
    })
    const metrics = Object.fromEntries(
      relation.columns.map(({ column, metrics }: { column: string; metrics: object }) => [column, metrics]),
    )
    expect(metrics.id.max).toEqual({ value: '1000', basis: 'exact', rows: '1000' })
    expect(metrics.amount.sum.value).toBe('125125.00')
    expect(metrics.note).toMatchObject({ nullCount: { value: '750' }, distinctCount: { value: '1' } })
  })

  test('prints a table for people, and says what could not be read', async () => {
    const { code, out, err } = await run('--relation', 'orders', 'secrets')
    expect(code).toBe(0)
    expect(out).toContain('public.orders  1,000 rows')
    expect(out).toMatch(/^note +text +75 % +1 +even +even/m)
    expect(err).toContain('public.secrets: The role may not read it')
  })

  test('goes on where an earlier one ended', async () => {
    const first = await run('--relation', 'orders', '--json')
    const file = path.join(folder, 'profile.json')
    await writeFile(file, first.out)
    const rest = await run('--relation', 'orders', 'secrets', '--resume', file, '--json')
    expect(JSON.parse(rest.out).relations.map(({ relation }: { relation: string }) => relation)).toEqual(['secrets'])
    await writeFile(file, '{}')
    expect(await run('--resume', file)).toMatchObject({ code: 2, err: expect.stringContaining('is not a profile.') })
  })

  test('ends with 1 where a relation could not be profiled, and with 2 for what it cannot understand', async () => {
    const missing = await run('--relation', 'orders', 'nowhere')
    expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('nowhere: There is no such relation') })
    expect(missing.out).toContain('public.orders')
    for (const wrong of [
      ['--sample', 'half'],
      ['--sample', '0%'],
      ['--timeout', 'long'],
      ['--budget-bytes', '-1'],
    ]) {
      expect((await run(...wrong)).code).toBe(2)
    }
  })

  test('samples, and marks what is not exact', async () => {
    const { out } = await run('--relation', 'orders', '--sample', '50%')
    expect(out).toMatch(/public\.orders {2}~[\d,]+ rows/)
  })

  test('finds columns with personal values when asked, and shows none of them', async () => {
    const { code, out } = await run('--relation', 'people', 'grown_up', 'orders', '--classify', '--json')
    expect(code).toBe(0)
    const relations: RelationProfile[] = JSON.parse(out).relations
    for (const name of ['people', 'grown_up']) {
      const sensitive = relations.find(({ relation }) => relation === name)?.sensitive ?? []
      expect(sensitive.map(({ column, tag }) => `${column} ${tag}`)).toEqual([
        'E-Mail PII.Email',
        'born_on PII.BirthDate',
        'seen_from PII.IpAddress',
        'note PII.Email',
      ])
      expect(sensitive[0]?.evidence[0]).toBe('All 500 sampled values are written as e-mail addresses')
      expect(JSON.stringify(sensitive)).not.toMatch(/@|person\d|203\.0|19\d\d/)
    }
    expect(relations.find(({ relation }) => relation === 'orders')?.sensitive).toEqual([])
    const text = await run('--relation', 'people', '--classify')
    expect(text.out).toMatch(/^E-Mail +PII\.Email +\d\d % sure {2}All 500 sampled values/m)
    const usual = await run('--relation', 'people', '--json')
    expect(JSON.parse(usual.out).relations[0]).not.toHaveProperty('sensitive')
  })
})
