import { createPrivateKey } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { parseSettings } from '../../../../src/connectors/postgres/settings/parse-settings.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import { type Authority, createAuthority, createSelfSigned } from '../../../support/certificates.ts'
import { type ServerOptions, startServer, type TestServer } from '../../../support/servers.ts'
import { type Cell, cells, type ServerName, serverNames, users } from './libpq-cells.ts'
import { askPsql, hasPsql } from './psql.ts'
import { connectTo } from './settings-for.ts'

/** T or P for TLS or plain, and the port that answered. */
const sql =
  "select case when ssl then 'T' else 'P' end || coalesce(inet_server_port(), 0) from pg_stat_ssl where pid = pg_backend_pid()"
const refused = 'x'
const psqlAtOnce = 6

const files = {
  'root.crt': '',
  'client.crt': '',
  'plain key': '',
  'locked key': '',
  'old locked key': '',
  'revoked.crl': '',
}
const servers = new Map<ServerName, TestServer>()
let home = ''

beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'patchbay-libpq-'))
  const authority = await createAuthority()
  await makeFiles(authority)
  const wanted = Object.entries(await serverOptions(authority)) as [ServerName, ServerOptions][]
  await Promise.all(
    wanted.map(async ([name, options]) => {
      const server = await startServer({ hba, ...options })
      servers.set(name, server)
      if (name !== 'standby') await makeRoles(server)
    }),
  )
})

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()))
  await rm(home, { recursive: true, force: true })
})

const hba = [
  'hostssl all tlsonly 127.0.0.1/32 scram-sha-256',
  'hostnossl all plainonly 127.0.0.1/32 scram-sha-256',
  'host all scram,postgres,readonly 127.0.0.1/32 scram-sha-256',
  'local all scram scram-sha-256',
  'host all hashed 127.0.0.1/32 md5',
  'host all cleartext 127.0.0.1/32 password',
  'host all trusted 127.0.0.1/32 trust',
]
const withCertificates = ['hostssl all certified 127.0.0.1/32 cert', ...hba]

async function serverOptions(authority: Authority): Promise<Record<ServerName, ServerOptions>> {
  const good = { ...(await authority.issueServer()), ca: authority.cert }
  const { ca, ...withoutCa } = good
  const revoked = { ...(await authority.issueServer()), ca }
  await put('revoked.crl', await authority.revoke(revoked))
  return {
    good: { tls: good, hba: withCertificates },
    'self-signed': { tls: await createSelfSigned() },
    'other name': {
      tls: await authority.issueServer({ commonName: 'db.example.org', names: ['db.example.org'] }),
    },
    expired: { tls: await authority.issueServer({ fromHours: -48, toHours: -24 }) },
    revoked: { tls: revoked },
    'no TLS': {},
    'TLS 1.2 only': { tls: good, conf: { ssl_max_protocol_version: 'TLSv1.2' } },
    'TLS 1.3 only': { tls: good, conf: { ssl_min_protocol_version: 'TLSv1.3' } },
    'no client CA': { tls: withoutCa },
    standby: { tls: good, standby: true },
  }
}

async function makeFiles(authority: Authority): Promise<void> {
  const client = await authority.issueClient('certified')
  const key = createPrivateKey(client.key)
  const lock = { format: 'pem', cipher: 'aes-256-cbc', passphrase: 'opens it' } as const
  await put('root.crt', authority.cert)
  await put('client.crt', client.cert)
  await put('plain key', client.key)
  await put('locked key', key.export({ type: 'pkcs8', ...lock }).toString())
  await put('old locked key', key.export({ type: 'sec1', ...lock }).toString())
}

async function put(name: keyof typeof files, text: string): Promise<void> {
  files[name] = text
  await writeFile(path.join(home, name), text, { mode: 0o600 })
}

async function makeRoles(server: TestServer): Promise<void> {
  const statements = users.map((name) => {
    const method = name === 'hashed' ? 'md5' : 'scram-sha-256'
    return `set password_encryption = '${method}'; create role ${name} login password '${passwordOf(name)}'`
  })
  await server.sql(`${statements.join(';')}; alter role readonly set default_transaction_read_only = on`)
}

const passwordOf = (user: string) => `${user} knows it`

const serversOf = (cell: Cell): TestServer[] =>
  cell.servers.map((name) => {
    const server = servers.get(name)
    if (server === undefined) throw new Error(`no server ${name}`)
    return server
  })

