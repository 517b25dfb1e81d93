import type { FastifyInstance } from 'fastify'
import type {
  ScheduleChange,
  ScheduleInput,
  SchedulePreview,
  ServiceHoldings,
  ServiceRetention,
} from '../../core/api.ts'
import { toScheduleId, toServiceId } from '../../core/ids.ts'
import type { Retention, Schedule } from '../../core/runs.ts'
import type { RunContext } from '../../runs/context.ts'
import {
  changeGeneralRetention,
  changeRetention,
  showGeneralRetention,
  showHoldings,
  showRetention,
} from '../../runs/retention.ts'
import { createSchedule, deleteSchedule, listSchedules, previewSchedule, updateSchedule } from '../../runs/schedules.ts'
import { answers } from '../api-schemas.ts'

const uuid = { type: 'string', format: 'uuid' } as const
const params = { type: 'object', required: ['id'], properties: { id: uuid } } as const
const schedule = { $ref: 'Schedule#' }

interface ById {
  readonly Params: { readonly id: string }
}

export function scheduleRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<{ Querystring: { service?: string } }>(
    '/api/schedules',
    {
      schema: {
        summary: 'Schedules of a service, or of all',
        querystring: { type: 'object', properties: { service: uuid } },
        response: answers({ type: 'array', items: schedule }, 400),
      },
    },
    ({ query: { service } }): Promise<readonly Schedule[]> =>
      listSchedules(context, service === undefined ? null : toServiceId(service)),
  )

  app.get<{ Querystring: { cron: string; timeZone: string } }>(
    '/api/schedule-preview',
    {
      schema: {
        summary: 'A schedule in words, and its next three times',
        querystring: {
          type: 'object',
          required: ['cron', 'timeZone'],
          properties: { cron: { type: 'string', maxLength: 200 }, timeZone: { type: 'string', maxLength: 100 } },
        },
        response: answers({ $ref: 'SchedulePreview#' }, 400),
      },
    },
    async ({ query: { cron, timeZone } }): Promise<SchedulePreview> => previewSchedule(cron, timeZone),
  )

  app.post<ById & { Body: ScheduleInput }>(
    '/api/services/:id/schedules',
    {
      schema: {
        summary: 'Let runs of one kind start by themselves; a time that nobody was there for is made up once',
        params,
        body: { $ref: 'ScheduleInput#' },
        response: answers(schedule, 400, 404, 409),
      },
    },
    ({ params: { id }, body }): Promise<Schedule> => createSchedule(context, toServiceId(id), body),
  )

  app.put<ById & { Body: ScheduleChange }>(
    '/api/schedules/:id',
    {
      schema: {
        summary: 'Change a schedule',
        params,
        body: { $ref: 'ScheduleChange#' },
        response: answers(schedule, 400, 404),
      },
    },
    ({ params: { id }, body }): Promise<Schedule> => updateSchedule(context, toScheduleId(id), body),
  )

  app.delete<ById>(
    '/api/schedules/:id',
    {
      schema: {
        summary: 'Delete a schedule',
        params,
        response: { 204: { description: 'Done', type: 'null' }, '4xx': { $ref: 'Error#' }, '5xx': { $ref: 'Error#' } },
      },
    },
    async ({ params: { id } }, reply) => {
      await deleteSchedule(context, toScheduleId(id))
      return reply.code(204).send()
    },
  )

  retentionRoutes(app, context)
}

function retentionRoutes(app: FastifyInstance, context: RunContext): void {
  const ownRetention = { $ref: 'ServiceRetention#' }
  const retention = { $ref: 'Retention#' }

  app.get<ById>(
    '/api/services/:id/holdings',
    {
      schema: {
        summary: 'What goes with a service when it is deleted',
        params,
        response: answers({ $ref: 'ServiceHoldings#' }, 400, 404),
      },
    },
    ({ params: { id } }): Promise<ServiceHoldings> => showHoldings(context, toServiceId(id)),
  )

  app.get<ById>(
    '/api/services/:id/retention',
    {
      schema: {
        summary: 'How long runs, snapshots and tests of a service are kept',
        params,
        response: answers(ownRetention, 400, 404),
      },
    },
    ({ params: { id } }): Promise<ServiceRetention> => showRetention(context, toServiceId(id)),
  )

  app.put<ById & { Body: { own: Retention | null } }>(
    '/api/services/:id/retention',
    {
      schema: {
        summary: 'Change that; what is past keeping is removed at once',
        params,
        body: { $ref: 'OwnRetention#' },
        response: answers(ownRetention, 400, 404),
      },
    },
    ({ params: { id }, body: { own } }): Promise<ServiceRetention> => changeRetention(context, toServiceId(id), own),
  )

  app.get(
    '/api/retention',
    { schema: { summary: 'How long is kept where a service has no rule of its own', response: answers(retention) } },
    (): Promise<Retention> => showGeneralRetention(context),
  )

  app.put<{ Body: Retention }>(
    '/api/retention',
    { schema: { summary: 'Change that', body: retention, response: answers(retention, 400) } },
    ({ body }): Promise<Retention> => changeGeneralRetention(context, body),
  )
}
