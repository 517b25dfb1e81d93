import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../core/error.ts'

/** What values of a type look like as text. */
const forms = { text: /^/, numeric: /^-?\d{1,40}(\.\d{1,40})?$/, integer: /^-?\d{1,9}$/ }

/** Rows by one expression, either way, nulls last; equal ones by names that no two rows share, always upwards. */
export interface PageOrder {
  readonly by: RawBuilder<unknown>
  readonly type: keyof typeof forms
  readonly down: boolean
  readonly names: readonly RawBuilder<unknown>[]
}

/** The row that a page ended with: the next one begins behind it, whatever was added or removed meanwhile. */
export interface PageEnd {
  /** What the expression gave, as text. */
  readonly value: string | null
  readonly names: readonly string[]
}

export function orderBy({ by, down, names }: PageOrder): RawBuilder<unknown> {
  return sql`order by ${by} ${sql.raw(down ? 'desc' : 'asc')} nulls last, ${sql.join(names)}`
}

/** Holds for rows behind `end`; for all where it is null. Throws REQUEST_INVALID for one that no such row can be. */
export function isBehind({ by, type, down, names }: PageOrder, end: PageEnd | null): RawBuilder<boolean> {
  if (end === null) return sql`true`
  if (end.value !== null && !forms[type].test(end.value)) throw unknownCursor()
  const named = sql`(${sql.join(names)}) > (${sql.join(end.names)})`
  if (end.value === null) return sql`(${by} is null and ${named})`
  const value = sql`${end.value}::${sql.raw(type)}`
  const beyond = sql.raw(down ? '<' : '>')
  return sql`(${by} is null or ${by} ${beyond} ${value} or (${by} = ${value} and ${named}))`
}

export const unknownCursor = (): AppError =>
  new AppError('REQUEST_INVALID', 'The cursor is none that a page gave.', { hint: 'Begin without one.' })
