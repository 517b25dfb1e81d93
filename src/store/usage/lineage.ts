import { type Kysely, sql } from 'kysely'
import type { SnapshotId } from '../../core/ids.ts'
import type { StatementLineage } from '../../core/lineage/statement-lineage.ts'
import type { TextLineage } from '../../core/usage/text-lineage.ts'
import type { Database } from '../schema.ts'

/** A text as a database's names resolve it. */
export interface TextPlace {
  readonly textId: number
  readonly database: string
}

export const placeKey = ({ textId, database }: TextPlace): string => `${textId} ${database}`

export interface UsageLineageStore {
  /** By {@link placeKey}, where it was resolved against that snapshot; null for none. */
  read(snapshotId: SnapshotId | null, textIds: readonly number[]): Promise<ReadonlyMap<string, readonly TextLineage[]>>
  /** The same with the columns. */
  readColumns(
    snapshotId: SnapshotId | null,
    textIds: readonly number[],
  ): Promise<ReadonlyMap<string, readonly StatementLineage[]>>
  /** Texts that were removed meanwhile are left out. */
  write(
    snapshotId: SnapshotId | null,
    found: readonly (TextPlace & {
      readonly entries: readonly TextLineage[]
      /** Where columns come from, of each entry. */
      readonly columns: readonly StatementLineage['columns'][]
    })[],
  ): Promise<void>
}

export function usageLineageStore(db: Kysely<Database>): UsageLineageStore {
  return {
    async read(snapshotId, textIds) {
      const { rows } = await sql<{ text_id: number; database: string; body: string }>`
        select text_id, database, body from patchbay.usage_lineage
        where text_id = any(${textIds}::integer[]) and snapshot_id is not distinct from ${snapshotId}`.execute(db)
      return new Map(
        rows.map(({ text_id: textId, database, body }) => [
          placeKey({ textId, database }),
          JSON.parse(body) as readonly TextLineage[],
        ]),
      )
    },
    async readColumns(snapshotId, textIds) {
      const { rows } = await sql<{ text_id: number; database: string; body: string; columns: string }>`
        select text_id, database, body, columns from patchbay.usage_lineage
        where text_id = any(${textIds}::integer[]) and snapshot_id is not distinct from ${snapshotId}`.execute(db)
      return new Map(
        rows.map(({ text_id: textId, database, ...row }) => {
          const columns = JSON.parse(row.columns) as readonly StatementLineage['columns'][]
          const entries = (JSON.parse(row.body) as readonly TextLineage[]).map(
            ({ writes: _, through: __, ...entry }, at) => ({ ...entry, columns: columns[at] ?? [] }),
          )
          return [placeKey({ textId, database }), entries]
        }),
      )
    },
    async write(snapshotId, found) {
      const rows = found.map(({ entries, columns }) => ({
        body: JSON.stringify(entries),
        columns: JSON.stringify(columns),
      }))
      await sql`
        insert into patchbay.usage_lineage (text_id, database, snapshot_id, body, columns)
        select found.text_id, database, ${snapshotId}::uuid, found.body, columns
        from unnest(
          ${found.map(({ textId }) => textId)}::integer[], ${found.map(({ database }) => database)}::text[],
          ${rows.map(({ body }) => body)}::text[], ${rows.map(({ columns }) => columns)}::text[]
        ) as found (text_id, database, body, columns)
        where exists (select from patchbay.usage_texts where id = found.text_id for key share)
        on conflict (text_id, database) do update
          set snapshot_id = excluded.snapshot_id, body = excluded.body, columns = excluded.columns`.execute(db)
    },
  }
}
