import { spawn, spawnSync } from 'node:child_process'
import dgram from 'node:dgram'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestReport } from '../../../../src/core/connection.ts'
import { collect } from '../../../support/patchbay.ts'
import { startServer } from '../../../support/servers.ts'
import { failureOf, runTest } from './run-test.ts'

/** Runs a program in namespaces of its own. */
const unshare = '/usr/bin/unshare'
const isRoot = process.getuid?.() === 0
const canMount = isRoot && spawnSync(unshare, ['-m', 'true']).status === 0
if (!canMount) console.warn('Not root, or no mount namespaces: name servers of our own are not tested')
if (!isRoot) console.warn('Not root: sockets of another account are not tested')

/** An address of the loopback network that nothing else listens on. */
const nameServer = '127.53.53.53'

/** What the name server does for the first label of a name: nothing, or answer with that code and no address. */
const answers: Readonly<Record<string, 'silence' | number>> = {
  silent: 'silence',
  failing: 2,
  missing: 3,
  empty: 0,
}

/** A name server for one label each: enough of DNS for a resolver to understand it. */
async function startNameServer(): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12) + 5
    const length = query[12] ?? 0
    const answer = answers[query.toString('latin1', 13, 13 + length)] ?? 3
    if (answer === 'silence') return
    const reply = Buffer.from(query.subarray(0, end))
    reply[2] = 0x85
    reply[3] = 0x80 | answer
    reply.fill(0, 6, 12)
    socket.send(reply, port, address)
  })
  await new Promise<void>((resolve) => socket.bind(53, nameServer, resolve))
  return socket
}

/** The command, in namespaces of its own where one of the system's files is replaced by ours. */
async function testApart(name: string, apart: readonly string[], ours: string, theirs: string): Promise<string> {
  const command = fileURLToPath(new URL('../../../../dist/command/main.js', import.meta.url))
  const script = 'mount --bind "$1" "$2" && shift 2 && exec "$@"'
  const test = [process.execPath, command, 'test', `postgresql://reader@${name}.test/orders`, '--json']
  const child = spawn(unshare, [...apart, 'sh', '-c', script, 'sh', ours, theirs, ...test], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', PATCHBAY_PASSWORD: 'canary of the names' },
  })
  const { out, err } = await collect(child)
  if (out === '') throw new Error(err)
  return failureOf({ report: JSON.parse(out) as TestReport, events: [] })
}

describe.runIf(canMount)('a name server', () => {
  let server: dgram.Socket
  let home: string
  beforeAll(async () => {
    server = await startNameServer()
    home = await mkdtemp(path.join(tmpdir(), 'patchbay-names-'))
    await writeFile(path.join(home, 'resolv.conf'), `nameserver ${nameServer}\noptions timeout:1 attempts:1\n`)
  })
  afterAll(async () => {
    server?.close()
    await rm(home, { recursive: true, force: true })
  })

  const testName = (name: string) => testApart(name, ['-m'], path.join(home, 'resolv.conf'), '/etc/resolv.conf')

  test.each([
    ['stays silent', 'silent', 'resolve CONN_RESOLVER_SILENT'],
    ['fails', 'failing', 'resolve CONN_RESOLVER_SILENT'],
    ['does not know the name', 'missing', 'resolve CONN_NAME_NOT_FOUND'],
    ['knows no address for the name', 'empty', 'resolve CONN_NAME_NOT_FOUND'],
  ])('that %s', async (_what, name, expected) => {
    expect(await testName(name)).toBe(expected)
  })

  test.runIf(existsSync('/etc/nsswitch.conf'))('a machine that knows no way to look names up', async () => {
    const file = path.join(home, 'nsswitch.conf')
    await writeFile(file, 'hosts:\n')
    expect(await testApart('any', ['-m'], file, '/etc/nsswitch.conf')).toBe('resolve CONN_NAME_LOOKUP_FAILED')
  })

  test('a name with IPv6 addresses only, to which there is no way', async () => {
    await writeFile(path.join(home, 'hosts'), '2001:db8::17 v6only.test\n192.0.2.17 v4only.test\n')
    const withoutNetwork = (name: string) => testApart(name, ['-m', '-n'], path.join(home, 'hosts'), '/etc/hosts')
    expect(await withoutNetwork('v6only')).toBe('reach CONN_IPV6_ONLY')
    expect(await withoutNetwork('v4only')).toBe('reach CONN_UNREACHABLE')
  })
})

test.runIf(isRoot)('a socket in a directory that is closed to this account', async () => {
  const server = await startServer()
  const form = {
    hostPort: `${server.socketDirectory}:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'postgres',
  }
  expect((await runTest(form)).report.verdict).not.toBe('failed')
  const setAccount = process.seteuid
  if (setAccount === undefined) throw new Error('root without accounts')
  setAccount('nobody')
  try {
    expect(failureOf(await runTest(form))).toBe('reach CONN_SOCKET_DENIED')
  } finally {
    setAccount(0)
    await server.stop()
  }
})
