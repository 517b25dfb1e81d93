import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPsql } from '../connectors/postgres/privileges/run-psql.ts'
import { patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const canary = 'canary-of-access-9x'

describe('patchbay access new', () => {
  it('prints the script alone on standard output, and what to know beside it', async () => {
    const { code, out, err } = await patchbay(['access', 'new', 'reader', '--database', 'orders', '--for', 'usage'])
    expect(code).toBe(0)
    expect(out).toMatch(/^-- Run it with psql/)
    expect(out).toContain('CREATE ROLE "reader" LOGIN;')
    expect(out).toContain('GRANT pg_read_all_stats TO "reader";')
    expect(out).not.toContain('pg_hba')
    expect(err).toContain('hostssl orders reader ADDRESS/32 scram-sha-256')
  })

  it('gives schemas to the database before them', async () => {
    const words = '--database a --schema x --schema y --database b --schema z --for profiles --json'
    const { code, out } = await patchbay(['access', 'new', 'reader', ...words.split(' ')])
    expect(code).toBe(0)
    const { grant, form } = JSON.parse(out)
    expect(grant).toMatch(/\\connect "a"[^\\]*SCHEMA "x"[^\\]*SCHEMA "y"[^\\]*\\connect "b"[^\\]*SCHEMA "z"/)
    expect(form).toMatchObject({ username: 'reader', database: 'a', ingestAllDatabases: true })
  })

  it.each(['revoke', 'hba', 'markdown', 'text'])('prints its %s', async (part) => {
    const { code, out, err } = await patchbay(['access', 'new', 'reader', '--database', 'orders', '--as', part])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('reader')
  })

  it.each([
    [['pg_x', '--database', 'a'], '/role'],
    [['x', '--database', 'a', '--until', 'soon'], '/validUntil'],
    [['x', '--database', 'a', '--connections', 'many'], '/connectionLimit'],
  ])('refuses %j', async (words, place) => {
    const { code, out } = await patchbay(['access', 'new', ...words, '--json'])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ code: 'REQUEST_INVALID', details: expect.stringContaining(place) })
  })
})

describe('patchbay access gap', () => {
  let server: TestServer
  const uri = () => `postgresql://reader:${canary}@127.0.0.1:${server.port}/orders?sslmode=disable`
  beforeAll(async () => {
    server = await startServer({ conf: { shared_preload_libraries: 'pg_stat_statements' } })
    await server.sql(`create role reader login password '${canary}'`)
    await server.sql('create database orders')
    await server.sql('create schema sales; create table sales.item (id int)', 'orders')
  })
  afterAll(() => server?.stop())

  it('prints what closes the gap, until there is none, and what opens it again', async () => {
    const { code, out, err } = await patchbay(['access', 'gap', uri()])
    expect(code).toBe(1)
    expect(err).toContain('Relations')
    expect(`${out}${err}`).not.toContain(canary)
    const undo = await patchbay(['access', 'gap', uri(), '--undo'])
    await runPsql(server, out)
    const closed = await patchbay(['access', 'gap', uri()])
    expect([closed.code, closed.out]).toEqual([0, ''])
    await runPsql(server, undo.out)
    const again = await patchbay(['access', 'gap', uri()])
    expect([again.code, again.out]).toEqual([1, out])
  })

  it('keeps to the capabilities that are wanted', async () => {
    const { code, out } = await patchbay(['access', 'gap', uri(), '--for', 'usage', '--json'])
    expect(code).toBe(1)
    const { verdict, steps } = JSON.parse(out)
    expect(verdict).toBe('warned')
    expect(steps.map(({ grant }: { grant: string }) => grant)).toEqual([
      'CREATE EXTENSION pg_stat_statements;',
      'GRANT pg_read_all_stats TO "reader";',
    ])
    expect((await patchbay(['access', 'gap', uri(), '--for', 'metadata'])).code).toBe(0)
  })

  it('says no when the connection fails', async () => {
    const { code, out, err } = await patchbay(['access', 'gap', uri().replace(canary, 'wrong'), '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ verdict: 'failed', steps: [] })
    expect(err).toContain('Login')
  })
})
