import { type Flow, nothing } from './flow.ts'
import type { Output } from './scope.ts'

/** What a query gives. */
export interface QueryResult {
  readonly outputs: readonly Output[]
  /** What decided which rows there are: filters, join conditions, grouping. */
  readonly rows: Flow
  /** The relations whose rows it passes on: what count(*) over it counts. */
  readonly counted: Flow
}

export const noResult: QueryResult = { outputs: [], rows: nothing, counted: nothing }
