import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type net from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { diagnosisOf, failureOf, runTest, stageOf } from './run-test.ts'
import { errorResponse, type FakeServer, listen, message } from './sockets.ts'

const password = 'canary that only the real server knows'
const iterations = 4096
const servers: FakeServer[] = []
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
})

/** What a server says at the end of SCRAM, from the signature that it would have to show. */
type LastWord = (signature: Buffer) => Buffer

const saslFinal = (text: string): Buffer => message('R', 12, Buffer.from(text))
const welcome = Buffer.concat([
  message('R', 0),
  message('S', 'server_version', '18.0'),
  message('K', 1, 2),
  message('Z', Buffer.from('I')),
])

/** Speaks SCRAM-SHA-256 as Postgres does, accepts whoever comes, and ends as it is told to. */
function scramServer(lastWord: LastWord): (socket: net.Socket) => void {
  return (socket) => {
    const salt = randomBytes(16)
    let said: { readonly clientFirst: string; readonly serverFirst: string } | null = null
    let hasGreeted = false
    socket.on('data', (chunk: Buffer) => {
      if (!hasGreeted) {
        hasGreeted = true
        socket.write(message('R', 10, 'SCRAM-SHA-256', Buffer.from([0])))
      } else if (said === null) {
        const clientFirst = chunk.toString('utf8').replace(/^.*?(?=n=)/s, '')
        const nonce = /r=([^,]+)/.exec(clientFirst)?.[1] ?? ''
        said = { clientFirst, serverFirst: `r=${nonce}more,s=${salt.toString('base64')},i=${iterations}` }
        socket.write(message('R', 11, Buffer.from(said.serverFirst)))
      } else if (chunk.includes(',p=')) {
        const withoutProof = chunk.subarray(5, chunk.indexOf(',p=')).toString('utf8')
        const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
        const serverKey = createHmac('sha256', salted).update('Server Key').digest()
        const whole = [said.clientFirst, said.serverFirst, withoutProof].join(',')
        socket.write(lastWord(createHmac('sha256', serverKey).update(whole).digest()))
      } else socket.end(errorResponse('57P01', 'ProcessInterrupts', 'the end of this server'))
    })
  }
}

const signed = (signature: Buffer): Buffer => Buffer.concat([saslFinal(`v=${signature.toString('base64')}`), welcome])

describe('a server that checks a password without knowing it', () => {
  async function testAgainst(lastWord: LastWord) {
    const server = await listen(scramServer(lastWord))
    servers.push(server)
    return await runTest({
      hostPort: `127.0.0.1:${server.port}`,
      username: 'reader',
      password,
      database: 'orders',
      sslMode: 'disable',
    })
  }

  test('is believed when its signature is right, which shows that the others fail for theirs', async () => {
    const run = await testAgainst(signed)
    expect(stageOf(run, 'authenticate').status).toBe('passed')
    expect(stageOf(run, 'open').status).toBe('passed')
  })

  const forgeries: readonly (readonly [string, LastWord])[] = [
    ['a signature of something else', (right) => signed(createHash('sha256').update(right).digest())],
    [
      'a signature that differs in one bit',
      (right) => signed(right.map((byte, at) => (at === 31 ? byte ^ 1 : byte)) as Buffer),
    ],
    ['a signature that is cut short', (right) => signed(right.subarray(0, 16))],
    ['an empty signature', () => Buffer.concat([saslFinal('v='), welcome])],
    ['an error in its place', () => Buffer.concat([saslFinal('e=other-error'), welcome])],
    ['no last word at all', () => welcome],
  ]
  test.each(forgeries)('is refused with %s', async (_name, lastWord) => {
    const run = await testAgainst(lastWord)
    expect(failureOf(run)).toBe('authenticate AUTH_SERVER_UNPROVEN')
    expect(run.report.server).toBeNull()
    expect(diagnosisOf(run, 'authenticate')).toMatchObject({ cause: { kind: 'protocol', value: 'SCRAM_INVALID' } })
  })
})
