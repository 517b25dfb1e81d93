import net from 'node:net'
import type { FakeServer } from './sockets.ts'
import { listen } from './sockets.ts'

/** A server whose answers are changed on the way. Both texts have the same length, so every message stays whole. */
export function rewriting(port: number, from: string, to: string): Promise<FakeServer> {
  if (from.length !== to.length) throw new Error('a message would change its length')
  return listen((client) => {
    const server = net.connect(port, '127.0.0.1')
    client.pipe(server)
    server.on('data', (chunk: Buffer) =>
      client.write(Buffer.from(chunk.toString('latin1').replaceAll(from, to), 'latin1')),
    )
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
}
