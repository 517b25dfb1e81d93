import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestReport } from '../../src/core/connection.ts'
import { stageIds } from '../../src/core/connection.ts'
import { collect, patchbay, startPatchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const canary = 'canary 8/qZ@ü%41'

let server: TestServer
let directory: string
let form: Record<string, unknown>

beforeAll(async () => {
  server = await startServer()
  await server.sql(`create role reader login password '${canary}'`)
  await server.sql('create database orders')
  await server.sql('create table public.item (id int primary key, name text)', 'orders')
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-cli-'))
  form = { hostPort: `127.0.0.1:${server.port}`, username: 'reader', database: 'orders', sslMode: 'disable' }
})
afterAll(async () => {
  await server?.stop()
  await rm(directory, { recursive: true, force: true })
})

const uri = (password = '') =>
  `postgresql://reader${password === '' ? '' : `:${encodeURIComponent(password)}`}@127.0.0.1:${server.port}/orders?sslmode=disable`

async function file(name: string, text: string): Promise<string> {
  const place = path.join(directory, name)
  await writeFile(place, text)
  return place
}

describe('patchbay test', () => {
  it('shows the stages, what will be missing, and exits 0', async () => {
    const { code, out, err } = await patchbay(['test', uri(canary)])
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain(`Testing 127.0.0.1:${server.port}/orders`)
    expect(out).toMatch(/✓ Login +ok +[\d.]+ m?s/)
    expect(out).toContain('USAGE_EXTENSION_MISSING')
    expect(out).toContain('Passed with warnings')
    expect(out).not.toContain('\u001b')
    expect(out).not.toContain(canary)
  })

  it('prints one report with --json and keeps the timeline on standard error', async () => {
    const { code, out, err } = await patchbay(['test', uri(canary), '--json'])
    expect(code).toBe(0)
    expect(out.trimEnd().split('\n')).toHaveLength(1)
    const report = JSON.parse(out) as TestReport
    expect(Object.keys(report)).toEqual(['verdict', 'startedAt', 'durationMs', 'settingsHash', 'server', 'stages'])
    expect(report.verdict).toBe('warned')
    expect(report.settingsHash).toMatch(/^[\da-f]{64}$/)
    expect(report.server?.version).toContain(String(server.major))
    const ids = report.stages.map((stage) => stage.id)
    expect(ids).toEqual(stageIds.filter((id) => id !== 'resolve' && id !== 'encrypt'))
    expect(err).toContain('✓ Login')
    expect(out + err).not.toContain(canary)
  })

  it('prints a report to pass on with --as, and nothing else on standard output', async () => {
    const [markdown, text, both] = await Promise.all([
      patchbay(['test', uri(canary), '--as', 'markdown']),
      patchbay(['test', uri(canary), '--as', 'text']),
      patchbay(['test', uri(canary), '--as', 'text', '--json']),
    ])
    expect([markdown.code, text.code, both.code]).toEqual([0, 0, 2])
    const target = `127.0.0.1:${server.port}/orders`
    expect(markdown.out).toMatch(new RegExp(`^## Connection test of \`${target}\``))
    expect(markdown.out).toContain('| Login | ✓ passed |')
    expect(text.out).toMatch(new RegExp(`^Connection test of ${target}\n`))
    expect(markdown.err).toContain('✓ Login')
    expect(markdown.out + markdown.err + text.out + text.err).not.toContain(canary)
  })

  it('exits 1 when the server refuses, and says what to do', async () => {
    const wrong = 'canary of a wrong one'
    const plain = await patchbay(['test', uri(wrong)])
    const json = await patchbay(['test', uri(wrong), '--json'])
    expect([plain.code, json.code]).toEqual([1, 1])
    expect(plain.out).toContain('AUTH_PASSWORD_REJECTED')
    expect(plain.out).toContain('not reached: Database, Server')
    expect(JSON.parse(json.out).verdict).toBe('failed')
    expect(plain.out + plain.err + json.out + json.err).not.toContain(wrong)
  })

  it('gives a failed settings stage for whatever can be typed into the form', async () => {
    const target = await file('typed.yaml', `hostPort: http://db:5432\nusername: reader\nsslmode: off\n`)
    const { code, out } = await patchbay(['test', target, '--json'])
    expect(code).toBe(1)
    const report = JSON.parse(out) as TestReport
    expect(report.stages[0]).toMatchObject({ id: 'settings', status: 'failed' })
    expect(report.stages.slice(1).every((stage) => stage.status === 'skipped')).toBe(true)
  })

  it('exits 2 and names the field for a type that no form gives', async () => {
    const { code, out } = await patchbay([
      'test',
      await file('types.yaml', 'hostPort: db\npassword: 12345\n'),
      '--json',
    ])
    expect(code).toBe(2)
    expect(JSON.parse(out).details).toContain('/password')
    expect(out).not.toContain('12345')
  })

  it('needs neither a data directory nor the state database', async () => {
    const contacts: string[] = []
    const state = createServer((socket) => {
      contacts.push('contact')
      socket.destroy()
    })
    state.listen(0, '127.0.0.1')
    await once(state, 'listening')
    const closed = await mkdtemp(path.join(directory, 'closed-'))
    await chmod(closed, 0o500)
    const { port } = state.address() as AddressInfo
    for (const place of [path.join(closed, 'absent'), closed, '/dev/null', '/proc/patchbay']) {
      const env = { PATCHBAY_DATA_DIR: place, DATABASE_URL: `postgres://127.0.0.1:${port}/state` }
      const { code, err } = await patchbay(['test', uri(canary), '--json'], { env })
      expect([place, code, err.includes('✗')]).toEqual([place, 0, false])
    }
    state.close()
    expect(contacts).toEqual([])
  })
})

describe('the target', () => {
  it.each([
    ['form.json', () => JSON.stringify({ ...form, password: canary })],
    [
      'form.yaml',
      () =>
        Object.entries({ ...form, password: canary })
          .map(([k, v]) => `${k}: '${v}'`)
          .join('\n'),
    ],
    ['nested.json', () => JSON.stringify({ ...form, type: 'Postgres', authType: { password: canary } })],
    ['without-ending', () => JSON.stringify({ ...form, password: canary })],
    ['bom.json', () => `\ufeff${JSON.stringify({ ...form, password: canary })}`],
  ])('may be the file %s', async (name, text) => {
    const { code, out, err } = await patchbay(['test', await file(name, text())])
    expect([code, err]).toEqual([0, ''])
    expect(out).not.toContain(canary)
  })
})

describe('the password', () => {
  it('comes from PATCHBAY_PASSWORD when the target brings none', async () => {
    const env = { PATCHBAY_PASSWORD: canary }
    expect((await patchbay(['test', uri()], { env })).code).toBe(0)
    expect((await patchbay(['test', await file('env.json', JSON.stringify(form))], { env })).code).toBe(0)
  })

  it('of the target comes before the one of the environment', async () => {
    const env = { PATCHBAY_PASSWORD: 'something else' }
    expect((await patchbay(['test', uri(canary)], { env })).code).toBe(0)
  })

  it('comes from standard input before all others', async () => {
    const env = { PATCHBAY_PASSWORD: 'something else' }
    const nested = await file('old.json', JSON.stringify({ ...form, authType: { password: 'old' } }))
    for (const target of [uri(), uri('old'), nested]) {
      const { code } = await patchbay(['test', target, '--password-stdin'], { env, input: `${canary}\n` })
      expect([target === nested, code]).toEqual([target === nested, 0])
    }
  })

  it('may be a placeholder in the file, which is never sent as it is', async () => {
    const target = await file('placeholder.yaml', JSON.stringify({ ...form, password: `\${ORDERS_PASSWORD}` }))
    expect((await patchbay(['test', target], { env: { ORDERS_PASSWORD: canary } })).code).toBe(0)
    expect((await patchbay(['test', target], { env: { PATCHBAY_PASSWORD: canary } })).code).toBe(0)
    const without = await patchbay(['test', target, '--json'])
    expect(without.code).toBe(1)
    expect(without.out).toContain('AUTH_PASSWORD_MISSING')
  })

  it.each([
    ['', 'It is empty.'],
    ['\n', 'It is empty.'],
    ['a\nb\n', 'more than one line'],
  ])('on standard input cannot be %j', async (input, reason) => {
    const { code, err } = await patchbay(['test', uri(), '--password-stdin'], { input })
    expect(code).toBe(2)
    expect(err).toContain(reason)
  })

  it('is not taken from where other Postgres tools keep theirs', async () => {
    const passfile = await file('pgpass', `*:*:*:*:${canary}`)
    await chmod(passfile, 0o600)
    const env = { PGPASSWORD: canary, PGPASSFILE: passfile, PGUSER: 'postgres' }
    const { code, out } = await patchbay(['test', uri(), '--json'], { env })
    expect(code).toBe(1)
    expect(out).toContain('AUTH_PASSWORD_MISSING')
  })
})

describe('an interruption', () => {
  let silent: Server
  const sockets = new Set<Socket>()

  beforeAll(async () => {
    silent = createServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => sockets.delete(socket))
    })
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
  })
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('by %s ends a hanging test and exits 3', async (signal) => {
    const { port } = silent.address() as AddressInfo
    const target = `postgresql://reader:${encodeURIComponent(canary)}@127.0.0.1:${port}/orders`
    const args = ['test', target, '--json', '--stage-timeout', '600', '--timeout', '600']
    const child = startPatchbay(args)
    silent.once('connection', () => child.kill(signal))
    const { code, out, err } = await collect(child)
    expect(code).toBe(3)
    expect(JSON.parse(out).verdict).toBe('cancelled')
    expect(out + err).not.toContain(canary)
  })

  it('while the state is being opened exits 3 as well', async () => {
    const { port } = silent.address() as AddressInfo
    const env = {
      PATCHBAY_DATA_DIR: path.join(directory, 'interrupted'),
      DATABASE_URL: `postgres://u:${encodeURIComponent(canary)}@127.0.0.1:${port}/state`,
    }
    const child = startPatchbay(['services', 'list'], { env })
    silent.once('connection', () => child.kill('SIGINT'))
    const { code, out, err } = await collect(child)
    expect([code, out, err]).toEqual([3, '', ''])
  })

  it('cancels the running statement and leaves no session on the server', async () => {
    const holding = server.sql('begin; lock table pg_policy in access exclusive mode; select pg_sleep(600)', 'orders')
    const held = expect(holding).rejects.toThrow()
    await until(() => server.sql(`select from pg_locks where relation = 'pg_policy'::regclass and granted`, 'orders'))
    const child = startPatchbay(['test', uri(canary), '--stage-timeout', '600', '--timeout', '600'])
    const ended = collect(child)
    const sessions = `select from pg_stat_activity where usename = 'reader'`
    await until(() => server.sql(`${sessions} and wait_event_type = 'Lock'`))
    child.kill('SIGINT')
    const { code, out } = await ended
    expect(code).toBe(3)
    expect(out).toContain('Cancelled')
    await until(async () => ((await server.sql(sessions)).length === 0 ? ['gone'] : []))
    await server.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)' and pid <> pg_backend_pid()`,
    )
    await held
  })
})

/** Asks again until there is something; the test's own limit ends it otherwise. */
async function until(ask: () => Promise<readonly unknown[]>): Promise<void> {
  while ((await ask()).length === 0) await sleep(50)
}
