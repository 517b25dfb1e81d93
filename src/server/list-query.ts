import type { RelationPlace } from '../core/quality-api.ts'
import { searchAtMost, searchWords } from '../core/search-words.ts'
import type { PageRequest } from '../runs/page-cursor.ts'

/** What requests for a part of a long list have in common. */
export interface ListQuery {
  readonly q?: string
  readonly down?: 'true' | 'false'
  readonly cursor?: string
  readonly limit?: string
}

export const byWords = {
  q: { type: 'string', maxLength: searchAtMost, description: 'Words in names, all to be found' },
} as const

export const page = {
  down: { type: 'string', enum: ['true', 'false'], description: 'The other way round; what has no value stays last' },
  cursor: { type: 'string', maxLength: 20_000, description: '`next` of the page before' },
  limit: {
    type: 'string',
    pattern: '^[1-9]\\d{0,2}$',
    description: 'At most 999, 100 unless told; long rows make a page shorter',
  },
} as const

export const toPage = ({ down, cursor, limit }: ListQuery): PageRequest & { readonly down: boolean } => ({
  down: down === 'true',
  cursor: cursor ?? null,
  limit: Number(limit ?? 100),
})

export const toWords = ({ q = '' }: Pick<ListQuery, 'q'>): readonly string[] => searchWords(q)

/** One relation. */
export interface PlaceQuery {
  readonly database?: string
  readonly schema?: string
  readonly name?: string
}

/** Null unless the query names a relation. */
export function toPlace({ database, schema, name: relation }: PlaceQuery): RelationPlace | null {
  return database === undefined || schema === undefined || relation === undefined
    ? null
    : { database, schema, relation }
}
