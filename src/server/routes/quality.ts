import type { FastifyInstance } from 'fastify'
import { toServiceId } from '../../core/ids.ts'
import type { QualitySettings } from '../../core/quality/settings.ts'
import {
  type ColumnTrend,
  type ProfileCoverage,
  type ProfileFailures,
  type ProfileSort,
  profileSorts,
  type QualityService,
  type RelationProfiles,
  type ServiceProfiles,
} from '../../core/quality-api.ts'
import type { RunContext } from '../../runs/context.ts'
import { listFailures, listProfiles, showCoverage } from '../../runs/quality/list-profiles.ts'
import {
  changeQualitySettings,
  listQuality,
  showProfiles,
  showQualitySettings,
  showTrend,
} from '../../runs/quality/profiles.ts'
import { answers } from '../api-schemas.ts'
import { byWords, type ListQuery, page, toPage, toWords } from '../list-query.ts'

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

interface ProfilesQuery extends ListQuery {
  readonly only?: 'changed'
  readonly sort?: ProfileSort
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

  listRoutes(app, context)

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

function listRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById & { Querystring: ProfilesQuery }>(
    '/api/services/:id/profiles',
    {
      schema: {
        summary: "Each relation's newest profile without its columns, a page at a time",
        params,
        querystring: {
          type: 'object',
          properties: {
            ...byWords,
            only: { type: 'string', enum: ['changed'], description: 'Those that are notably different' },
            sort: { type: 'string', enum: profileSorts, description: 'relation unless told' },
            ...page,
          },
        },
        response: answers({ $ref: 'ServiceProfiles#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<ServiceProfiles> =>
      listProfiles(context, toServiceId(id), {
        ...toPage(query),
        words: toWords(query),
        only: query.only ?? null,
        sort: query.sort ?? 'relation',
      }),
  )

  const { cursor, limit } = page
  app.get<ById & { Querystring: ListQuery }>(
    '/api/services/:id/profile-failures',
    {
      schema: {
        summary: 'Relations that could not be profiled when it was last tried, by name, a page at a time',
        params,
        querystring: { type: 'object', properties: { cursor, limit } },
        response: answers({ $ref: 'ProfileFailures#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<ProfileFailures> => listFailures(context, toServiceId(id), toPage(query)),
  )

  app.get<ById>(
    '/api/services/:id/profile-coverage',
    {
      schema: {
        summary: 'How many relations were profiled, how long ago, and of which there is no profile',
        params,
        response: answers({ $ref: 'ProfileCoverage#' }, 400, 404),
      },
    },
    ({ params: { id } }): Promise<ProfileCoverage> => showCoverage(context, toServiceId(id)),
  )
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
