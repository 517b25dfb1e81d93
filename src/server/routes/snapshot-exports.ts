import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { findSnapshotFormat, snapshotFormats } from '../../core/catalog/export/snapshot-formats.ts'
import { toSnapshotId } from '../../core/ids.ts'
import type { RunContext } from '../../runs/context.ts'
import { exportSnapshot } from '../../runs/export-snapshot.ts'
import { showSnapshot } from '../../runs/snapshots.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const name = { type: 'string', maxLength: 1000 } as const
const formats = snapshotFormats.map(({ id }) => id)

interface ExportQuery {
  readonly as: string
  readonly database?: string
  readonly schema?: string
}

/** Snapshots for other tools. */
export function snapshotExportRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<{ Params: { id: string }; Querystring: ExportQuery }>(
    '/api/snapshots/:id/export',
    {
      schema: {
        summary: 'A snapshot in the format of another tool',
        params,
        querystring: {
          type: 'object',
          required: ['as'],
          properties: { as: { type: 'string', enum: formats }, database: name, schema: name },
        },
        response: {
          200: { description: 'The document', content: { '*/*': { schema: { type: 'string' } } } },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const format = findSnapshotFormat(query.as)
      if (format === null) throw new Error('a format that the schema allows is not registered')
      const { number } = await showSnapshot(context, toSnapshotId(id))
      const { database = null, schema = null } = query
      const pieces = await exportSnapshot(context, toSnapshotId(id), format, { database, schema })
      return reply
        .type(format.contentType)
        .header('content-disposition', `attachment; filename="${fileName(number, format.id, format.extension)}"`)
        .send(Readable.from(inChunks(pieces)))
    },
  )
}

const fileName = (number: number, id: string, extension: string): string =>
  id === 'dbt' ? `sources${extension}` : `snapshot-${number}${id === 'csv-relations' ? '-relations' : ''}${extension}`

const chunkCharacters = 65_536

/** Small pieces together: each by itself would be a write. */
function* inChunks(pieces: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const piece of pieces) {
    chunk += piece
    if (chunk.length < chunkCharacters) continue
    yield chunk
    chunk = ''
  }
  // An empty document is a document as well.
  yield chunk
}
