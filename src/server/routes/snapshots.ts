import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { ObjectPage, SnapshotDetail, SnapshotSummary } from '../../core/api.ts'
import type { SnapshotDifference } from '../../core/catalog/diff/change.ts'
import { objectKinds } from '../../core/catalog/object-key.ts'
import { toServiceId, toSnapshotId } from '../../core/ids.ts'
import { searchAtMost } from '../../core/search-words.ts'
import type { RunContext } from '../../runs/context.ts'
import {
  compareSnapshots,
  findObjects,
  listSnapshots,
  readObjectCursor,
  readSnapshotLines,
  showObject,
  showSnapshot,
} from '../../runs/snapshots.ts'
import { answers } from '../api-schemas.ts'
import { describeError } from '../error-reply.ts'
import { toWords } from '../list-query.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const name = { type: 'string', maxLength: 1000 } as const
const kind = { type: 'string', enum: objectKinds } as const
const limit = { type: 'string', pattern: '^[1-9]\\d{0,2}$', description: 'At most 999; 100 unless told' } as const

interface ById {
  readonly Params: { readonly id: string }
}

interface ObjectsQuery {
  readonly kind?: string | readonly string[]
  readonly database?: string
  readonly schema?: string
  readonly q?: string
  readonly cursor?: string
  readonly limit?: string
}

interface ObjectQuery {
  readonly kind: string
  readonly name: string
  readonly database?: string
  readonly schema?: string
  readonly arguments?: string
}

export function snapshotRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById & { Querystring: { limit?: string } }>(
    '/api/services/:id/snapshots',
    {
      schema: {
        summary: "A service's snapshots, the newest first",
        params,
        querystring: { type: 'object', properties: { limit } },
        response: answers({ type: 'array', items: { $ref: 'SnapshotSummary#' } }, 400),
      },
    },
    ({ params: { id }, query }): Promise<readonly SnapshotSummary[]> =>
      listSnapshots(context, toServiceId(id), Number(query.limit ?? 100)),
  )

  app.get<ById>(
    '/api/snapshots/:id',
    {
      schema: {
        summary: 'What a snapshot holds, and what it had to skip',
        params,
        response: answers({ $ref: 'SnapshotDetail#' }, 400, 404),
      },
    },
    ({ params: { id } }): Promise<SnapshotDetail> => showSnapshot(context, toSnapshotId(id)),
  )

  app.get<ById & { Querystring: ObjectsQuery }>(
    '/api/snapshots/:id/objects',
    {
      schema: {
        summary: 'Keys of the objects in a snapshot, by database, schema and name',
        params,
        querystring: {
          type: 'object',
          properties: {
            kind: { anyOf: [kind, { type: 'array', items: kind }], description: 'One, or several by repeating it' },
            database: name,
            schema: name,
            q: {
              type: 'string',
              maxLength: searchAtMost,
              description: 'Words in names, types and comments, all to be found',
            },
            cursor: { type: 'string', maxLength: 20_000, description: '`next` of the page before' },
            limit,
          },
        },
        response: answers({ $ref: 'ObjectPage#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<ObjectPage> =>
      findObjects(context, toSnapshotId(id), {
        kinds: query.kind === undefined ? null : [query.kind].flat(),
        database: query.database ?? null,
        schema: query.schema ?? null,
        words: toWords(query),
        after: query.cursor === undefined ? null : readObjectCursor(query.cursor),
        limit: Number(query.limit ?? 100),
      }),
  )

  app.get<ById & { Querystring: ObjectQuery }>(
    '/api/snapshots/:id/object',
    {
      schema: {
        summary: 'One object of a snapshot, whole',
        params,
        querystring: {
          type: 'object',
          required: ['kind', 'name'],
          properties: { kind, name, database: name, schema: name, arguments: { type: 'string', maxLength: 10_000 } },
        },
        response: answers({ type: 'object', additionalProperties: true }, 400, 404),
      },
    },
    async ({ params: { id }, query }, reply) => {
      const object = await showObject(context, toSnapshotId(id), {
        kind: query.kind,
        name: query.name,
        database: query.database ?? null,
        schema: query.schema ?? null,
        arguments: query.arguments ?? '',
      })
      return reply.type('application/json; charset=utf-8').serializer(String).send(object)
    },
  )

  app.get<ById & { Querystring: { from: string } }>(
    '/api/snapshots/:id/difference',
    {
      schema: {
        summary: 'What differs in a snapshot from another one of the same service',
        params,
        querystring: { type: 'object', required: ['from'], properties: { from: { type: 'string', format: 'uuid' } } },
        response: answers({ $ref: 'SnapshotDifference#' }, 400, 404),
      },
    },
    ({ params: { id }, query: { from } }): Promise<SnapshotDifference> =>
      compareSnapshots(context, toSnapshotId(from), toSnapshotId(id)),
  )

  lineRoutes(app, context)
}

function lineRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById>(
    '/api/snapshots/:id/lines',
    {
      schema: {
        summary: 'The whole snapshot as JSON Lines; without its last line it is truncated',
        params,
        response: {
          200: {
            description: 'A header, an object a line, and an end',
            content: { 'application/jsonl': { schema: { type: 'string' } } },
          },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, log }, reply) => {
      const { number } = await showSnapshot(context, toSnapshotId(id))
      const stream = new PassThrough()
      const left = new AbortController()
      stream.on('close', () => left.abort())
      readSnapshotLines(context, toSnapshotId(id), async (lines) => {
        left.signal.throwIfAborted()
        // A reader that is slower than the state slows the reading.
        if (!stream.write(lines)) await once(stream, 'drain', { signal: left.signal })
      }).then(
        () => stream.end(),
        (error: unknown) => {
          if (left.signal.aborted) return
          log.error(describeError(error), 'a download ended with an error')
          stream.destroy()
        },
      )
      return reply
        .type('application/jsonl; charset=utf-8')
        .header('content-disposition', `attachment; filename="snapshot-${number}.jsonl"`)
        .send(stream)
    },
  )
}
