import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AppError } from '../core/error.ts'

/**
 * Keeps other web pages out. `Host` must be this machine's own or one of `names`: a page whose name was pointed here ("DNS rebinding")
 * sends its own name. A change must come from our own page, or from a program, which sends no `Origin` and none of the
 * content types that a foreign form sends: JSON, or nothing at all where there is no body.
 */
export function checkRequests(app: FastifyInstance, names: readonly string[]): void {
  const allowed = new Set(['localhost', ...names.map((name) => name.toLowerCase())])
  app.addHook('onRequest', async (request) => {
    checkHost(request.headers.host ?? '', allowed)
    if (!safeMethods.has(request.method)) checkOrigin(request)
  })
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

function checkHost(header: string, allowed: ReadonlySet<string>): void {
  const name = hostName(header)
  // An IP address is never the name of somebody else's page.
  if (allowed.has(name) || isIP(name) !== 0) return
  throw new AppError('REQUEST_HOST_REFUSED', 'This server does not answer to that name.', {
    hint: 'Open it by the address it printed when it started, or start it with --allow-host and that name.',
  })
}

/** `[::1]:4600` → `::1`; `''` for anything that is not host and port. */
function hostName(header: string): string {
  const match = /^(?:\[([\da-f:.]+)\]|([^\s:/@[\]]+))(?::\d{1,5})?$/i.exec(header)
  return (match?.[1] ?? match?.[2] ?? '').toLowerCase()
}

function checkOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') refuse()
  if (origin !== undefined) {
    if (!URL.canParse(origin) || new URL(origin).host !== host) refuse()
    return
  }
  if (request.method === 'POST' && !isOfProgram(request)) refuse()
}

function isOfProgram({ headers }: FastifyRequest): boolean {
  const type = headers['content-type']
  if (type !== undefined) return /^application\/json\b/i.test(type)
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
}

function refuse(): never {
  throw new AppError('REQUEST_ORIGIN_REFUSED', 'Another site may not change anything here.', {
    hint: 'A program sends no Origin, and Content-Type: application/json where there is a body.',
  })
}
