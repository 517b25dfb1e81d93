import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { DemoConnection } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import type { RunContext } from '../runs/context.ts'
import { accessSchemas } from './access-schemas.ts'
import { schemas } from './api-schemas.ts'
import { catalogSchemas } from './catalog-schemas.ts'
import type { Content } from './content.ts'
import { replyWithErrors, sendError, toAppError } from './error-reply.ts'
import { graphSchemas } from './graph-schemas.ts'
import { readJsonBodies } from './json-body.ts'
import { type AppLog, toLoggerOptions } from './log.ts'
import { servePage } from './page.ts'
import { qualitySchemas } from './quality-schemas.ts'
import { checkRequests } from './request-checks.ts'
import { accessScriptRoutes } from './routes/access-scripts.ts'
import { catalogRoutes } from './routes/catalog.ts'
import { checkRoutes } from './routes/checks.ts'
import { connectionTestRoutes } from './routes/connection-tests.ts'
import { connectorRoutes } from './routes/connectors.ts'
import { diagramRoutes } from './routes/diagrams.ts'
import { lineageRoutes } from './routes/lineage.ts'
import { overviewRoutes } from './routes/overview.ts'
import { pastTestRoutes } from './routes/past-tests.ts'
import { qualityRoutes } from './routes/quality.ts'
import { runRoutes } from './routes/runs.ts'
import { scheduleRoutes } from './routes/schedules.ts'
import { scopePreviewRoutes } from './routes/scope-previews.ts'
import { serviceRoutes } from './routes/services.ts'
import { snapshotExportRoutes } from './routes/snapshot-exports.ts'
import { snapshotRoutes } from './routes/snapshots.ts'
import { systemRoutes } from './routes/system.ts'
import { usageRoutes } from './routes/usage.ts'
import { runSchemas } from './run-schemas.ts'
import { usageSchemas } from './usage-schemas.ts'

export interface AppParts {
  readonly context: RunContext
  /** The content as it is now; another one after files changed. */
  readonly content: () => Content
  /** Null until the demo server is ready, and where there is none. */
  readonly demo: () => DemoConnection | null
  readonly version: string
  /** Tells this process from others at the same address. */
  readonly instance: string
  /** Folder of the built page; null where there is none. */
  readonly webRoot: string | null
  /** Host names that this server answers to beside its own addresses. */
  readonly names?: readonly string[]
  readonly log?: AppLog
  /** Requests a minute from one address; 1,200 unless told. */
  readonly requestsPerMinute?: number
}

const bodyLimitBytes = 4_000_000

/** The whole HTTP side, not listening yet; `app.inject` tests it without a socket. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = Fastify({
    logger: parts.log === undefined ? false : toLoggerOptions(parts.log),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    // Whatever is sent is taken as it is, or refused: nothing is converted, dropped or filled in.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true } },
    // Given here, it holds for all routes. Compiled serializers would take seconds of each start.
    schemaController: { compilersFactory: { buildSerializer: () => () => JSON.stringify } },
    frameworkErrors: (error, request, reply) => {
      sendError(toAppError(error), error, request, reply)
    },
    clientErrorHandler: answerBrokenHttp,
    forceCloseConnections: true,
  })
  replyWithErrors(app)
  checkRequests(app, parts.names ?? [])
  readJsonBodies(app)
  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false })
  await app.register(rateLimit, {
    max: parts.requestsPerMinute ?? 1200,
    timeWindow: 60_000,
    // Delivering the page costs little, and one visit takes dozens of files.
    allowList: ({ url }) => !url.startsWith('/api/'),
    errorResponseBuilder: () =>
      new AppError('REQUEST_RATE_LIMITED', 'Too many requests.', { hint: 'Wait a minute and try again.' }),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: { title: 'Patchbay', version: parts.version, description: 'What the page and the command do, over HTTP.' },
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) => (json.$id as string | undefined) ?? `part-${index}`,
    },
  })
  for (const schema of [
    ...schemas,
    ...runSchemas,
    ...catalogSchemas,
    ...graphSchemas,
    ...usageSchemas,
    ...qualitySchemas,
    ...accessSchemas,
  ])
    app.addSchema(schema)
  await app.register(async (routes) => {
    connectorRoutes(routes, parts)
    serviceRoutes(routes, parts.context)
    runRoutes(routes, parts.context)
    snapshotRoutes(routes, parts.context)
    snapshotExportRoutes(routes, parts.context)
    catalogRoutes(routes, parts.context)
    diagramRoutes(routes, parts.context)
    lineageRoutes(routes, parts.context)
    usageRoutes(routes, parts.context)
    qualityRoutes(routes, parts.context)
    checkRoutes(routes, parts.context)
    scheduleRoutes(routes, parts.context)
    overviewRoutes(routes, parts.context)
    scopePreviewRoutes(routes, parts.context)
    connectionTestRoutes(routes, parts.context)
    pastTestRoutes(routes, parts.context)
    accessScriptRoutes(routes, parts.context)
    systemRoutes(routes, parts)
  })
  await servePage(app, parts.webRoot)
  return app
}

/** Something that is not HTTP arrived; there is no request yet to answer properly. */
function answerBrokenHttp(
  error: Error & { code?: string },
  socket: { writable: boolean; end(text: string): void; destroy(): void },
): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW'
  const answer = new AppError(
    tooLarge ? 'REQUEST_TOO_LARGE' : 'REQUEST_INVALID',
    tooLarge ? 'The headers are larger than this server reads.' : 'This is not an HTTP request.',
  )
  const body = JSON.stringify(answer.toBody())
  const status = tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
