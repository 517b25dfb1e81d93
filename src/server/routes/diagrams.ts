import type { FastifyInstance } from 'fastify'
import type { KeyDiagram } from '../../core/diagram/key-diagram.ts'
import { toSnapshotId } from '../../core/ids.ts'
import type { RunContext } from '../../runs/context.ts'
import { diagramAround, diagramOfSchema } from '../../runs/key-diagram.ts'
import { answers } from '../api-schemas.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const name = { type: 'string', maxLength: 1000 } as const

interface DiagramQuery {
  readonly Params: { readonly id: string }
  readonly Querystring: {
    readonly database: string
    readonly schema: string
    readonly name?: string
    readonly depth?: string
  }
}

export function diagramRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<DiagramQuery>(
    '/api/snapshots/:id/keys',
    {
      schema: {
        summary: 'Foreign keys between the tables of a schema, or around one table',
        params,
        querystring: {
          type: 'object',
          required: ['database', 'schema'],
          properties: {
            database: name,
            schema: name,
            name: { ...name, description: 'The table in the middle; without it all tables of the schema' },
            depth: { type: 'string', pattern: '^[1-3]$', description: 'How many foreign keys away; 1 unless told' },
          },
        },
        response: answers({ $ref: 'KeyDiagram#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<KeyDiagram> => {
      const { database, schema } = query
      if (query.name === undefined) return diagramOfSchema(context, toSnapshotId(id), database, schema)
      const around = { database, schema, name: query.name, depth: Number(query.depth ?? 1) }
      return diagramAround(context, toSnapshotId(id), around)
    },
  )
}
