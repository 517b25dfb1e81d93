import net from 'node:net'
import { startFakeServer } from './fake-server.ts'

/** How long one side has to be silent before what it said goes on, in one piece. */
const silenceMs = 8

/**
 * A proxy that counts how often asking turns into answering, which is what distance costs. What one side says without
 * waiting for the other passes in one piece, as it would over a long way. Opening the socket costs everyone the same and
 * is not counted.
 */
export async function startCountingProxy(
  target: number,
): Promise<{ readonly port: number; roundTrips(): number; stop(): Promise<void> }> {
  let roundTrips = 0
  const proxy = await startFakeServer((socket) => {
    const server = net.connect({ host: '127.0.0.1', port: target, noDelay: true })
    socket.setNoDelay(true)
    let asking = false
    const ask = inOnePiece((bytes) => {
      asking = true
      server.write(bytes)
    })
    const answer = inOnePiece((bytes) => {
      if (asking) roundTrips += 1
      asking = false
      socket.write(bytes)
    })
    socket.on('data', ask)
    server.on('data', answer)
    socket.on('close', () => server.destroy())
    server.on('error', () => socket.destroy()).on('end', () => setTimeout(() => socket.end(), 2 * silenceMs))
  })
  return { port: proxy.port, roundTrips: () => roundTrips, stop: proxy.stop }
}

function inOnePiece(pass: (bytes: Buffer) => void): (chunk: Buffer) => void {
  let pending: Buffer[] = []
  let timer: NodeJS.Timeout | undefined
  return (chunk) => {
    pending.push(chunk)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const bytes = Buffer.concat(pending)
      pending = []
      pass(bytes)
    }, silenceMs)
  }
}
