import type net from 'node:net'
import tls from 'node:tls'
import type { JsonObject } from '../../../../src/core/json.ts'
import { createSelfSigned } from '../../../support/certificates.ts'
import { runTest } from '../diagnose/run-test.ts'
import { message, startFakeServer } from './fake-server.ts'

/** A generator whose numbers depend on the seed alone, so that a failure can be had again. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** What a server could say in a login, in and out of order. */
const utterances: readonly Buffer[] = [
  message('R', '\0\0\0\0'),
  message('R', '\0\0\0\x03'),
  message('R', '\0\0\0\x05salt'),
  message('R', '\0\0\0\x0aSCRAM-SHA-256-PLUS\0SCRAM-SHA-256\0\0'),
  message('R', '\0\0\0\x0aSCRAM-SHA-256\0\0'),
  message('R', `\0\0\0\x0br=${'a'.repeat(24)},s=c2FsdA==,i=4096`),
  message('R', '\0\0\0\x0cv=c2lnbmF0dXJl'),
  message('S', 'server_version\x0018.4\0'),
  message('K', '\0\0\0\x01\0\0\0\x02'),
  message('Z', 'I'),
  message('E', 'SFATAL\0VFATAL\0C28P01\0Mno\0Rauth_failed\0\0'),
  message('N', 'SNOTICE\0VNOTICE\0C00000\0Mhello\0\0'),
  message('T', '\0\x01?column?\0\0\0\0\0\0\0\0\0\0\x17\0\x04\xff\xff\xff\xff\0\0'),
  message('D', '\0\x01\0\0\0\x011'),
  message('C', 'SELECT 1\0'),
  message('v', '\0\x03\0\0\0\0\0\0'),
  message('1', ''),
  message('2', ''),
  message('n', ''),
]

/** A login that goes well as far as a server without a password can, to be damaged. */
const goodLogin = Buffer.concat([0, 7, 8, 9].map((index) => utterances[index] ?? Buffer.alloc(0)))

type Below = (below: number) => number

function utter(below: Below): Buffer {
  switch (below(6)) {
    case 0:
      return Buffer.from(Array.from({ length: below(200) }, () => below(256)))
    case 1:
      return goodLogin.subarray(0, below(goodLogin.length + 1))
    case 2:
      return flipped(goodLogin, below)
    case 3:
      return Buffer.concat(Array.from({ length: 1 + below(5) }, () => pick(below)))
    case 4:
      return Buffer.concat([goodLogin, flipped(pick(below), below)])
    default:
      return flipped(pick(below), below)
  }
}

const pick = (below: Below): Buffer => utterances[below(utterances.length)] ?? goodLogin

function flipped(bytes: Buffer, below: Below): Buffer {
  const copy = Buffer.from(bytes)
  for (let times = 1 + below(4); times > 0 && copy.length > 0; times -= 1) copy[below(copy.length)] = below(256)
  return copy
}

/** One server's life: what it says after each thing it hears, and when it leaves. */
function speak(socket: net.Socket, below: Below, pair: { cert: string; key: string }): void {
  socket.on('error', () => socket.destroy())
  let rounds = 0
  const encrypts = below(3) === 0
  const answer = (heard: net.Socket, chunk: Buffer) => {
    rounds += 1
    const isSslRequest = rounds === 1 && chunk.length === 8
    if (isSslRequest && encrypts) {
      heard.write('S')
      heard.removeAllListeners('data')
      const secure = new tls.TLSSocket(heard, { ...pair, isServer: true })
      secure.on('error', () => secure.destroy()).on('data', (inner) => answer(secure, inner))
      // The socket below no longer notices by itself that the other side has left.
      secure.on('end', () => secure.end()).on('close', () => socket.destroy())
      return
    }
    if (isSslRequest && below(3) > 0) heard.write('N')
    else heard.write(utter(below))
    const parting = below(8)
    if (parting === 0) heard.end()
    else if (parting === 1) heard.destroy()
  }
  // Some speak before they are spoken to.
  if (below(10) === 0) socket.write(utter(below))
  socket.on('data', (chunk) => answer(socket, chunk))
}

export interface FuzzResult {
  /** How many tests ended with which verdict and first failure. */
  readonly endings: Readonly<Record<string, number>>
  readonly slowestMs: number
  /** Seeds of those that took longer than all their deadlines allow, or threw. */
  readonly broken: readonly string[]
  /** Sockets still open at the end. */
  readonly left: number
}

const stageDeadlineMs = 40
const testDeadlineMs = 120
/** What a test may take beyond its deadline: closing takes a moment, and machines are busy. */
const patienceMs = 5_000

/** Runs whole connection tests against servers that talk nonsense; the same seeds give the same servers. */
export async function fuzzHandshakes(first: number, count: number, atOnce: number): Promise<FuzzResult> {
  const pair = await createSelfSigned()
  const endings: Record<string, number> = {}
  const broken: string[] = []
  let slowestMs = 0
  let next = first
  let left = 0
  const work = async () => {
    while (next < first + count) {
      const seed = next
      next += 1
      let connection = 0
      const server = await startFakeServer((socket) => {
        connection += 1
        speak(socket, seeded(seed * 31 + connection), pair)
      })
      const began = performance.now()
      try {
        const ending = await withPatience(runTest(form(server.port, seed), { stageDeadlineMs, testDeadlineMs }))
        endings[ending] = (endings[ending] ?? 0) + 1
        if (ending === 'hung') broken.push(`${seed} hung`)
      } catch (error) {
        broken.push(`${seed} ${(error as Error).stack}`)
      }
      slowestMs = Math.max(slowestMs, performance.now() - began)
      await new Promise((resolve) => setImmediate(resolve))
      left += await openAfterAMoment(server.open)
      await server.stop()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { endings, slowestMs, broken, left }
}

function form(port: number, seed: number): JsonObject {
  return {
    hostPort: `127.0.0.1:${port}`,
    username: 'reader',
    password: 'never to be told',
    database: 'orders',
    sslMode: ['prefer', 'require', 'disable', 'allow'][seed % 4] ?? 'prefer',
    ...(seed % 16 === 1 ? { connectionOptions: { sslnegotiation: 'direct' } } : {}),
  }
}

async function withPatience(running: ReturnType<typeof runTest>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), testDeadlineMs + patienceMs)
  })
  const run = await Promise.race([running, patience])
  clearTimeout(timer)
  if (run === null) return 'hung'
  const bad = run.report.stages.find(({ status }) => status === 'failed')
  return bad?.status === 'failed' ? bad.diagnosis.code : run.report.verdict
}

/** Our side's goodbye takes a moment to arrive. */
async function openAfterAMoment(open: () => number): Promise<number> {
  for (let tries = 0; tries < 200 && open() > 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 5))
  return open()
}
