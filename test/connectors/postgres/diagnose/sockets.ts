import { once } from 'node:events'
import net from 'node:net'

export interface FakeServer {
  readonly port: number
  stop(): Promise<void>
}

/** Something on a port that is not a healthy Postgres. `speak` is called for every connection. */
export async function listen(speak: (socket: net.Socket) => void): Promise<FakeServer> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    speak(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as net.AddressInfo).port,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A server that says the same to everyone who says something. */
export const answering = (bytes: string | Buffer) => (socket: net.Socket) =>
  void socket.once('data', () => socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes))

/** A protocol message: its code, its length, its body. */
export function message(code: string, ...parts: readonly (string | number | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => {
      if (Buffer.isBuffer(part)) return part
      if (typeof part === 'string') return Buffer.from(`${part}\0`)
      const bytes = Buffer.alloc(4)
      bytes.writeInt32BE(part)
      return bytes
    }),
  )
  const length = Buffer.alloc(4)
  length.writeInt32BE(body.length + 4)
  return Buffer.concat([Buffer.from(code), length, body])
}

export const errorResponse = (sqlstate: string, routine: string, text: string): Buffer =>
  message('E', 'SFATAL', 'VFATAL', `C${sqlstate}`, `M${text}`, `R${routine}`, Buffer.from([0]))
