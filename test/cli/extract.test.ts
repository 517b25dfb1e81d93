import { execFileSync } from 'node:child_process'
import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collect, patchbay, startPatchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

let server: TestServer
let folder: string
beforeAll(async () => {
  server = await startServer()
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-extract-'))
  await server.sql("create table notes (id int primary key, body text); comment on table notes is 'two\\nlines'")
  await server.sql('create view bodies as select body from notes')
})
afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

const target = (database = 'postgres') => `postgresql://postgres@127.0.0.1:${server.port}/${database}`
const env = () => ({ PATCHBAY_PASSWORD: server.password })
const parse = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; name: string })

describe('patchbay extract', () => {
  test('writes JSON Lines to standard output and nothing else', async () => {
    const { code, out, err } = await patchbay(['extract', target()], { env: env() })
    const lines = parse(out)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(lines[0]).toMatchObject({ kind: 'header', format: 1, scope: { databases: ['postgres'] } })
    expect(lines.at(-1)).toMatchObject({ kind: 'end', counts: { table: 1, view: 1 }, skipped: [] })
    expect(lines.filter(({ kind }) => kind === 'table').map(({ name }) => name)).toEqual(['notes'])
  })

  test('writes lines of any length, to standard output and to a file', async () => {
    // In UTF-8 longer than what is written at once, with shorter lines before and after.
    const long = 'é'.repeat(400_000)
    await server.sql('create database wordy')
    const text = Array.from({ length: 40 }, (_, at) => `create table t${at} (id int)`).join(';')
    await server.sql(`${text}; comment on table t20 is '${long}'`, 'wordy')
    const file = path.join(folder, 'wordy.jsonl')
    const { out } = await patchbay(['extract', target('wordy')], { env: env() })
    expect((await patchbay(['extract', target('wordy'), '--out', file], { env: env() })).code).toBe(0)
    for (const written of [out, await readFile(file, 'utf8')]) {
      const tables = parse(written).filter(({ kind }) => kind === 'table')
      expect(tables).toHaveLength(40)
      expect(tables.find(({ name }) => name === 't20')).toMatchObject({ comment: long })
    }
    await rm(file)
  })

  test('writes a file that is complete when it appears', async () => {
    const file = path.join(folder, 'all.jsonl')
    const { code, out } = await patchbay(['extract', target(), '--out', file], { env: env() })
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(parse(await readFile(file, 'utf8')).at(-1)).toMatchObject({ kind: 'end' })
    expect(await readdir(folder)).toEqual(['all.jsonl'])
  })

  test('writes through a pipe or a link that is there, and replaces neither', async () => {
    const pipe = path.join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reading = readFile(pipe, 'utf8')
    expect((await patchbay(['extract', target(), '--out', pipe], { env: env() })).code).toBe(0)
    expect(parse(await reading).at(-1)?.kind).toBe('end')
    expect((await lstat(pipe)).isFIFO()).toBe(true)
    const [link, real] = [path.join(folder, 'link.jsonl'), path.join(folder, 'real.jsonl')]
    await writeFile(real, 'old')
    await symlink(real, link)
    expect((await patchbay(['extract', target(), '--out', link], { env: env() })).code).toBe(0)
    expect((await lstat(link)).isSymbolicLink()).toBe(true)
    expect(parse(await readFile(real, 'utf8')).at(-1)?.kind).toBe('end')
    for (const name of ['pipe', 'link.jsonl', 'real.jsonl']) await rm(path.join(folder, name))
  })

  test('says what is wrong and leaves no file where nothing can be read', async () => {
    const file = path.join(folder, 'none.jsonl')
    const { code, err } = await patchbay(['extract', target('missing'), '--out', file], { env: env() })
    expect(code).toBe(1)
    expect(err).toContain('[OPEN_DATABASE_MISSING]')
    expect(err).not.toContain(server.password)
    expect(await readdir(folder)).not.toContain('none.jsonl')
  })

  test('refuses a place it cannot write to before it connects', async () => {
    const { code, err } = await patchbay(['extract', target(), '--out', path.join(folder, 'missing', 'x.jsonl')], {
      env: env(),
    })
    expect({ code, err: err.includes('cannot be written') }).toEqual({ code: 2, err: true })
  })

  test('interrupted, cancels on the server and leaves nothing behind', async () => {
    const other = new pg.Client({
      host: '127.0.0.1',
      port: server.port,
      user: 'postgres',
      password: server.password,
      database: 'postgres',
    })
    await other.connect()
    try {
      await other.query('begin; lock table notes in access exclusive mode')
      const file = path.join(folder, 'interrupted.jsonl')
      const child = startPatchbay(['extract', target(), '--out', file], { env: env() })
      const ended = collect(child)
      while ((await waiting()) === 0) await new Promise((resolve) => setTimeout(resolve, 20))
      child.kill('SIGINT')
      const { code, err } = await ended
      expect({ code, err }).toEqual({ code: 3, err: 'Cancelled. Nothing was kept.\n' })
      expect(await waiting()).toBe(0)
      expect((await readdir(folder)).filter((name) => name.startsWith('interrupted'))).toEqual([])
    } finally {
      await other.end()
    }
  })

  const waiting = async () =>
    (
      await server.sql(
        "select 1 from pg_stat_activity where application_name = 'patchbay' and wait_event_type = 'Lock'",
      )
    ).length
})

describe('patchbay scope', () => {
  test('shows what the filters of a form let in, or why they cannot be tried', async () => {
    const file = path.join(folder, 'filtered.json')
    const form = { hostPort: `127.0.0.1:${server.port}`, username: 'postgres', database: 'postgres' }
    await writeFile(file, JSON.stringify({ ...form, tableFilterPattern: { excludes: ['^bod'] } }))
    const { code, out } = await patchbay(['scope', file, '--json'], { env: env() })
    const { preview } = JSON.parse(out)
    expect([code, preview.lookedInto]).toEqual([0, ['postgres']])
    expect(preview.filters[2]).toMatchObject({ what: 'relation', included: { count: 1 }, excluded: { count: 1 } })
    expect((await patchbay(['scope', file], { env: env() })).out).toContain('out  1  public.bodies')
    const nowhere = await patchbay(['scope', target('nowhere'), '--json'], { env: env() })
    expect([nowhere.code, JSON.parse(nowhere.out).diagnosis.code]).toEqual([1, 'OPEN_DATABASE_MISSING'])
  })
})
