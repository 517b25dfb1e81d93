import http from 'node:http'
import type net from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { message, startFakeServer } from './fake-server.ts'
import { failureOf, settingsFromForm } from './settings-for.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function fake(onConnection: (socket: net.Socket) => void) {
  const server = await startFakeServer(onConnection)
  stops.push(server.stop)
  return server
}
const form = (port: number, more = {}) =>
  settingsFromForm({ hostPort: `127.0.0.1:${port}`, username: 'u', database: 'd', password: 'canary', ...more })
const plain = { sslMode: 'disable' }

async function freePort(): Promise<number> {
  const server = await startFakeServer(() => undefined)
  await server.stop()
  return server.port
}

describe('what answers is not a ready Postgres', () => {
  it('a closed port refuses', async () => {
    const port = await freePort()
    expect(await failureOf(form(port))).toMatchObject({
      step: 'reach',
      cause: { kind: 'os', value: 'ECONNREFUSED' },
      host: '127.0.0.1',
      address: '127.0.0.1',
      port,
      attempts: [{ address: '127.0.0.1', port, cause: { kind: 'os', value: 'ECONNREFUSED' } }],
    })
  })

  it('a name that nobody has does not resolve', async () => {
    const settings = settingsFromForm({ hostPort: 'no-such-host.invalid', username: 'u', database: 'd' })
    const failure = await failureOf(settings)
    expect(failure).toMatchObject({ step: 'resolve', host: 'no-such-host.invalid', address: null, port: 5432 })
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(failure.cause.value)
  })

  it.each([
    [{}, 'encrypt'],
    [plain, 'authenticate'],
  ])('a silent port runs into the deadline (%j)', async (more, step) => {
    const server = await fake(() => undefined)
    const failure = await failureOf(form(server.port, more), { stepDeadlineMs: 200 })
    expect(failure).toMatchObject({
      step,
      cause: { kind: 'os', value: 'TIMEOUT' },
      localAddress: '127.0.0.1',
      cancelled: false,
    })
  })

  it('connect_timeout ends it before the step’s own deadline', async () => {
    const server = await fake(() => undefined)
    const settings = { ...form(server.port), connectTimeoutMs: 200 }
    expect(await failureOf(settings, { stepDeadlineMs: 60_000 })).toMatchObject({
      cause: { kind: 'os', value: 'TIMEOUT' },
    })
  })

  it.each([
    [{}, 'encrypt'],
    [plain, 'authenticate'],
  ])('an HTTP server is recognised by what it answers (%j)', async (more, step) => {
    const server = http.createServer((_, response) => response.end())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    stops.push(async () => {
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as net.AddressInfo
    const failure = await failureOf(form(port, more))
    expect(failure).toMatchObject({ step, cause: { kind: 'protocol', value: 'NOT_POSTGRES' } })
    expect(failure.answered).toMatch(/^HTTP\/1\.1 400 Bad Request/)
  })

  it.each([
    ['SSH-2.0-OpenSSH_9.2\r\n', {}],
    ['SSH-2.0-OpenSSH_9.2\r\n', plain],
    ['220 mail.example.org ESMTP\r\n', {}],
    ['N\0\0\0\n8.0.35\0greeting of another database', {}],
    ['N\0\0\0\n8.0.35\0greeting of another database', plain],
    ['R\0\0\0\x01', plain],
    ['E\0\0\0\x08oops', plain],
  ])('%j is not Postgres (%j)', async (banner, more) => {
    const server = await fake((socket) => socket.write(Buffer.from(banner, 'latin1')))
    const failure = await failureOf(form(server.port, more))
    expect(failure.cause).toEqual({ kind: 'protocol', value: 'NOT_POSTGRES' })
    expect(failure.answered).toBe(banner)
  })

  it('a peer that closes is told from one that resets, at each point', async () => {
    const closing = await fake((socket) => socket.end())
    expect(await failureOf(form(closing.port))).toMatchObject({ step: 'encrypt', cause: { value: 'CLOSED' } })
    expect(await failureOf(form(closing.port, plain))).toMatchObject({
      step: 'authenticate',
      cause: { value: 'CLOSED' },
    })
    const resetting = await fake((socket) => socket.once('data', () => socket.resetAndDestroy()))
    expect(await failureOf(form(resetting.port))).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'os', value: 'ECONNRESET' },
    })
    const inHandshake = await fake((socket) => {
      socket.once('data', () => {
        socket.write('S')
        socket.once('data', () => socket.end())
      })
    })
    expect(await failureOf(form(inHandshake.port, { sslMode: 'require' }))).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'protocol', value: 'CLOSED' },
    })
  })

  it('bytes after the S are refused, for they came before the encryption', async () => {
    const server = await fake((socket) =>
      socket.once('data', () => socket.write(Buffer.concat([Buffer.from('S'), message('R', '\0\0\0\0')]))),
    )
    const failure = await failureOf(form(server.port))
    expect(failure).toMatchObject({ step: 'encrypt', cause: { kind: 'protocol', value: 'UNENCRYPTED_DATA' } })
    expect(failure.attempts).toHaveLength(1)
  })

  it('an error in place of S or N is read, in the new format and the old', async () => {
    const body = 'SFATAL\0VFATAL\0C53300\0Msorry\0RProcessStartupPacket\0\0'
    const now = await fake((socket) => socket.once('data', () => socket.end(message('E', body))))
    expect(await failureOf(form(now.port))).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'sqlstate', value: '53300', routine: 'ProcessStartupPacket' },
      serverError: { message: 'sorry', severity: 'FATAL' },
    })
    const old = await fake((socket) => socket.once('data', () => socket.end('Ecould not fork new process\n\0')))
    expect(await failureOf(form(old.port))).toMatchObject({
      step: 'encrypt',
      cause: { kind: 'protocol', value: 'SERVER_ERROR' },
    })
  })

  it('a way to authenticate that we do not speak has a cause of its own and no crash', async () => {
    for (const request of ['\0\0\0\x07', '\0\0\0\x0aOAUTHBEARER\0\0']) {
      const server = await fake((socket) => socket.once('data', () => socket.write(message('R', request))))
      expect(await failureOf(form(server.port, plain))).toMatchObject({
        step: 'authenticate',
        cause: { kind: 'protocol', value: 'AUTH_METHOD_UNSUPPORTED' },
      })
    }
  })

  it('nonsense in the middle of a login ends the login only', async () => {
    const proof = '\0\0\0\x0aSCRAM-SHA-256\0\0'
    for (const nonsense of [
      message('R', '\0\0\0\x0br=x'),
      message('T', '\0\x05'),
      Buffer.from('R\0\0\0\0'),
      message('K', 'x'),
    ]) {
      const server = await fake((socket) => {
        socket.once('data', () => {
          socket.write(message('R', proof))
          socket.once('data', () => socket.write(nonsense))
        })
      })
      const failure = await failureOf(form(server.port, plain))
      expect(failure).toMatchObject({ step: 'authenticate', cause: { kind: 'protocol' }, passwordAsked: true })
      expect(['SCRAM_INVALID', 'PROTOCOL_VIOLATION']).toContain(failure.cause.value)
    }
  })

  it('leaves no socket behind after a failure', async () => {
    const server = await fake((socket) => socket.write('220 mail\r\n'))
    await failureOf(form(server.port))
    await expect.poll(server.open).toBe(0)
  })
})

describe('cancelling', () => {
  it.each([
    [{}, 'encrypt'],
    [plain, 'authenticate'],
  ])('ends the wait at once and closes the socket (%j)', async (more, step) => {
    const controller = new AbortController()
    const server = await fake((socket) => socket.once('data', () => controller.abort()))
    const failure = await failureOf(form(server.port, more), { signal: controller.signal, stepDeadlineMs: 60_000 })
    expect(failure).toMatchObject({ step, cancelled: true, cause: { kind: 'os', value: 'CANCELLED' } })
    await expect.poll(server.open).toBe(0)
  })

  it('works during the name lookup and before anything', async () => {
    const controller = new AbortController()
    const settings = settingsFromForm({ hostPort: 'localhost', username: 'u', database: 'd' })
    const running = failureOf(settings, {
      signal: controller.signal,
      onProgress: ({ type, step }) => {
        if (type === 'step-started' && step === 'resolve') queueMicrotask(() => controller.abort())
      },
    })
    expect(await running).toMatchObject({ step: 'resolve', cancelled: true })
    expect(await failureOf(settings, { signal: AbortSignal.abort() })).toMatchObject({ cancelled: true })
  })
})
