import { once } from 'node:events'
import { createServer } from 'node:net'
import { AppError } from '../core/error.ts'

const tries = 50

/** The first port from `first` on that can be listened on; 0 stays 0, any port. Throws an AppError. */
export async function freePort(host: string, first: number): Promise<number> {
  if (first === 0) return 0
  const last = Math.min(first + tries - 1, 65_535)
  for (let port = first; port <= last; port++) {
    if (await canListen(host, port)) return port
  }
  throw new AppError('REQUEST_INVALID', `All ports from ${first} to ${last} are taken.`, {
    hint: 'Choose another one with --port.',
  })
}

async function canListen(host: string, port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') return false
    throw new AppError('REQUEST_INVALID', `Port ${port} of ${host} cannot be listened on.`, {
      ...(code === undefined ? {} : { details: code }),
      hint: 'Choose another one with --port and --host.',
      cause: error,
    })
  }
}
