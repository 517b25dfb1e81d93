import type { JsonValue } from '../json.ts'
import type { SensitiveFinding } from './sensitive/finding.ts'

/** How a figure was come by: from every row, from some of them, or from the server's own statistics. */
export type Basis = 'exact' | 'sampled' | 'estimate'

/**
 * A figure about a whole relation or column. 64-bit integers, numerics, NaN and infinities are text; values of other
 * types are text as the server writes them.
 */
export interface Measure<Value extends JsonValue = JsonValue> {
  readonly value: Value
  readonly basis: Basis
  /** Rows it rests on, 64-bit as text: all of them, those of the sample, or those that ANALYZE looked at. */
  readonly rows: string
  /** Half of the width of the 95 % interval around a sampled figure, in its own unit. Absent where it is not known. */
  readonly error?: number
}

export interface TopValue {
  readonly [key: string]: JsonValue
  readonly value: JsonValue
  /** Share of all rows, nulls included. */
  readonly fraction: number
}

/** Bounds between which equal shares of the values lie, ascending; the first is the least value, the last the greatest. */
export type Histogram = { readonly bounds: readonly JsonValue[] }

/** What could be told of a column. What its type does not have, or was not measured, is absent; null is "no value". */
export interface ColumnMetrics {
  readonly rowCount?: Measure<string>
  readonly nullCount?: Measure<string>
  readonly nullFraction?: Measure<number | null>
  readonly distinctCount?: Measure<string>
  /** Values that occur once. */
  readonly uniqueCount?: Measure<string>
  readonly min?: Measure
  readonly max?: Measure
  readonly mean?: Measure
  readonly sum?: Measure
  /** Of a sample, n − 1, as SQL's `stddev`. */
  readonly stddev?: Measure
  readonly q1?: Measure
  readonly median?: Measure
  readonly q3?: Measure
  /** Characters of text, bytes of binary values, elements of arrays. */
  readonly minLength?: Measure<number | null>
  readonly maxLength?: Measure<number | null>
  readonly meanLength?: Measure<number | null>
  readonly trueCount?: Measure<string>
  readonly nanCount?: Measure<string>
  readonly infiniteCount?: Measure<string>
  readonly topValues?: Measure<readonly TopValue[]>
  readonly histogram?: Measure<Histogram>
}

export interface ColumnProfile {
  readonly column: string
  /** As the server writes it, such as `numeric(10,2)`. */
  readonly type: string
  /** Behind the domain, where it is one. */
  readonly base?: string
  readonly metrics: ColumnMetrics
}

export interface ProfileProblem {
  /** `ROWS_HIDDEN`, `TABLE_NOT_READABLE`, `COLUMNS_NOT_READABLE`, `BUDGET_SPENT`, or the code of a diagnosis. */
  readonly code: string
  /** A sentence or two. */
  readonly message: string
  /** The server's own words. */
  readonly detail?: string
}

export interface RelationProfile {
  readonly database: string
  readonly schema: string
  readonly relation: string
  readonly kind: string
  /** ISO 8601, UTC. */
  readonly profiledAt: string
  readonly durationMs: number
  /** Null where not even an estimate is there. */
  readonly rows: Measure<string> | null
  /** On disk with TOAST, without indexes, 64-bit as text; null for what takes no room, or where it is not known. */
  readonly bytes: string | null
  readonly columns: readonly ColumnProfile[]
  /** Columns that seem to hold personal or secret values; absent where nobody asked. */
  readonly sensitive?: readonly SensitiveFinding[]
  readonly problems: readonly ProfileProblem[]
}

/** A relation of which nothing could be measured. */
export interface ProfileFailure {
  readonly database: string
  readonly schema: string
  readonly relation: string
  readonly reason: ProfileProblem
}

export interface ProfileReading {
  readonly relations: readonly RelationProfile[]
  readonly failed: readonly ProfileFailure[]
}

/** Which rows are looked at, instead of all of them. */
export type ProfileSample =
  | { readonly method: 'bernoulli' | 'system'; readonly percent: number }
  | { readonly method: 'rows'; readonly rows: number }

export interface ProfileRequest {
  /** `[database.]schema.name`, `schema.name` or `name`, quoted as in SQL; null for everything the settings select. */
  readonly relations: readonly string[] | null
  /** Everything from all rows, whatever it takes. */
  readonly exact: boolean
  readonly sample: ProfileSample | null
  /** A condition in SQL on the rows that are looked at; evaluated by the server in a read-only transaction. */
  readonly where: string | null
  /** Looks for personal and secret values too, by names of columns and some hundred values that are kept nowhere. */
  readonly classify?: boolean
  readonly budget: ProfileBudget
  /** Relations that were profiled before and are left out. */
  readonly done: readonly { readonly database: string; readonly schema: string; readonly relation: string }[]
}

/** Null is without limit. The cheapest relations come first. */
export interface ProfileBudget {
  readonly totalMs: number | null
  readonly relationMs: number
  /** Bytes to be read in all, as far as sizes tell. */
  readonly bytes: number | null
}
