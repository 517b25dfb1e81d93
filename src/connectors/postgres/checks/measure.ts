import type { JsonValue } from '../../../core/json.ts'
import { nearestName } from '../../../core/nearest-name.ts'
import type { Check, CheckProblem } from '../../../core/quality/checks/check.ts'
import type { QueryRows } from '../connection.ts'
import type { NamesFrom } from './check-transaction.ts'
import { columnNotFound, columnNotReadable } from './problems.ts'
import type { CheckedColumn, CheckedRelation } from './relations.ts'

/** What a measurement says of a check. */
export interface Verdict {
  readonly passed: boolean
  readonly observed: JsonValue
  /** Null where the kind is not about single rows, or they were not counted yet. */
  readonly failingRows: string | null
  readonly rows: string | null
}

/** An aggregate over the rows `s` that the check looks at, and of these over those that fulfil a condition. */
export type Aggregate = (call: string, condition?: string) => string

/** Answered together with others by one reading of the relation. */
export interface FoldedMeasure {
  readonly way: 'folded'
  /** Expressions over aggregates, each a text. */
  figures(aggregate: Aggregate): readonly string[]
  read(figures: readonly (string | null)[]): Verdict
  /** Counts the failing rows where `read` could not; one row of one text. Asked only when the check failed. */
  readonly recount?: string
  /** Slower and without limits, for when arithmetic failed. */
  readonly careful?: FoldedMeasure
  readonly sample?: Sample
}

/** A statement of its own. */
export interface ApartMeasure {
  readonly way: 'apart'
  readonly sql: string
  readonly names: NamesFrom
  /** A problem where the answer is none. */
  read(answer: QueryRows): Verdict | CheckProblem
  readonly sample?: Sample
}

/** Answered by the catalog. */
export interface ToldMeasure {
  readonly way: 'told'
  readonly verdict: Verdict
}

export interface UnfitMeasure {
  readonly way: 'unfit'
  readonly problem: CheckProblem
}

export type Measure = FoldedMeasure | ApartMeasure | ToldMeasure | UnfitMeasure

/** Writes a statement that reads at most so many of the failing rows. */
export type Sample = (limit: number) => string

/** A relation and what is in it. */
export interface Found {
  readonly relation: CheckedRelation
  readonly columns: readonly CheckedColumn[]
}

/** What a check is about, as the server has it. */
export interface Subject extends Found {
  readonly check: Check
  /** Another relation that the check names, as SQL writes it. */
  other(name: string): Found | CheckProblem
}

export const unfit = (problem: CheckProblem): UnfitMeasure => ({ way: 'unfit', problem })

export const isProblem = (value: object): value is CheckProblem => 'code' in value && 'message' in value

/** A check that cannot be put to the server. */
export class UnfitCheck extends Error {
  readonly problem: CheckProblem

  constructor(problem: CheckProblem) {
    super(problem.message)
    this.problem = problem
  }
}

/** A column by name; throws an `UnfitCheck` for one that is not there or may not be read. */
export function findColumn({ columns }: Found, name: string): CheckedColumn {
  const column = columns.find((one) => one.name === name)
  if (column === undefined) {
    const names = columns.map((one) => one.name)
    throw new UnfitCheck(columnNotFound(name, nearestName(name, names)))
  }
  if (!column.readable) throw new UnfitCheck(columnNotReadable(name))
  return column
}

export const findColumns = (found: Found, names: readonly string[]): readonly CheckedColumn[] =>
  names.map((name) => findColumn(found, name))

/** `where` in brackets; a comment at its end ends with the line. */
export const bracketed = (condition: string): string => `(${condition}\n)`
