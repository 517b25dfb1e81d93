import type { FastifyInstance } from 'fastify'
import type { ChangePage, ServiceActivity, WorkerSummary } from '../../core/api.ts'
import type { ChangeStatement } from '../../core/catalog/ddl-renderer.ts'
import type { Classification } from '../../core/classification.ts'
import { toServiceId, toSnapshotId } from '../../core/ids.ts'
import { listActivity, listWorkers } from '../../runs/activity.ts'
import { writeChangeScript } from '../../runs/change-script.ts'
import { listChanges } from '../../runs/changes.ts'
import { listClassifications } from '../../runs/classifications.ts'
import type { RunContext } from '../../runs/context.ts'
import { answers } from '../api-schemas.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const

/** What is put together from runs, schedules and snapshots of all services. */
export function overviewRoutes(app: FastifyInstance, context: RunContext): void {
  app.get(
    '/api/service-activity',
    {
      schema: {
        summary: 'What was last read of each service, and when it is read next',
        response: answers({ type: 'array', items: { $ref: 'ServiceActivity#' } }),
      },
    },
    (): Promise<readonly ServiceActivity[]> => listActivity(context),
  )

  app.get(
    '/api/workers',
    {
      schema: {
        summary: 'The processes that perform runs',
        response: answers({ type: 'array', items: { $ref: 'WorkerSummary#' } }),
      },
    },
    (): Promise<readonly WorkerSummary[]> => listWorkers(context),
  )

  app.get(
    '/api/classifications',
    {
      schema: {
        summary: 'Policies as tags, under the names that services give them, with where each is used',
        response: answers({ type: 'array', items: { $ref: 'Classification#' } }),
      },
    },
    (): Promise<readonly Classification[]> => listClassifications(context),
  )

  app.get<{ Params: { readonly id: string }; Querystring: { from: string } }>(
    '/api/snapshots/:id/change-script',
    {
      schema: {
        summary: 'Statements that turn another snapshot of the same service into this one',
        params,
        querystring: { type: 'object', required: ['from'], properties: { from: { type: 'string', format: 'uuid' } } },
        response: answers({ type: 'array', items: { $ref: 'ChangeStatement#' } }, 400, 404),
      },
    },
    ({ params: { id }, query: { from } }): Promise<readonly ChangeStatement[]> =>
      writeChangeScript(context, toSnapshotId(from), toSnapshotId(id)),
  )

  app.get<{ Params: { readonly id: string }; Querystring: { before?: string; limit?: string } }>(
    '/api/services/:id/changes',
    {
      schema: {
        summary: 'How a service changed from snapshot to snapshot, the newest first',
        params,
        querystring: {
          type: 'object',
          properties: {
            before: { type: 'string', pattern: '^\\d{1,9}$', description: '`next` of the page before' },
            limit: {
              type: 'string',
              pattern: '^([1-9]|[1-4]\\d|50)$',
              description: 'Snapshots to look at, at most 50; 20 unless told',
            },
          },
        },
        response: answers({ $ref: 'ChangePage#' }, 400),
      },
    },
    ({ params: { id }, query: { before, limit } }): Promise<ChangePage> =>
      listChanges(context, toServiceId(id), {
        before: before === undefined ? null : Number(before),
        limit: Number(limit ?? 20),
      }),
  )
}