/** A standby has no role but the superuser: it was one from the beginning. */
function loginOf(cell: Cell): { user: string; password: string } {
  const standby = cell.servers.includes('standby') ? servers.get('standby') : undefined
  return standby === undefined
    ? { user: cell.user, password: passwordOf(cell.user) }
    : { user: standby.superuser, password: standby.password }
}

async function ours(cell: Cell): Promise<string> {
  const { user, password } = loginOf(cell)
  const hosts = serversOf(cell).map(({ port, socketDirectory }) =>
    cell.host === 'socket' ? `${socketDirectory}:${port}` : `${cell.host ?? '127.0.0.1'}:${port}`,
  )
  const sslConfig: JsonObject = {
    ...{ ca: { caCertificate: files['root.crt'] }, system: { caCertificate: 'system' }, none: {} }[cell.root],
    ...(cell.client === undefined ? {} : { sslCertificate: files['client.crt'], sslKey: files[cell.client] }),
    ...(cell.passphrase === undefined ? {} : { sslPassword: cell.passphrase }),
    ...(cell.revocationList === true ? { certificateRevocationList: files['revoked.crl'] } : {}),
  }
  const parsed = parseSettings({
    hostPort: hosts.join(','),
    username: user,
    password,
    database: 'postgres',
    ...(cell.sslmode === undefined ? {} : { sslMode: cell.sslmode }),
    sslConfig,
    connectionOptions: { ...cell.parameters },
  })
  if (!parsed.ok) return refused
  const result = await connectTo(parsed.value)
  if (!result.ok) return refused
  try {
    return (await result.value.query(sql)).rows[0]?.[0] ?? 'nothing'
  } finally {
    await result.value.close()
  }
}

async function theirs(cell: Cell): Promise<string> {
  const { user, password } = loginOf(cell)
  const own = serversOf(cell)
  const file = (name: keyof typeof files | 'absent') => path.join(home, name)
  const answer = await askPsql({
    libpq: cell.libpq ?? 'installed',
    home,
    password,
    sql,
    environment: { SSL_CERT_FILE: file('root.crt') },
    conninfo: {
      host: own
        .map(({ socketDirectory }) => (cell.host === 'socket' ? socketDirectory : (cell.host ?? '127.0.0.1')))
        .join(','),
      port: own.map(({ port }) => port).join(','),
      user,
      dbname: 'postgres',
      gssencmode: 'disable',
      ...(cell.sslmode === undefined ? {} : { sslmode: cell.sslmode }),
      sslrootcert: { ca: file('root.crt'), system: 'system', none: file('absent') }[cell.root],
      sslcert: file(cell.client === undefined ? 'absent' : 'client.crt'),
      sslkey: file(cell.client ?? 'absent'),
      sslcrl: file(cell.revocationList === true ? 'revoked.crl' : 'absent'),
      ...(cell.passphrase === undefined ? {} : { sslpassword: cell.passphrase }),
      ...cell.parameters,
    },
  })
  return answer ?? refused
}

/** Answers in the order of the cells. */
async function answers(list: readonly Cell[], atOnce: number, ask: (cell: Cell) => Promise<string>): Promise<string[]> {
  const found: string[] = []
  const waiting = [...list.entries()]
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) found[next[0]] = await ask(next[1])
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}

describe.skipIf(!hasPsql)(`a connection ends as psql’s does${hasPsql ? '' : ' (psql is not installed)'}`, () => {
  const named = Object.entries(cells).map(([about, list]) => ({ about, list, count: list.length }))

  it.each(named)('for $about, $count times', async ({ list }) => {
    vi.stubEnv('SSL_CERT_FILE', path.join(home, 'root.crt'))
    const [own, psql] = await Promise.all([answers(list, 1, ours), answers(list, psqlAtOnce, theirs)])
    vi.unstubAllEnvs()
    const describeCell = (cell: Cell, index: number) => `${JSON.stringify(cell)} ${psql[index]}`
    expect(list.map((cell, index) => `${JSON.stringify(cell)} ${own[index]}`)).toEqual(list.map(describeCell))
    // Not everything refused, not everything let in: else the servers are wrong.
    expect(new Set(psql).size).toBeGreaterThan(1)
  })

  it('at least 400 times', () => {
    expect(named.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(400)
    expect(serverNames.every((name) => servers.has(name))).toBe(true)
  })
})
