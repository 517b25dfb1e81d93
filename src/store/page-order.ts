import { type RawBuilder, sql } from 'kysely'
import { AppError } from '../core/error.ts'

/** What values of a type look like as text. */
const forms = { text: /^/, numeric: /^-?\d{1,40}(\.\d{1,40})?$/, integer: /^-?\d{1,9}$/ }

export interface SortValue {
  readonly of: RawBuilder<unknown>
  readonly type: keyof typeof forms
  /** Whether some rows have none; these come last either way. */
  readonly optional: boolean
}

/** Rows by a value, equal ones by names that no two rows share and always upwards; by their names alone where it is null. */
export interface PageOrder {
  readonly by: SortValue | null
  readonly down: boolean
  readonly names: readonly RawBuilder<unknown>[]
}

/** The row that a page ended with: the next one begins behind it, whatever was added or removed meanwhile. */
export interface PageEnd {
  /** What it is sorted by, as text. */
  readonly value: string | null
  readonly names: readonly string[]
}

/** A row's {@link PageEnd.value}. */
export const sortValue = ({ by }: PageOrder): RawBuilder<string | null> =>
  by === null ? sql`null::text` : sql`(${by.of})::text`

export function orderBy({ by, down, names }: PageOrder): RawBuilder<unknown> {
  const way = sql.raw(down ? 'desc' : 'asc')
  if (by === null) return sql`order by ${sql.join(names.map((name) => sql`${name} ${way}`))}`
  return sql`order by ${by.of} ${way} nulls last, ${sql.join(names)}`
}

/** Holds for rows behind `end`; for all where it is null. Throws REQUEST_INVALID for one that no such row can be. */
export function isBehind({ by, down, names }: PageOrder, end: PageEnd | null): RawBuilder<boolean> {
  if (end === null) return sql`true`
  const beyond = sql.raw(down ? '<' : '>')
  if (by === null) return sql`(${sql.join(names)}) ${beyond} (${sql.join(end.names)})`
  const named = sql`(${sql.join(names)}) > (${sql.join(end.names)})`
  if (end.value === null && by.optional) return sql`(${by.of} is null and ${named})`
  if (end.value === null || !forms[by.type].test(end.value)) throw unknownCursor()
  const value = sql`${end.value}::${sql.raw(by.type)}`
  // As one comparison it finds its place in an index.
  if (!by.optional && !down) return sql`(${by.of}, ${sql.join(names)}) > (${value}, ${sql.join(end.names)})`
  const none = by.optional ? sql`${by.of} is null` : sql`false`
  return sql`(${none} or ${by.of} ${beyond} ${value} or (${by.of} = ${value} and ${named}))`
}

export const unknownCursor = (): AppError =>
  new AppError('REQUEST_INVALID', 'No page gave this cursor.', { hint: 'Begin without one.' })
