import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../../src/core/json.ts'
import { closedPort } from '../../../support/closed-port.ts'
import { diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'
import { answering, errorResponse, type FakeServer, listen, message } from './sockets.ts'

const login = { username: 'reader', password: 'canary of the network', database: 'orders' }
const form = (port: number, more: JsonObject = {}): JsonObject => ({ hostPort: `127.0.0.1:${port}`, ...login, ...more })
const plain = { sslMode: 'disable' }
/** For those who never answer. */
const impatient = { stageDeadlineMs: 300 }
const servers: FakeServer[] = []
const children: ChildProcess[] = []

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(servers.map((server) => server.stop()))
})

async function portOf(speak: (socket: net.Socket) => void): Promise<number> {
  const server = await listen(speak)
  servers.push(server)
  return server.port
}

/** A port whose process never accepts: once its queue is full the kernel drops what comes, as a firewall does. */
async function droppingPort(): Promise<number> {
  const code =
    "const s=require('net').createServer().listen({port:0,host:'127.0.0.1',backlog:1},()=>console.log(s.address().port))"
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  child.kill('SIGSTOP')
  const port = Number(line.toString())
  for (let filler = 0; filler < 4; filler += 1) net.connect(port, '127.0.0.1').on('error', () => undefined)
  return port
}

describe('between the form and a server', () => {
  test('a name without an address is told from a server that is down', async () => {
    const run = await runTest({ ...login, hostPort: 'no-such-host.invalid' })
    // A machine without any name server cannot tell a wrong name from a silent resolver.
    expect(failureOf(run)).toMatch(/^resolve (CONN_NAME_NOT_FOUND|CONN_RESOLVER_SILENT)$/)
    expect(run.report.stages.slice(2).every(({ status }) => status === 'skipped')).toBe(true)
  })

  test('a closed port is refused, and offers no container name outside of one', async () => {
    const port = await closedPort()
    const run = await runTest(form(port))
    expect(failureOf(run)).toBe('reach CONN_REFUSED')
    expect(diagnosisOf(run, 'reach')).toMatchObject({
      cause: { kind: 'os', value: 'ECONNREFUSED' },
      fields: ['/hostPort'],
    })
    expect(stageOf(run, 'reach')).toMatchObject({ facts: { attempts: [{ address: '127.0.0.1', port }] } })
    expect(run.report.stages.map(({ id }) => id)).not.toContain('resolve')
  })

  test('an address that nobody answers from', async () => {
    const run = await runTest(form(await droppingPort()), impatient)
    expect(failureOf(run)).toBe('reach CONN_NO_REPLY')
    expect(diagnosisOf(run, 'reach').actions).toMatchObject([{ kind: 'copy', text: '127.0.0.1' }])
  })

  test('an address without a way to it', async () => {
    expect(failureOf(await runTest({ ...login, hostPort: '255.255.255.255:5432' }))).toBe('reach CONN_UNREACHABLE')
  })

  test('a socket directory without a socket', async () => {
    expect(failureOf(await runTest({ ...login, hostPort: '/nonexistent' }))).toBe('reach CONN_SOCKET_MISSING')
  })

  test('every host of a list is tried, and each try is told', async () => {
    const [first, second] = [await closedPort(), await closedPort()]
    const run = await runTest({ ...login, hostPort: `127.0.0.1:${first},127.0.0.1:${second}` })
    expect(stageOf(run, 'reach')).toMatchObject({ facts: { attempts: [{ port: first }, { port: second }] } })
    expect(diagnosisOf(run, 'reach').remedy).toContain('tried 2 hosts')
  })
})

