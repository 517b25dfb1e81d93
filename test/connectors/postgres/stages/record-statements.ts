import net from 'node:net'

export interface Recorder {
  readonly port: number
  /** Texts of the simple queries that clients have sent since the last call. */
  take(): string[]
  stop(): Promise<void>
}

/** A proxy that keeps what clients send to a server. It reads connections without TLS only. */
export async function startRecorder(target: number): Promise<Recorder> {
  const texts: string[] = []
  const sockets = new Set<net.Socket>()
  const proxy = net.createServer((client) => {
    const server = net.connect(target, '127.0.0.1')
    const read = createReader((text) => texts.push(text))
    client.on('data', (bytes) => {
      read(bytes)
      server.write(bytes)
    })
    server.on('data', (bytes) => client.write(bytes))
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one)
      one.on('error', () => other.destroy()).on('close', () => other.end())
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    port: (proxy.address() as net.AddressInfo).port,
    take: () => texts.splice(0),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        proxy.close(() => resolve())
      }),
  }
}

/** The first message of a client has no type; every other one begins with it. */
function createReader(onQuery: (text: string) => void): (bytes: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let begun = false
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    for (;;) {
      const head = begun ? 1 : 0
      if (rest.length < head + 4) return
      const end = head + rest.readUInt32BE(head)
      if (rest.length < end) return
      if (begun && rest[0] === 0x51) onQuery(rest.toString('utf8', 5, end - 1))
      begun = true
      rest = rest.subarray(end)
    }
  }
}
