import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readPostmaster } from '../../src/embedded/cluster.ts'
import { type EmbeddedPostgres, startEmbedded } from '../../src/embedded/start-embedded.ts'
import { installInto } from '../support/installation.ts'
import { swiftDirectory } from '../support/swift-directory.ts'

let dataDirectory: string
const pidOf = async () => (await readPostmaster(path.join(dataDirectory, 'state', 'data')))?.pid ?? null

beforeEach(async () => {
  dataDirectory = await mkdtemp(path.join(await swiftDirectory(), 'patchbay-embedded-'))
  await installInto(dataDirectory, ['state'])
})
afterEach(async () => {
  expect(await pidOf(), 'a server was left behind').toBeNull()
  await rm(dataDirectory, { recursive: true, force: true })
})

async function query(server: EmbeddedPostgres, sql: string) {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('state survives a stop and a start', async () => {
  const first = await startEmbedded({ dataDirectory, name: 'state' })
  await query(first, 'create table kept as select 7 as seven')
  await first.stop()
  const second = await startEmbedded({ dataDirectory, name: 'state' })
  expect(await query(second, 'select seven from kept')).toEqual([{ seven: 7 }])
  expect(await query(second, 'show fsync')).toEqual([{ fsync: 'on' }])
  await second.stop()
})

test('of two first starts at a time one makes the server and the other joins it, and only the last stop ends it', async () => {
  await rm(path.join(dataDirectory, 'state'), { recursive: true })
  const [first, second] = await Promise.all([
    startEmbedded({ dataDirectory, name: 'state' }),
    startEmbedded({ dataDirectory, name: 'state' }),
  ])
  expect([first.joined, second.joined].sort()).toEqual([false, true])
  expect(second.port).toBe(first.port)
  await first.stop()
  expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }])
  await second.stop()
  expect(await pidOf()).toBeNull()
})

test('the password is in a file of ours alone and nothing else gets in', async () => {
  const server = await startEmbedded({ dataDirectory, name: 'state' })
  const file = path.join(dataDirectory, 'state', 'password')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const intruder = new pg.Client({ ...server, user: 'patchbay', password: 'guess' })
  await expect(intruder.connect()).rejects.toMatchObject({ code: '28P01' })
  await server.stop()
})

test('a killed process leaves no server behind', async () => {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.resolve('dist/embedded/start-embedded.js'))})
    await startEmbedded({ dataDirectory: ${JSON.stringify(dataDirectory)}, name: 'state' })
    console.log('started')
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const server = await pidOf()
  child.kill('SIGKILL')
  await once(child, 'exit')
  await vi.waitUntil(async () => (await pidOf()) === null, { timeout: 60_000 })
  expect(server).not.toBeNull()
})

test('a stale postmaster.pid with the id of another process does not keep the server from starting', async () => {
  const first = await startEmbedded({ dataDirectory, name: 'state' })
  const file = path.join(dataDirectory, 'state', 'data', 'postmaster.pid')
  const left = await readFile(file, 'utf8')
  await first.stop()
  await writeFile(file, left.replace(/^\d+/, String(process.pid)), { mode: 0o600 })
  const second = await startEmbedded({ dataDirectory, name: 'state' })
  expect(second.joined).toBe(false)
  await second.stop()
})

test('data of another major is refused with words', async () => {
  const server = await startEmbedded({ dataDirectory, name: 'state' })
  await server.stop()
  await writeFile(path.join(dataDirectory, 'state', 'data', 'PG_VERSION'), '16\n')
  await expect(startEmbedded({ dataDirectory, name: 'state' })).rejects.toMatchObject({
    code: 'STATE_DATABASE_UNAVAILABLE',
    message: expect.stringContaining('was written by Postgres 16'),
  })
})

test('a server that keeps its port takes it again, and another one when it is taken', async () => {
  const options = { dataDirectory, name: 'state', keepPort: true } as const
  const first = await startEmbedded(options)
  await first.stop()
  const second = await startEmbedded(options)
  expect(second.port).toBe(first.port)
  await second.stop()
  const intruder = createServer().listen(first.port, '127.0.0.1')
  await once(intruder, 'listening')
  const third = await startEmbedded(options)
  expect(third.port).not.toBe(first.port)
  await third.stop()
  intruder.close()
})

test('a data directory that cannot be one is refused with words', async () => {
  const file = path.join(dataDirectory, 'file')
  await writeFile(file, '')
  await expect(startEmbedded({ dataDirectory: file, name: 'state' })).rejects.toMatchObject({
    code: 'STATE_DATABASE_UNAVAILABLE',
    hint: expect.stringContaining('PATCHBAY_DATA_DIR'),
  })
})

test('a lock that a dead process left is taken over', async () => {
  const child = spawn('true')
  await once(child, 'exit')
  await symlink(String(child.pid), path.join(dataDirectory, 'state', 'lock'))
  const server = await startEmbedded({ dataDirectory, name: 'state' })
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }])
  await server.stop()
})