const banners: readonly (readonly [string, JsonObject, string | Buffer, string])[] = [
  ['HTTP after SSLRequest', {}, 'HTTP/1.1 400 Bad Request\r\n\r\n', 'an HTTP server'],
  ['HTTP after a startup message', plain, 'HTTP/1.1 400 Bad Request\r\n\r\n', 'an HTTP server'],
  ['SSH', {}, 'SSH-2.0-OpenSSH_9.2\r\n', 'an SSH server'],
  ['MySQL', {}, Buffer.from('4a0000000a382e302e333600', 'hex'), 'a MySQL server'],
  ['MySQL without TLS', plain, Buffer.from('4a0000000a382e302e333600', 'hex'), 'a MySQL server'],
  ['TLS only', {}, Buffer.from('15030100020246', 'hex'), 'speaks TLS from the first byte'],
  ['Redis', {}, "-ERR unknown command '\r\n", 'a Redis server'],
]

describe('a port on which something else listens', () => {
  test.each(banners)('%s', async (_name, more, bytes, looks) => {
    const run = await runTest(form(await portOf(answering(bytes)), more))
    const stage = more === plain ? 'authenticate' : 'encrypt'
    expect(failureOf(run)).toBe(`${stage} CONN_NOT_POSTGRES`)
    expect(diagnosisOf(run, stage).summary).toContain(looks)
  })
})

type Scenario = readonly [name: string, expected: string, more: JsonObject, speak: (socket: net.Socket) => void]

const sasl = message('R', 10, 'SCRAM-SHA-256', Buffer.from([0]))
const bogusScram = message('R', 11, Buffer.from('r=somebody-elses,s=c2FsdHNhbHQ=,i=4096'))

const scenarios: readonly Scenario[] = [
  ['says nothing when asked for TLS', 'encrypt CONN_PORT_SILENT', {}, () => undefined],
  ['says nothing to a login', 'authenticate CONN_PORT_SILENT', plain, () => undefined],
  [
    'closes when asked for TLS',
    'encrypt CONN_TLS_HANDSHAKE_CLOSED',
    {},
    (socket) => socket.once('data', () => socket.end()),
  ],
  [
    'closes during the handshake',
    'encrypt CONN_TLS_HANDSHAKE_CLOSED',
    { sslMode: 'require' },
    (socket) =>
      socket.once('data', () => {
        socket.write('S')
        socket.once('data', () => socket.end())
      }),
  ],
  [
    'speaks nonsense in the handshake',
    'encrypt CONN_TLS_FAILED',
    { sslMode: 'require' },
    (socket) =>
      socket.once('data', () => {
        socket.write('S')
        socket.once('data', () => socket.write('no TLS at all, only text'))
      }),
  ],
  ['has no TLS', 'encrypt CONN_TLS_NOT_OFFERED', { sslMode: 'require' }, answering('N')],
  [
    'closes at the login',
    'authenticate CONN_CLOSED_AT_LOGIN',
    plain,
    (socket) => socket.once('data', () => socket.end()),
  ],
  ['wants Kerberos', 'authenticate AUTH_METHOD_UNSUPPORTED', plain, answering(message('R', 7))],
  [
    'does not know the password it checks',
    'authenticate AUTH_SERVER_UNPROVEN',
    plain,
    (socket) =>
      socket.once('data', () => {
        socket.write(sasl)
        socket.once('data', () => socket.write(bogusScram))
      }),
  ],
  [
    'finds fault with the startup message',
    'authenticate CONN_PROTOCOL_REFUSED',
    plain,
    answering(errorResponse('08P01', 'ProcessStartupPacket', 'invalid startup packet layout')),
  ],
  [
    'refuses for an unknown reason',
    'authenticate SERVER_REFUSED',
    plain,
    answering(errorResponse('XX000', 'Nobody', 'no')),
  ],
  [
    'breaks the protocol after the login',
    'open CONN_FAILED',
    plain,
    answering(Buffer.concat([message('R', 0), message('T', 0)])),
  ],
]

describe('a port whose server', () => {
  test.each(scenarios)('%s', async (_name, expected, more, speak) => {
    const patience = expected.endsWith('CONN_PORT_SILENT') ? impatient : {}
    expect(failureOf(await runTest(form(await portOf(speak), more), patience))).toBe(expected)
  })
})
