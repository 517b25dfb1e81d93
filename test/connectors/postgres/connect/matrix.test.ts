import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SslMode, sslModes } from '../../../../src/connectors/postgres/settings/settings.ts'
import { createAuthority, createSelfSigned } from '../../../support/certificates.ts'
import { outerMajors, productMajor } from '../../../support/majors.ts'
import { psqlProgram } from '../../../support/psql-program.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { connectTo, settingsFor } from './settings-for.ts'

/** P plain, T TLS, x refused. */
type Cell = 'P' | 'T' | 'x'
type ServerName =
  | 'good'
  | 'self-signed'
  | 'other name'
  | 'expired'
  | 'not yet valid'
  | 'no TLS'
  | 'hostssl only'
  | 'hostnossl only'

interface Row {
  readonly server: ServerName
  readonly rootFile: boolean
  /** disable, allow, prefer, require, verify-ca, verify-full */
  readonly cells: string
}

const table: readonly Row[] = [
  { server: 'good', rootFile: true, cells: 'P P T T T T' },
  { server: 'self-signed', rootFile: true, cells: 'P P P x x x' },
  { server: 'other name', rootFile: true, cells: 'P P T T T x' },
  { server: 'expired', rootFile: true, cells: 'P P P x x x' },
  { server: 'not yet valid', rootFile: true, cells: 'P P P x x x' },
  { server: 'no TLS', rootFile: true, cells: 'P P P x x x' },
  { server: 'hostssl only', rootFile: true, cells: 'x T T T T T' },
  { server: 'hostnossl only', rootFile: true, cells: 'P P P x x x' },
  { server: 'good', rootFile: false, cells: 'P P T T x x' },
  { server: 'self-signed', rootFile: false, cells: 'P P T T x x' },
  { server: 'other name', rootFile: false, cells: 'P P T T x x' },
  { server: 'expired', rootFile: false, cells: 'P P T T x x' },
  { server: 'no TLS', rootFile: false, cells: 'P P P x x x' },
  { server: 'hostssl only', rootFile: false, cells: 'x T T T x x' },
  { server: 'hostnossl only', rootFile: false, cells: 'P P P x x x' },
]

const hasPsql = psqlProgram !== null
if (!hasPsql) console.warn('psql is not there: the sslmode matrix is compared with its table only, not with psql')

const otherMajors = outerMajors().filter((major) => major !== productMajor)

describe.each([productMajor, ...otherMajors])('sslmode against Postgres %i', (major) => {
  const rows =
    major === productMajor ? table : table.filter(({ server }) => server === 'good' || server === 'hostssl only')
  const servers = new Map<ServerName, TestServer>()
  let directory = ''
  let root = ''

  beforeAll(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'patchbay-matrix-'))
    const authority = await createAuthority()
    root = authority.cert
    await writeFile(path.join(directory, 'root.crt'), root)
    const good = await authority.issueServer()
    const tls: Partial<Record<ServerName, { cert: string; key: string }>> = {
      good,
      'self-signed': await createSelfSigned(),
      'other name': await authority.issueServer({ commonName: 'db.example.org', names: ['db.example.org'] }),
      expired: await authority.issueServer({ fromHours: -48, toHours: -24 }),
      'not yet valid': await authority.issueServer({ fromHours: 24, toHours: 48 }),
      'hostssl only': good,
      'hostnossl only': good,
    }
    const word: Partial<Record<ServerName, string>> = { 'hostssl only': 'hostssl', 'hostnossl only': 'hostnossl' }
    for (const name of new Set(rows.map(({ server }) => server))) {
      const pair = tls[name]
      const hba = [`${word[name] ?? 'host'} all all 127.0.0.1/32 scram-sha-256`]
      servers.set(name, await startServer({ major, hba, ...(pair === undefined ? {} : { tls: pair }) }))
    }
  })

  afterAll(async () => {
    await Promise.all([...servers.values()].map((server) => server.stop()))
    await rm(directory, { recursive: true, force: true })
  })

  const serverOf = (row: Row): TestServer => {
    const server = servers.get(row.server)
    if (server === undefined) throw new Error(`no server ${row.server}`)
    return server
  }

  for (const row of rows) {
    const title = `${row.server}, ${row.rootFile ? 'with' : 'without'} a root certificate: ${row.cells}`
    it(`is as the table says for ${title}`, async () => {
      const cells: Cell[] = []
      for (const mode of sslModes) cells.push(await ourCell(serverOf(row), mode, row.rootFile ? root : null))
      expect(cells.join(' ')).toBe(row.cells)
    })
    const compare = hasPsql ? it : it.skip
    compare(`is as psql has it for ${title}${hasPsql ? '' : ' (psql is not installed)'}`, async () => {
      const cells: Cell[] = []
      const rootFile = row.rootFile ? path.join(directory, 'root.crt') : null
      for (const mode of sslModes) cells.push(await psqlCell(serverOf(row), mode, rootFile, directory))
      expect(cells.join(' ')).toBe(row.cells)
    })
  }
})

async function ourCell(server: TestServer, sslmode: SslMode, pem: string | null): Promise<Cell> {
  const sslrootcert = pem === null ? { kind: 'none' as const } : { kind: 'pem' as const, pem }
  const result = await connectTo(settingsFor(server, { sslmode, sslrootcert }))
  if (!result.ok) return 'x'
  const { rows } = await result.value.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()')
  await result.value.close()
  expect(result.value.tls !== null).toBe(rows[0]?.[0] === 't')
  return rows[0]?.[0] === 't' ? 'T' : 'P'
}

function psqlCell(server: TestServer, sslmode: SslMode, rootFile: string | null, home: string): Promise<Cell> {
  const parameters = {
    host: server.host,
    port: String(server.port),
    user: server.superuser,
    dbname: 'postgres',
    sslmode,
    sslrootcert: rootFile ?? path.join(home, 'absent.crt'),
    gssencmode: 'disable',
  }
  const conninfo = Object.entries(parameters)
    .map(([name, value]) => `${name}='${value}'`)
    .join(' ')
  return new Promise((resolve) => {
    execFile(
      psqlProgram ?? 'psql',
      ['-XAtw', conninfo, '-c', 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'],
      { env: { PATH: process.env.PATH, HOME: home, PGPASSWORD: server.password, LC_ALL: 'C' } },
      (error, stdout) => resolve(error !== null ? 'x' : stdout.trim() === 't' ? 'T' : 'P'),
    )
  })
}
