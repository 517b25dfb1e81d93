import type { LineageAnswer, LineageProblems } from '../../core/lineage-api.ts'
import { requestJson } from './request.ts'

export interface LineageWish {
  readonly database: string
  readonly schema: string
  readonly name: string
  /** Null for the whole relation. */
  readonly column: string | null
  /** Null for both. */
  readonly direction: 'upstream' | 'downstream' | null
  /** Relations away. */
  readonly depth: number
  /** With statements that readings saw run. */
  readonly statements: boolean
}

const path = (snapshotId: string) => `/api/snapshots/${encodeURIComponent(snapshotId)}/lineage`

export function readLineage(snapshotId: string, wish: LineageWish, signal: AbortSignal): Promise<LineageAnswer> {
  const { database, schema, name, column, direction, depth, statements } = wish
  const query = new URLSearchParams({
    database,
    schema,
    name,
    depth: String(depth),
    ...(column === null ? {} : { column }),
    ...(direction === null ? {} : { direction }),
    ...(statements ? { statements: 'true' } : {}),
  })
  return requestJson(`${path(snapshotId)}?${query}`, { signal })
}

export function readLineageProblems(
  snapshotId: string,
  statements: boolean,
  signal: AbortSignal,
): Promise<LineageProblems> {
  return requestJson(`${path(snapshotId)}/problems${statements ? '?statements=true' : ''}`, { signal })
}

/** One statement as `toLineageEntry` writes it. */
export interface LineageEntry {
  readonly line: number
  readonly kind: string
  readonly routine?: string
  readonly target: EntryRelation | null
  readonly reads: readonly EntryColumn[]
  readonly columns: readonly {
    readonly target: EntryColumn
    readonly sources: readonly (EntryColumn & { readonly kind: 'direct' | 'indirect' })[]
  }[]
  readonly problems: readonly { readonly code: string; readonly message: string; readonly line: number }[]
}

export interface EntryRelation {
  readonly database: string | null
  readonly schema: string | null
  readonly relation: string | null
}

export interface EntryColumn extends EntryRelation {
  readonly column: string | null
}

export interface SqlLineage {
  readonly statements: readonly LineageEntry[]
  readonly more: boolean
}

export function analyzeSql(
  body: { readonly sql: string; readonly snapshotId?: string; readonly database?: string },
  signal: AbortSignal,
): Promise<SqlLineage> {
  return requestJson('/api/lineage', { method: 'POST', body, signal })
}
