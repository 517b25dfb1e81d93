import type { SnapshotEnd, SnapshotLine } from './catalog/snapshot.ts'
import type { Diagnosis } from './connection.ts'

/** True counts only: a total is null until it is known. */
export interface ExtractionProgress {
  /** The database being read; null before the first. */
  readonly database: string | null
  readonly databasesDone: number
  readonly databasesTotal: number | null
  /** Objects written so far, all databases together. */
  readonly objectsDone: number
  readonly objectsTotal: number | null
}

/** How an extraction ended. Nothing that a form or a server can do makes it throw. */
export type ExtractionOutcome =
  | { readonly status: 'completed'; readonly end: SnapshotEnd }
  | { readonly status: 'failed'; readonly diagnosis: Diagnosis }
  | { readonly status: 'cancelled' }

/** Receives the lines of a snapshot in order, header first, end last, in batches; awaited, so a slow receiver slows the reading. */
export type SnapshotReceiver = (lines: readonly SnapshotLine[]) => Promise<void>
