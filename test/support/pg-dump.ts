import net from 'node:net'
import path from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import { pgDumpModule } from './fetch-pg-dump.mjs'
import type { TestServer } from './servers.ts'

/**
 * What pg_dump 18.3 says of a database's structure. It reaches the server through us: WebAssembly has no sockets. The
 * server must trust 127.0.0.1, see {@link trusting}.
 */
export async function dumpSchema(server: TestServer, database: string): Promise<string> {
  const { port1: port, port2 } = new MessageChannel()
  const answered = new Int32Array(new SharedArrayBuffer(4))
  const socket = net.connect(server.port, server.host)
  const relay = new Relay(socket, (answer) => {
    port.postMessage(answer)
    Atomics.store(answered, 0, 1)
    Atomics.notify(answered, 0)
  })
  port.on('message', (bytes: Uint8Array) => relay.send(bytes))
  const worker = new Worker(path.join(import.meta.dirname, 'pg-dump-worker.mjs'), {
    workerData: { port: port2, answered, module: pgDumpModule, args: ['--schema-only', '-d', database] },
    transferList: [port2],
  })
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.on('error', reject)
      socket.on('error', reject)
      worker.on('message', ({ text, problem }: { text?: string; problem?: string }) => {
        if (text === undefined) reject(new Error(problem))
        else resolve(text)
      })
    })
  } finally {
    socket.destroy()
    port.close()
    await worker.terminate()
  }
}

/** Lines of pg_hba.conf for a server that is to be dumped. */
export const trusting: readonly string[] = ['host all all 127.0.0.1/32 trust']

/** Passes whole messages on and answers when the server is ready for the next one. */
class Relay {
  readonly #socket: net.Socket
  readonly #answer: (bytes: Uint8Array) => void
  #unsent: Buffer = Buffer.alloc(0)
  #received: Buffer[] = []
  #started = false
  #waiting = false

  constructor(socket: net.Socket, answer: (bytes: Uint8Array) => void) {
    this.#socket = socket
    this.#answer = answer
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('close', () => {
      if (this.#waiting) this.#finish()
    })
  }

  send(bytes: Uint8Array): void {
    this.#unsent = Buffer.concat([this.#unsent, bytes])
    let end = 0
    if (!this.#started) {
      if (this.#unsent.length < 4 || this.#unsent.length < this.#unsent.readInt32BE(0)) {
        this.#answer(nothing)
        return
      }
      end = this.#unsent.readInt32BE(0)
      this.#started = true
      this.#waiting = true
    }
    for (const { type, next } of messages(this.#unsent, end)) {
      // A query or a Sync; a goodbye gets no answer.
      if (type === 'Q' || type === 'S') this.#waiting = true
      end = next
    }
    this.#socket.write(this.#unsent.subarray(0, end))
    this.#unsent = this.#unsent.subarray(end)
    if (!this.#waiting) this.#answer(nothing)
  }

  #receive(bytes: Buffer): void {
    this.#received.push(bytes)
    const all = Buffer.concat(this.#received)
    this.#received = [all]
    const last = [...messages(all, 0)].at(-1)
    if (this.#waiting && last?.type === 'Z' && last.next === all.length) this.#finish()
  }

  #finish(): void {
    this.#waiting = false
    const all = Uint8Array.from(Buffer.concat(this.#received))
    this.#received = []
    this.#answer(all)
  }
}

const nothing = new Uint8Array()

/** Whole protocol messages: a letter, a length that counts itself, the rest. */
function* messages(bytes: Buffer, from: number): Generator<{ type: string; next: number }> {
  for (let at = from; bytes.length - at >= 5; ) {
    const next = at + 1 + bytes.readInt32BE(at + 1)
    if (next > bytes.length) return
    yield { type: String.fromCharCode(bytes[at] ?? 0), next }
    at = next
  }
}
