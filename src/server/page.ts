import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../core/error.ts'
import { sendError } from './error-reply.ts'

/** What the build writes where a nonce belongs; replaced in every response. */
const noncePlaceholder = 'CSP_NONCE_PLACEHOLDER'

/** Serves the built page, and answers every address that is not there. `webRoot` is null where nothing was built. */
export async function servePage(app: FastifyInstance, webRoot: string | null): Promise<void> {
  app.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', answerPolicy)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
  })
  if (webRoot !== null) {
    await app.register(fastifyStatic, {
      root: webRoot,
      index: false,
      cacheControl: false,
      decorateReply: false,
      schemaHide: true,
      // Addresses under /assets/ hold a hash of what they serve.
      setHeaders: (response, file) => {
        const isHashed = path.relative(webRoot, file).startsWith(`assets${path.sep}`)
        response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  // Static files have no answer for their own root: it is a folder without an index.
  if (webRoot !== null)
    app.get('/', { schema: { hide: true } }, async (_request, reply) => await sendPage(webRoot, reply))
  app.setNotFoundHandler(async (request, reply) => {
    if (webRoot !== null && wantsPage(request)) return await sendPage(webRoot, reply)
    const missing = webRoot === null && wantsPage(request)
    const answer = new AppError(
      'ROUTE_NOT_FOUND',
      missing ? 'The page was not built.' : 'There is nothing at this address.',
      {
        hint: missing ? 'Run npm run build.' : '/openapi.json lists what there is.',
      },
    )
    return sendError(answer, answer, request, reply)
  })
}

/** The page's own addresses, such as `/services/new`; a file that is missing must not turn into a page. */
function wantsPage(request: FastifyRequest): boolean {
  const [pathname = ''] = request.url.split('?')
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (/^\/api(\/|$)/.test(pathname)) return false
  // A table's name may have a dot in it.
  if (path.posix.extname(pathname) !== '' && !pathname.startsWith('/catalog/')) return false
  return pathname === '/' || /\btext\/html\b/.test(request.headers.accept ?? '')
}

async function sendPage(webRoot: string, reply: FastifyReply): Promise<FastifyReply> {
  const html = await readFile(path.join(webRoot, 'index.html'), 'utf8')
  const nonce = randomBytes(18).toString('base64')
  return reply
    .code(200)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy(nonce))
    .send(html.replaceAll(noncePlaceholder, nonce))
}

const answerPolicy = "default-src 'none'; frame-ancestors 'none'"

function pagePolicy(nonce: string): string {
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
