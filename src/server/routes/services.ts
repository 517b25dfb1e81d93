import type { FastifyInstance } from 'fastify'
import type { NameCheck, ServiceDetail, ServiceInput, ServiceSummary } from '../../core/api.ts'
import { toServiceId } from '../../core/ids.ts'
import type { RunContext } from '../../runs/context.ts'
import { checkName } from '../../runs/service-name.ts'
import {
  createService,
  deleteService,
  duplicateService,
  listServices,
  showService,
  updateService,
} from '../../runs/services.ts'
import { answers } from '../api-schemas.ts'

const params = { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } } as const
const body = { $ref: 'ServiceInput#' }
const detail = { $ref: 'ServiceDetail#' }

interface ById {
  readonly Params: { readonly id: string }
}

export function serviceRoutes(app: FastifyInstance, context: RunContext): void {
  app.get(
    '/api/services',
    {
      schema: {
        summary: 'The saved services, by name',
        response: answers({ type: 'array', items: { $ref: 'ServiceSummary#' } }),
      },
    },
    (): Promise<readonly ServiceSummary[]> => listServices(context),
  )

  app.get<{ Querystring: { name: string; except?: string } }>(
    '/api/services/name-check',
    {
      schema: {
        summary: 'Whether a name is free',
        querystring: {
          type: 'object',
          required: ['name'],
          properties: { name: { type: 'string', maxLength: 1000 }, except: { type: 'string', format: 'uuid' } },
        },
        response: answers({ $ref: 'NameCheck#' }, 400),
      },
    },
    ({ query: { name, except } }): Promise<NameCheck> =>
      checkName(context.store.services, name, except === undefined ? null : toServiceId(except)),
  )

  app.get<ById>(
    '/api/services/:id',
    { schema: { summary: 'A saved service, without its secrets', params, response: answers(detail, 400, 404) } },
    ({ params: { id } }): Promise<ServiceDetail> => showService(context, toServiceId(id)),
  )

  app.post<{ Body: ServiceInput }>(
    '/api/services',
    { schema: { summary: 'Save a new service', body, response: answers(detail, 400, 404, 409) } },
    ({ body: input }): Promise<ServiceDetail> => createService(context, input),
  )

  app.put<ById & { Body: ServiceInput }>(
    '/api/services/:id',
    {
      schema: {
        summary: 'Change a service; a secret that is left out stays, null clears it',
        params,
        body,
        response: answers(detail, 400, 404, 409),
      },
    },
    ({ params: { id }, body: input }): Promise<ServiceDetail> => updateService(context, toServiceId(id), input),
  )

  app.delete<ById>(
    '/api/services/:id',
    {
      schema: {
        summary: 'Delete a service',
        params,
        response: { 204: { description: 'Done', type: 'null' }, '4xx': { $ref: 'Error#' }, '5xx': { $ref: 'Error#' } },
      },
    },
    async ({ params: { id } }, reply) => {
      await deleteService(context, toServiceId(id))
      return reply.code(204).send()
    },
  )

  app.post<ById>(
    '/api/services/:id/duplicate',
    { schema: { summary: 'Copy a service, stored secrets included', params, response: answers(detail, 400, 404) } },
    ({ params: { id } }): Promise<ServiceDetail> => duplicateService(context, toServiceId(id)),
  )
}
