import type { KeyDiagram } from '../../core/diagram/key-diagram.ts'
import { requestJson } from './request.ts'

export interface DiagramWish {
  readonly database: string
  readonly schema: string
  /** The table in the middle; null for all tables of the schema. */
  readonly name: string | null
  /** How many foreign keys away, 1 to 3. */
  readonly depth: number
}

export function readKeyDiagram(snapshotId: string, wish: DiagramWish, signal: AbortSignal): Promise<KeyDiagram> {
  const { database, schema, name, depth } = wish
  const query = new URLSearchParams({
    database,
    schema,
    ...(name === null ? {} : { name, depth: String(depth) }),
  })
  return requestJson(`/api/snapshots/${encodeURIComponent(snapshotId)}/keys?${query}`, { signal })
}
