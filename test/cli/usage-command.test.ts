import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

let server: TestServer
let folder: string
const password = 'canary-of-the-usage-reader'
const target = () => `postgresql://reader@127.0.0.1:${server.port}/shop`
const run = (...args: string[]) => patchbay(['usage', ...args], { env: { PATCHBAY_PASSWORD: password } })

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-usage-'))
  server = await startServer({ conf: { shared_preload_libraries: 'pg_stat_statements' } })
  await server.sql(`create role reader login password '${password}'`)
  await server.sql('grant pg_read_all_stats to reader')
  await server.sql('create database shop')
  await server.sql('create extension pg_stat_statements; create table orders (id integer)', 'shop')
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('patchbay usage', () => {
  test('prints a reading, and with an earlier one what was called since', async () => {
    await server.sql('select count(*) from orders', 'shop')
    const first = await run(target(), '--json')
    expect(first).toMatchObject({ code: 0, err: '' })
    const file = path.join(folder, 'earlier.json')
    await writeFile(file, first.out)
    for (let at = 0; at < 4; at += 1) await server.sql('select count(*) from orders', 'shop')
    const later = await run(target(), '--since', file, '--json')
    const delta = JSON.parse(later.out)
    expect(delta.since).toBe(JSON.parse(first.out).readAt)
    const counted = delta.statements.find(({ text }: { text: string }) => text.includes('count(*) from orders'))
    expect(counted).toMatchObject({ calls: '4', rows: '4', user: 'postgres', database: 'shop', lowerBound: false })
    expect(later.out).not.toContain(password)
  })

  test('prints a table for people', async () => {
    const { code, out, err } = await run(target(), '--limit', '2')
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toHaveLength(3)
    expect(err).toContain('2 statements, counted since ')
    expect(err).toContain('Only the 2 statements that took the most time were read.')
  })

  test('adds up what kept readings of a service say about a span', async () => {
    const settings = { hostPort: `127.0.0.1:${server.port}`, username: 'reader', database: 'shop', sslMode: 'disable' }
    const url = `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/state`
    await server.sql('create database state')
    const env = { DATABASE_URL: url, PATCHBAY_PASSWORD: password, PATCHBAY_DATA_DIR: path.join(folder, 'data') }
    const own = (...args: string[]) => patchbay(args, { env })
    const file = path.join(folder, 'services.json')
    await writeFile(
      file,
      JSON.stringify([{ name: 'shop', connector: 'postgres', settings: { ...settings, password } }]),
    )
    expect(await own('services', 'import', file)).toMatchObject({ code: 0 })
    const read = async () => {
      const { code, err } = await own('runs', 'start', 'shop', '--kind', 'usage')
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' })
    }
    await read()
    await server.sql('select count(*) from orders; select count(*) from orders', 'shop')
    await read()
    await server.sql('select count(*) from orders', 'shop')
    await read()
    const counted = async (...span: string[]) => {
      const { out } = await own('usage', 'shop', '--json', ...span)
      const { statements } = JSON.parse(out) as { statements: { text: string; calls: string }[] }
      return statements.find(({ text }) => text.includes('count(*) from orders'))?.calls
    }
    expect(await counted('--from', '1')).toBe('3')
    expect(await counted('--from', '2')).toBe('1')
    expect(await counted('--to', '2')).toBe('2')
    expect(await counted('--from', '2020-01-01', '--to', '2999-01-01T00:00Z')).toBe('3')
    const table = await own('usage', 'shop', '--from', '1', '--limit', '1')
    expect(table.err).toContain('Only the 1 statements')
    const unused = await own('usage', 'shop', '--unused')
    expect(unused).toMatchObject({ code: 0, out: '' })
    expect(unused.err).toContain('The service was never read')
    for (const [args, message] of [
      [['shop', '--from', 'yesterday'], 'is no moment'],
      [['shop', '--from', '9'], 'There is no such reading'],
      [['shop', '--from', '2999-01-01'], 'A span begins with an earlier reading'],
      [[target(), '--from', '1'], 'saved services alone'],
      [['shop', '--from', '1', '--since', file], '--since takes a new reading'],
    ] as const) {
      const { code, err } = await own('usage', ...args)
      expect({ args, code: code === 0, said: err.includes(message) }).toEqual({ args, code: false, said: true })
    }
  })

  test('says why usage cannot be read, and ends with 1', async () => {
    const { code, out, err } = await run(`postgresql://reader@127.0.0.1:${server.port}/postgres`)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain('pg_stat_statements is not installed in the database postgres')
  })

  test('refuses files that are no reading, saying what is wrong where', async () => {
    const cases: [string, string][] = [
      ['{ "statements": [', 'cannot be read as JSON.'],
      ['{}', 'is not a reading of usage.'],
      ['{ "since": "x", "readAt": "y", "statements": [] }', 'Give the later reading itself.'],
    ]
    for (const [text, message] of cases) {
      const file = path.join(folder, 'wrong.json')
      await writeFile(file, text)
      const { code, err } = await run(target(), '--since', file)
      expect({ code, said: err.includes(message) }).toEqual({ code: 2, said: true })
      expect(await readFile(file, 'utf8')).toBe(text)
    }
    expect((await run(target(), '--since', path.join(folder, 'nowhere.json'))).code).toBe(2)
    expect((await run(target(), '--limit', '0')).code).toBe(2)
  })
})
