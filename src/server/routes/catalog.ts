import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { objectKinds } from '../../core/catalog/object-key.ts'
import type { CatalogEntry, LastSeen, References, SearchHit, ServiceSearchHit } from '../../core/catalog-api.ts'
import { toServiceId, toSnapshotId } from '../../core/ids.ts'
import { searchAtMost } from '../../core/search-words.ts'
import {
  findLastSeen,
  indexSnapshot,
  listCatalog,
  listMembers,
  searchCatalog,
  searchSnapshot,
  showReferences,
  writeDdl,
} from '../../runs/catalog.ts'
import type { RunContext } from '../../runs/context.ts'
import { answers } from '../api-schemas.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const name = { type: 'string', maxLength: 1000 } as const
const search = {
  type: 'object',
  required: ['q'],
  properties: {
    q: { type: 'string', maxLength: searchAtMost, description: 'Words in names, types and comments, all to be found' },
    limit: { type: 'string', pattern: '^[1-9]\\d{0,2}$', description: 'At most 999; 50 unless told' },
  },
} as const

interface ById {
  readonly Params: { readonly id: string }
}

interface SearchQuery {
  readonly q: string
  readonly limit?: string
}

export function catalogRoutes(app: FastifyInstance, context: RunContext): void {
  app.get(
    '/api/catalog',
    {
      schema: {
        summary: 'The newest snapshot of every service that was ever read',
        response: answers({ type: 'array', items: { $ref: 'CatalogEntry#' } }),
      },
    },
    (): Promise<readonly CatalogEntry[]> => listCatalog(context),
  )

  app.get<{ Querystring: SearchQuery }>(
    '/api/search',
    {
      schema: {
        summary: 'Objects of the newest snapshots that hold all words, the best first',
        querystring: search,
        response: answers({ type: 'array', items: { $ref: 'ServiceSearchHit#' } }, 400),
      },
    },
    ({ query: { q, limit } }): Promise<readonly ServiceSearchHit[]> => searchCatalog(context, q, Number(limit ?? 50)),
  )

  app.get<ById & { Querystring: SearchQuery }>(
    '/api/snapshots/:id/search',
    {
      schema: {
        summary: 'Objects of a snapshot that hold all words, the best first, with where they were found',
        params,
        querystring: search,
        response: answers({ type: 'array', items: { $ref: 'SearchHit#' } }, 400, 404),
      },
    },
    ({ params: { id }, query: { q, limit } }): Promise<readonly SearchHit[]> =>
      searchSnapshot(context, toSnapshotId(id), q, Number(limit ?? 50)),
  )

  listRoutes(app, context)
  objectRoutes(app, context)
}

/** Lists of everything, which may be long. */
function listRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById>(
    '/api/snapshots/:id/index',
    {
      schema: {
        summary: "Every object's place and name, in columns",
        params,
        response: answers({ $ref: 'CatalogIndex#' }, 400, 404),
      },
    },
    async (request, reply) =>
      await sendLong(request, reply, await indexSnapshot(context, toSnapshotId(request.params.id))),
  )

  app.get<ById & { Querystring: { database: string; schema: string } }>(
    '/api/snapshots/:id/members',
    {
      schema: {
        summary: 'What stands in a schema, with what a list shows of it',
        params,
        querystring: { type: 'object', required: ['database', 'schema'], properties: { database: name, schema: name } },
        response: answers({ type: 'array', items: { $ref: 'MemberSummary#' } }, 400, 404),
      },
    },
    async (request, reply) => {
      const { database, schema } = request.query
      const members = await listMembers(context, toSnapshotId(request.params.id), database, schema)
      return await sendLong(request, reply, members)
    },
  )
}

const compress = promisify(gzip)
const shortLength = 20_000

/** Of a snapshot, which never changes: a browser may keep it. Megabytes of names shrink to a tenth. */
async function sendLong(request: FastifyRequest, reply: FastifyReply, answer: unknown): Promise<FastifyReply> {
  reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'private, max-age=86400')
    .header('vary', 'accept-encoding')
  const text = JSON.stringify(answer)
  const reads = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))
  if (!reads || text.length < shortLength) return reply.serializer(String).send(text)
  return reply.header('content-encoding', 'gzip').send(await compress(text, { level: 3 }))
}

interface ObjectQuery {
  readonly kind: string
  readonly name: string
  readonly database?: string
  readonly schema?: string
  readonly arguments?: string
}

const objectQuery = {
  type: 'object',
  required: ['kind', 'name'],
  properties: {
    kind: { type: 'string', enum: objectKinds },
    name,
    database: name,
    schema: name,
    arguments: { type: 'string', maxLength: 10_000 },
  },
} as const

const toAddress = ({ kind, name, database, schema, arguments: rest }: ObjectQuery) => ({
  kind,
  name,
  database: database ?? null,
  schema: schema ?? null,
  arguments: rest ?? '',
})

function objectRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById & { Querystring: ObjectQuery }>(
    '/api/snapshots/:id/references',
    {
      schema: {
        summary: 'What refers to an object, and the types its columns are made of',
        params,
        querystring: objectQuery,
        response: answers({ $ref: 'References#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<References> => showReferences(context, toSnapshotId(id), toAddress(query)),
  )

  app.get<ById & { Querystring: { database: string; schema: string; name: string } }>(
    '/api/services/:id/last-seen',
    {
      schema: {
        summary: 'The newest kept snapshot of a service that holds something of a name',
        params,
        querystring: {
          type: 'object',
          required: ['database', 'schema', 'name'],
          properties: { database: name, schema: name, name },
        },
        response: answers({ $ref: 'LastSeen#' }, 400),
      },
    },
    ({ params: { id }, query: { name: relation, ...place } }): Promise<LastSeen> =>
      findLastSeen(context, toServiceId(id), { ...place, relation }),
  )

  app.get<ById & { Querystring: ObjectQuery }>(
    '/api/snapshots/:id/ddl',
    {
      schema: {
        summary: 'The statements that make an object again',
        params,
        querystring: objectQuery,
        response: {
          200: { description: 'SQL', content: { 'application/sql': { schema: { type: 'string' } } } },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, query }, reply) => {
      // Before the type is said: a refusal is JSON.
      const text = await writeDdl(context, toSnapshotId(id), toAddress(query))
      return reply.type('application/sql; charset=utf-8').serializer(String).send(text)
    },
  )
}
