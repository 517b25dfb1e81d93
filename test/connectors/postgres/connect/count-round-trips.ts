import net from 'node:net'
import { startFakeServer } from './fake-server.ts'

/**
 * A proxy that counts how often the direction changes from asking to answering, which is what distance costs.
 * Opening the socket is not counted; it costs everyone the same.
 */
export async function startCountingProxy(
  target: number,
): Promise<{ readonly port: number; roundTrips(): number; connections(): number; stop(): Promise<void> }> {
  let roundTrips = 0
  let connections = 0
  const proxy = await startFakeServer((socket) => {
    connections += 1
    const server = net.connect({ host: '127.0.0.1', port: target, noDelay: true })
    socket.setNoDelay(true)
    let asking = false
    socket.on('data', (chunk) => {
      asking = true
      server.write(chunk)
    })
    server.on('data', (chunk) => {
      if (asking) roundTrips += 1
      asking = false
      socket.write(chunk)
    })
    socket.on('close', () => server.destroy())
    server.on('error', () => socket.destroy()).on('end', () => socket.end())
  })
  return { port: proxy.port, roundTrips: () => roundTrips, connections: () => connections, stop: proxy.stop }
}
