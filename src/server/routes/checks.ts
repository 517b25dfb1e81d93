import type { FastifyInstance } from 'fastify'
import { toServiceId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import { type AttentionState, attentionStates } from '../../core/quality/checks/attention.ts'
import type { CheckResult } from '../../core/quality/checks/check.ts'
import {
  type CheckPreviewAnswer,
  type CheckSort,
  checkSorts,
  type ServiceChecks,
  type SuggestionPage,
  type SuggestionsAdded,
  type SuggestionWish,
} from '../../core/quality-api.ts'
import type { RunContext } from '../../runs/context.ts'
import {
  addChecks,
  deleteCheck,
  exportChecks,
  importChecks,
  listChecks,
  previewCheck,
  showCheckHistory,
} from '../../runs/quality/checks.ts'
import { addSuggestions, listSuggestions } from '../../runs/quality/suggestions.ts'
import { answers } from '../api-schemas.ts'
import { byWords, type ListQuery, type PlaceQuery, page, toPage, toPlace, toWords } from '../list-query.ts'

const id = { type: 'string', format: 'uuid' } as const
const params = { type: 'object', required: ['id'], properties: { id } } as const
const name = { type: 'string', maxLength: 1000 } as const
const byCheck = {
  type: 'object',
  required: ['check'],
  properties: { check: { type: 'string', maxLength: 4000, description: 'Its id' } },
} as const
const checks = { $ref: 'ServiceChecks#' }

interface ById {
  readonly Params: { readonly id: string }
}

interface ByCheck extends ById {
  readonly Querystring: { readonly check: string }
}

interface ChecksQuery extends ListQuery, PlaceQuery {
  readonly state?: AttentionState | readonly AttentionState[]
  readonly sort?: CheckSort
}

const state = { type: 'string', enum: attentionStates } as const
const checksQuery = {
  type: 'object',
  properties: {
    state: { anyOf: [state, { type: 'array', items: state }], description: 'One, or several by repeating it' },
    ...byWords,
    database: name,
    schema: name,
    name: { ...name, description: 'Checks of one relation alone' },
    sort: {
      type: 'string',
      enum: checkSorts,
      description:
        'attention unless told: what has to be looked at comes first. Only id stays as it is while checks are run',
    },
    ...page,
  },
  dependencies: { name: ['database', 'schema'] },
} as const

const toListed = ({ state, sort, ...query }: ChecksQuery) => ({
  ...toPage(query),
  states: state === undefined ? [] : [state].flat(),
  words: toWords(query),
  place: toPlace(query),
  sort: sort ?? 'attention',
})

export function checkRoutes(app: FastifyInstance, context: RunContext): void {
  app.get<ById & { Querystring: ChecksQuery }>(
    '/api/services/:id/checks',
    {
      schema: {
        summary: 'Data quality checks of a service, each with its newest result, a page at a time',
        params,
        querystring: checksQuery,
        response: answers(checks, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<ServiceChecks> => listChecks(context, toServiceId(id), toListed(query)),
  )

  app.post<ById & { Body: { readonly checks: readonly JsonObject[] } }>(
    '/api/services/:id/checks',
    {
      schema: {
        summary: 'Add checks; one with the id of another takes its place and keeps its results',
        params,
        body: { $ref: 'CheckList#' },
        response: answers(checks, 400, 404),
      },
    },
    ({ params: { id }, body }): Promise<ServiceChecks> => addChecks(context, toServiceId(id), body.checks),
  )

  app.delete<ByCheck>(
    '/api/services/:id/checks',
    {
      schema: {
        summary: 'Delete a check and its results',
        params,
        querystring: byCheck,
        response: { 204: { description: 'Done', type: 'null' }, '4xx': { $ref: 'Error#' }, '5xx': { $ref: 'Error#' } },
      },
    },
    async ({ params: { id }, query: { check } }, reply) => {
      await deleteCheck(context, toServiceId(id), check)
      return reply.code(204).send()
    },
  )

  app.get<ByCheck>(
    '/api/services/:id/check-results',
    {
      schema: {
        summary: 'What came of one check, the newest first',
        params,
        querystring: byCheck,
        response: answers({ type: 'array', items: { $ref: 'CheckResult#' } }, 400, 404),
      },
    },
    ({ params: { id }, query: { check } }): Promise<readonly CheckResult[]> =>
      showCheckHistory(context, toServiceId(id), check),
  )

  suggestionRoutes(app, context)
  fileRoutes(app, context)
}

function suggestionRoutes(app: FastifyInstance, context: RunContext): void {
  const { cursor, limit } = page
  app.get<ById & { Querystring: ListQuery & PlaceQuery }>(
    '/api/services/:id/check-suggestions',
    {
      schema: {
        summary:
          'Checks that constraints and profiles suggest and that are not there yet: of a relation, or of all, a page at a time',
        params,
        querystring: {
          type: 'object',
          properties: { ...byWords, database: name, schema: name, name, cursor, limit },
          dependencies: { name: ['database', 'schema'] },
        },
        response: answers({ $ref: 'SuggestionPage#' }, 400, 404),
      },
    },
    ({ params: { id }, query }): Promise<SuggestionPage> =>
      listSuggestions(context, toServiceId(id), { ...toPage(query), words: toWords(query), place: toPlace(query) }),
  )

  app.post<ById & { Body: SuggestionWish }>(
    '/api/services/:id/check-suggestions',
    {
      schema: {
        summary: 'Add what is suggested for the next few hundred relations; `next` of the answer goes on from there',
        params,
        body: { $ref: 'SuggestionWish#' },
        response: answers({ $ref: 'SuggestionsAdded#' }, 400, 404),
      },
    },
    ({ params: { id }, body }): Promise<SuggestionsAdded> =>
      addSuggestions(context, toServiceId(id), {
        words: toWords(body),
        place: toPlace(body),
        except: new Set(body.except),
        cursor: body.cursor ?? null,
      }),
  )
}

function fileRoutes(app: FastifyInstance, context: RunContext): void {
  const file = { $ref: 'CheckFile#' }
  app.get<ById>(
    '/api/services/:id/check-file',
    {
      schema: {
        summary: 'The checks as the YAML file that the command reads',
        params,
        response: answers(file, 400, 404),
      },
    },
    async ({ params: { id } }): Promise<{ text: string }> => ({ text: await exportChecks(context, toServiceId(id)) }),
  )

  app.put<ById & { Body: { readonly text: string } }>(
    '/api/services/:id/check-file',
    {
      schema: {
        summary: "Such a file's checks instead of those there are; results stay where an id stays",
        params,
        body: file,
        response: answers(checks, 400, 404),
      },
    },
    ({ params: { id }, body: { text } }): Promise<ServiceChecks> => importChecks(context, toServiceId(id), text),
  )

  app.post<ById & { Body: { readonly check: JsonObject } }>(
    '/api/services/:id/check-previews',
    {
      schema: {
        summary: 'The SQL of a check and what the server expects it to cost, without running it',
        params,
        body: { $ref: 'CheckToPreview#' },
        response: answers({ $ref: 'CheckPreviewAnswer#' }, 400, 404),
      },
    },
    async ({ params: { id }, body: { check }, socket }): Promise<CheckPreviewAnswer> => {
      const left = new AbortController()
      const leave = () => left.abort('the client left')
      socket.once('close', leave)
      try {
        return await previewCheck(context, toServiceId(id), check, left.signal)
      } finally {
        socket.off('close', leave)
      }
    },
  )
}
