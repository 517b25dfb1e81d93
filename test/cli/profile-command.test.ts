import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
    grant select on orders to reader`,
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
    const { code, out, err } = await run()
    expect(code).toBe(0)
    expect(out).toContain('public.orders  1,000 rows')
    expect(out).toMatch(/^note +text +75 % +1 +even +even/m)
    expect(err).toContain('public.secrets: The role may not read it')
  })

  test('goes on where an earlier one ended', async () => {
    const first = await run('--relation', 'orders', '--json')
    const file = path.join(folder, 'profile.json')
    await writeFile(file, first.out)
    const rest = await run('--resume', file, '--json')
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
})
