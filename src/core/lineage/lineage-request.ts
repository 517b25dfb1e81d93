import type { SnapshotObject } from '../catalog/snapshot.ts'
import type { StatementLineage } from './statement-lineage.ts'

/** What lineage is asked of. */
export interface LineageRequest {
  /** SQL statements; null asks for the views and routines of the snapshot. */
  readonly sql: string | null
  /** Statements that have nothing to do with each other, instead of `sql`: entries say which text they are of. */
  readonly texts?: readonly string[]
  /** A snapshot's objects, by which names are resolved; null for none. */
  readonly objects: readonly SnapshotObject[] | null
  /** The database that the statements run in; null with a snapshot asks for each of its databases. */
  readonly database: string | null
  readonly signal?: AbortSignal
}

/** In order, some at a time: a long text's lineage is not held at once. */
export type LineageBatches = AsyncIterable<readonly StatementLineage[]>
