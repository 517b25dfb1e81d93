import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  databaseQuestions,
  expressionQuestions,
  relationQuestions,
} from '../../src/connectors/postgres/catalog/questions/registry.ts'
import { manyTables, settleCatalogs } from '../support/many-tables.ts'
import { startServer, type TestServer } from '../support/servers.ts'

/**
 * Reading a whole snapshot, beside `pg_dump --schema-only` in the same run: ratios hold on any machine, times do not.
 * PATCHBAY_BENCH_TABLES=1000,10000,50000 says how many tables; the largest of these takes half an hour to make.
 */
const counts = (process.env.PATCHBAY_BENCH_TABLES ?? '1000,10000').split(',').map(Number)
const runs = 5

const pgDump = ['/usr/lib/postgresql/15/bin', ...(process.env.PATH ?? '').split(path.delimiter)]
  .map((folder) => path.join(folder, 'pg_dump'))
  .find((file) => existsSync(file))
const command = path.resolve(import.meta.dirname, '../../dist/command/main.js')

let server: TestServer
beforeAll(async () => {
  const conf = { shared_buffers: '256MB', max_locks_per_transaction: '2000', max_wal_size: '8GB', autovacuum: 'off' }
  server = await startServer({ debian: existsSync('/usr/lib/postgresql/15/bin/postgres'), conf })
}, 60_000)
afterAll(() => server?.stop())

interface Measured {
  readonly ms: number
  /** Highest resident memory. */
  readonly clientMb: number
  /** Highest anonymous memory of one server process. */
  readonly backendMb: number
}

async function measure(start: () => ChildProcess): Promise<Measured> {
  const began = performance.now()
  const child = start()
  let [clientMb, backendMb] = [0, 0]
  const watch = setInterval(() => {
    clientMb = Math.max(clientMb, readMb(child.pid ?? 0, 'VmHWM'))
    for (const pid of backends()) backendMb = Math.max(backendMb, readMb(pid, 'RssAnon'))
  }, 40)
  const code = await new Promise((resolve) => child.on('exit', resolve))
  const ms = performance.now() - began
  clearInterval(watch)
  expect(code).toBe(0)
  return { ms, clientMb, backendMb }
}

/** Processes of the test's server; nothing where the system does not tell. */
function backends(): number[] {
  const [postmaster = ''] = readFileSync(path.join(server.dataDirectory, 'postmaster.pid'), 'utf8').split('\n')
  const numbers = existsSync('/proc') ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []
  return numbers.map(Number).filter((pid) => readStatus(pid, 'PPid') === postmaster)
}

function readStatus(pid: number, field: string): string | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return new RegExp(`^${field}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? null
  } catch (error) {
    // It has ended meanwhile.
    if (error instanceof Error && 'syscall' in error) return null
    throw error
  }
}

const readMb = (pid: number, field: string): number => Number(readStatus(pid, field) ?? 0) / 1024

async function fill(database: string, tables: number): Promise<void> {
  await server.sql(`create database ${database}`)
  const client = new pg.Client({
    host: server.socketDirectory,
    port: server.port,
    user: 'postgres',
    password: server.password,
    database,
  })
  await client.connect()
  for (const sql of [...manyTables(tables), ...settleCatalogs]) await client.query(sql)
  await client.end()
}

const place = (database: string) => `postgresql://postgres@127.0.0.1:${server.port}/${database}?sslmode=disable`
const quiet = { stdio: 'ignore' as const }
const extract = (database: string) => () =>
  spawn(process.execPath, [command, 'extract', place(database)], {
    ...quiet,
    env: { PATH: process.env.PATH, PATCHBAY_PASSWORD: server.password },
  })
const dump = (database: string) => () =>
  spawn(pgDump ?? '', ['--schema-only', '--file=/dev/null', place(database)], {
    ...quiet,
    env: { PGPASSWORD: server.password },
  })

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
/** Median and spread in seconds, such as `3.10 s (2.95–3.40)`. */
function seconds(measured: readonly Measured[]): string {
  const all = measured.map(({ ms }) => ms / 1000)
  return `${median(all).toFixed(2)} s (${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)})`
}

describe('reading a snapshot', () => {
  const times = new Map<number, number>()

  test.each(counts)('of %i tables of 12 columns', { timeout: 3_600_000 }, async (tables) => {
    const database = `tables_${tables}`
    await fill(database, tables)
    const ours: Measured[] = []
    const theirs: Measured[] = []
    for (let run = 0; run < runs; run += 1) {
      ours.push(await measure(extract(database)))
      if (pgDump !== undefined) theirs.push(await measure(dump(database)))
    }
    const ms = median(ours.map((run) => run.ms))
    times.set(tables, ms)
    const [client, backend] = (['clientMb', 'backendMb'] as const).map((key) =>
      Math.max(...ours.map((run) => run[key])),
    )
    const questions = databaseQuestions.length + relationQuestions.length + expressionQuestions.length
    console.log(
      `${tables} tables on Postgres ${server.version}: ${seconds(ours)}, client ${client?.toFixed(0)} MB, backend ${backend?.toFixed(0)} MB, ${questions} questions`,
    )
    if (pgDump === undefined) console.log('pg_dump is not there: NOT COMPARED')
    else {
      const ratio = ms / median(theirs.map((run) => run.ms))
      console.log(
        `  ${pgDump}: ${seconds(theirs)}, client ${Math.max(...theirs.map((run) => run.clientMb)).toFixed(0)} MB: ratio ${ratio.toFixed(2)}`,
      )
      // The start of Node weighs on small databases.
      if (tables >= 10_000) expect(ratio).toBeLessThanOrEqual(0.35)
    }
    if (tables >= 50_000) {
      expect(client).toBeLessThanOrEqual(500)
      expect(backend).toBeLessThanOrEqual(100)
    }
  })

  test.runIf(counts.length > 1)('grows no faster than the database', () => {
    const [[small, before], [large, after]] = [counts.at(0) ?? 1, counts.at(-1) ?? 1].map(
      (tables) => [tables, times.get(tables) ?? 0] as const,
    ) as [readonly [number, number], readonly [number, number]]
    const exponent = Math.log(after / before) / Math.log(large / small)
    console.log(`exponent from ${small} to ${large}: ${exponent.toFixed(2)}`)
    expect(exponent).toBeLessThanOrEqual(1.05)
  })
})
