import type { FastifyInstance } from 'fastify'
import { toSnapshotId } from '../../core/ids.ts'
import { toLineageEntry } from '../../core/lineage/statement-lineage.ts'
import type { LineageAnswer, LineageProblems } from '../../core/lineage-api.ts'
import type { RunContext } from '../../runs/context.ts'
import { analyzeSql, listLineageProblems, showLineage } from '../../runs/lineage.ts'
import { answers } from '../api-schemas.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const name = { type: 'string', maxLength: 1000 } as const
const anything = { type: 'object', additionalProperties: true } as const

interface LineageQuery {
  readonly Params: { readonly id: string }
  readonly Querystring: {
    readonly database: string
    readonly schema: string
    readonly name: string
    readonly column?: string
    readonly direction?: 'upstream' | 'downstream'
    readonly depth?: string
  }
}

interface SqlBody {
  readonly sql: string
  readonly snapshotId?: string
  readonly database?: string
}

export function lineageRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<LineageQuery>(
    '/api/snapshots/:id/lineage',
    {
      schema: {
        summary: "Where a relation's or column's values come from and where they go",
        params,
        querystring: {
          type: 'object',
          required: ['database', 'schema', 'name'],
          properties: {
            database: name,
            schema: name,
            name,
            column: name,
            direction: { type: 'string', enum: ['upstream', 'downstream'], description: 'Both unless told' },
            depth: { type: 'string', pattern: '^([1-9]|[1-9]\\d)$', description: 'Relations away; 2 unless told' },
          },
        },
        response: answers({ $ref: 'LineageAnswer#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<LineageAnswer> =>
      showLineage(context, toSnapshotId(id), {
        database: query.database,
        schema: query.schema,
        relation: query.name,
        column: query.column ?? null,
        directions: query.direction === undefined ? ['upstream', 'downstream'] : [query.direction],
        depth: Number(query.depth ?? 2),
      }),
  )

  app.get<Pick<LineageQuery, 'Params'>>(
    '/api/snapshots/:id/lineage/problems',
    {
      schema: {
        summary: 'Where the lineage of a snapshot is incomplete or a guess',
        params,
        response: answers({ type: 'array', items: { $ref: 'LineageOrigin#' } }, 400, 404),
      },
    },
    ({ params: { id } }): Promise<LineageProblems> => listLineageProblems(context, toSnapshotId(id)),
  )

  sqlRoute(app, context)
}

function sqlRoute(app: FastifyInstance, context: RunContext): void {
  app.post<{ Body: SqlBody }>(
    '/api/lineage',
    {
      schema: {
        summary: 'Lineage of statements. Nothing is run, and no server is asked',
        body: {
          type: 'object',
          required: ['sql'],
          additionalProperties: false,
          properties: {
            sql: { type: 'string', maxLength: 2_000_000 },
            snapshotId: { type: 'string', format: 'uuid', description: 'By whose objects names are resolved' },
            database: { ...name, description: 'In which the statements would run' },
          },
        },
        response: answers(
          {
            type: 'object',
            required: ['statements', 'more'],
            properties: { statements: { type: 'array', items: anything }, more: { type: 'boolean' } },
          },
          400,
          404,
        ),
      },
    },
    async ({ body: { sql, snapshotId, database } }, reply) => {
      const left = new AbortController()
      reply.raw.once('close', () => left.abort())
      const wish = {
        sql,
        snapshotId: snapshotId === undefined ? null : toSnapshotId(snapshotId),
        database: database ?? null,
        connector: 'postgres',
      }
      const { statements, more } = await analyzeSql(context, wish, left.signal)
      return { statements: statements.map(toLineageEntry), more }
    },
  )
}
