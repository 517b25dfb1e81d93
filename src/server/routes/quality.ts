import type { FastifyInstance } from 'fastify'
import { toServiceId } from '../../core/ids.ts'
import type { QualitySettings } from '../../core/quality/settings.ts'
import type { ColumnTrend, QualityService, RelationProfiles, ServiceProfiles } from '../../core/quality-api.ts'
import type { RunContext } from '../../runs/context.ts'
import { listProfiles } from '../../runs/quality/list-profiles.ts'
import {
  changeQualitySettings,
  listQuality,
  showProfiles,
  showQualitySettings,
  showTrend,
} from '../../runs/quality/profiles.ts'
import { answers } from '../api-schemas.ts'

const id = { type: 'string', format: 'uuid' } as const
const params = { type: 'object', required: ['id'], properties: { id } } as const
const name = { type: 'string', maxLength: 1000 } as const
const place = { database: name, schema: name, name } as const

interface ById {
  readonly Params: { readonly id: string }
}

interface ByRelation extends ById {
  readonly Querystring: {
    readonly database: string
    readonly schema: string
    readonly name: string
    readonly profile?: string
    readonly column: string
  }
}

export function qualityRoutes(app: FastifyInstance, context: RunContext): void {
  app.get(
    '/api/quality',
    {
      schema: {
        summary: 'Services whose rows were looked at, by name',
        response: answers({ type: 'array', items: { $ref: 'QualityService#' } }),
      },
    },
    (): Promise<readonly QualityService[]> => listQuality(context),
  )

  app.get<ById>(
    '/api/services/:id/profiles',
    {
      schema: {
        summary: "Each relation's newest profile without its columns, and relations that could not be profiled",
        params,
        response: answers({ $ref: 'ServiceProfiles#' }, 400, 404),
      },
    },
    ({ params: { id } }): Promise<ServiceProfiles> => listProfiles(context, toServiceId(id)),
  )

  app.get<ByRelation>(
    '/api/services/:id/profiles/relation',
    {
      schema: {
        summary: "A relation's profile, with what changed since the one before, and its earlier ones",
        params,
        querystring: {
          type: 'object',
          required: ['database', 'schema', 'name'],
          properties: {
            ...place,
            profile: { type: 'string', pattern: '^[1-9]\\d{0,17}$', description: 'The newest unless told' },
          },
        },
        response: answers({ $ref: 'RelationProfiles#' }, 400, 404),
      },
    },
    ({ params: { id }, query: { database, schema, name: relation, profile } }): Promise<RelationProfiles> =>
      showProfiles(context, toServiceId(id), { database, schema, relation }, profile ?? null),
  )

  app.get<ByRelation>(
    '/api/services/:id/profiles/trend',
    {
      schema: {
        summary: "A column's figures over the last profiles of its relation, the oldest first",
        params,
        querystring: {
          type: 'object',
          required: ['database', 'schema', 'name', 'column'],
          properties: { ...place, column: name },
        },
        response: answers({ $ref: 'ColumnTrend#' }, 400, 404),
      },
    },
    ({ params: { id }, query: { database, schema, name: relation, column } }): Promise<ColumnTrend> =>
      showTrend(context, toServiceId(id), { database, schema, relation }, column),
  )

  settingsRoutes(app, context)
}

function settingsRoutes(app: FastifyInstance, context: RunContext): void {
  const settings = { $ref: 'QualitySettings#' }
  app.get<ById>(
    '/api/services/:id/quality-settings',
    {
      schema: {
        summary: "How a service's rows are looked at, and whether values may be kept",
        params,
        response: answers(settings, 400, 404),
      },
    },
    ({ params: { id } }): Promise<QualitySettings> => showQualitySettings(context, toServiceId(id)),
  )

  app.put<ById & { Body: QualitySettings }>(
    '/api/services/:id/quality-settings',
    {
      schema: {
        summary: 'Change that; values that may no longer be kept are removed at once',
        params,
        body: settings,
        response: answers(settings, 400, 404),
      },
    },
    ({ params: { id }, body }): Promise<QualitySettings> => changeQualitySettings(context, toServiceId(id), body),
  )
}
