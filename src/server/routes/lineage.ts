import type { FastifyInstance } from 'fastify'
import { toSnapshotId } from '../../core/ids.ts'
import { type LineageFormat, lineageFormats } from '../../core/lineage/export/lineage-export.ts'
import { toLineageEntry } from '../../core/lineage/statement-lineage.ts'
import type { LineageAnswer, LineageProblems } from '../../core/lineage-api.ts'
import type { RunContext } from '../../runs/context.ts'
import { exportLineage } from '../../runs/export-lineage.ts'
import { analyzeSql, listLineageProblems, showLineage } from '../../runs/lineage.ts'
import { answers } from '../api-schemas.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const name = { type: 'string', maxLength: 1000 } as const
const statements = {
  type: 'string',
  enum: ['true', 'false'],
  description: 'With the statements that kept readings of usage saw run; without them unless told',
} as const
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
    readonly statements?: 'true' | 'false'
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
            statements,
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
        statements: query.statements === 'true',
      }),
  )

  app.get<Pick<LineageQuery, 'Params'> & { Querystring: Pick<LineageQuery['Querystring'], 'statements'> }>(
    '/api/snapshots/:id/lineage/problems',
    {
      schema: {
        summary: 'Where the lineage of a snapshot is incomplete or a guess',
        params,
        querystring: { type: 'object', properties: { statements } },
        response: answers({ type: 'array', items: { $ref: 'LineageOrigin#' } }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<LineageProblems> =>
      listLineageProblems(context, toSnapshotId(id), query.statements === 'true'),
  )

  sqlRoute(app, context)
  exportRoute(app, context)
}

interface ExportQuery {
  readonly Params: { readonly id: string }
  readonly Querystring: { readonly as: LineageFormat; readonly statements?: 'true' | 'false' }
}

const files = { csv: '.csv', dot: '.dot', mermaid: '.mmd', openlineage: '.jsonl' } as const

function exportRoute(app: FastifyInstance, context: RunContext): void {
  app.get<ExportQuery>(
    '/api/snapshots/:id/lineage/export',
    {
      schema: {
        summary: 'The whole lineage of a snapshot in the format of another tool',
        params,
        querystring: {
          type: 'object',
          required: ['as'],
          properties: { as: { type: 'string', enum: lineageFormats }, statements },
        },
        response: {
          200: { description: 'The document', content: { '*/*': { schema: { type: 'string' } } } },
          '4xx': { $ref: 'Error#' },
          '5xx': { $ref: 'Error#' },
        },
      },
    },
    async ({ params: { id }, query }, reply) => {
      const text = await exportLineage(context, toSnapshotId(id), query.as, query.statements === 'true')
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="lineage${files[query.as]}"`)
        .send(text)
    },
  )
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
