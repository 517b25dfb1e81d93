import { type Kysely, sql } from 'kysely'
import { type ObjectAddress, objectKinds } from '../core/catalog/object-key.ts'
import type { SkippedObject, SnapshotEnd, SnapshotHeader } from '../core/catalog/snapshot.ts'
import { type RunId, type ServiceId, type SnapshotId, toRunId, toServiceId, toSnapshotId } from '../core/ids.ts'
import { readMeasures } from './measure-chunks.ts'
import type { Connection, HeldRun } from './run-ownership.ts'
import type { Database } from './schema.ts'
import { digestOf } from './snapshot-batch.ts'
import { openSnapshotWriter, type SnapshotWriter } from './snapshot-writer.ts'
import { toPattern } from './word-match.ts'

export interface SnapshotRow {
  readonly id: SnapshotId
  readonly serviceId: ServiceId
  readonly number: number
  /** Null once the run was removed. */
  readonly runId: RunId | null
  readonly header: SnapshotHeader
  readonly counts: SnapshotEnd['counts']
  readonly objects: number
  readonly storedAt: Date
}

export interface ObjectQuery {
  readonly kinds: readonly string[] | null
  readonly database: string | null
  readonly schema: string | null
  /** Words to be found in names, types and comments, all of them, in any case. */
  readonly words: readonly string[]
  /** The last object of the page before. */
  readonly after: ObjectAddress | null
  readonly limit: number
}

export interface FoundObject {
  readonly address: ObjectAddress
  readonly oid: number
}

type ObjectReceiver = (objects: readonly string[]) => Promise<void>

/** Complete snapshots; those being written are nowhere to be seen. Objects come as their JSON. */
export interface SnapshotStore {
  openWriter(run: HeldRun): Promise<SnapshotWriter>
  /** The newest first. */
  list(serviceId: ServiceId, limit: number): Promise<readonly SnapshotRow[]>
  find(id: SnapshotId): Promise<SnapshotRow | null>
  /** The one that a run took; null once the run or its snapshot was removed. */
  findOfRun(run: RunId): Promise<SnapshotRow | null>
  skipped(id: SnapshotId): Promise<readonly SkippedObject[]>
  /** Every object, in batches, by database, kind and name, from one consistent state; false where there is no such snapshot. */
  readObjects(id: SnapshotId, receive: ObjectReceiver): Promise<boolean>
  /** Those that another snapshot of the same service does not hold as they are, in no order. */
  readUnlike(snapshot: SnapshotRow, other: SnapshotRow): Promise<readonly string[]>
  /** Of each service the newest snapshot's id. */
  newestOfEach(): Promise<ReadonlyMap<ServiceId, SnapshotId>>
  /** Before snapshot `number`, the newest first; null for the newest of all. */
  listBefore(serviceId: ServiceId, number: number | null, limit: number): Promise<readonly SnapshotRow[]>
  /** Tables with row-level-security policies. */
  readWithPolicies(snapshot: SnapshotRow): Promise<readonly string[]>
  /** Ordered by database, schema, name, kind. */
  search(snapshot: SnapshotRow, query: ObjectQuery): Promise<readonly FoundObject[]>
  readObject(snapshot: SnapshotRow, address: ObjectAddress): Promise<string | null>
}

export const snapshotColumns = [
  'id',
  'service_id',
  'number',
  'run_id',
  'header',
  'counts',
  'objects',
  'stored_at',
] as const satisfies readonly (keyof Database['snapshots'])[]

export function snapshotStore(db: Kysely<Database>): SnapshotStore {
  return {
    openWriter: (run) => openSnapshotWriter(db, run),
    async list(serviceId, limit) {
      const rows = await db
        .selectFrom('snapshots')
        .select(snapshotColumns)
        .where('service_id', '=', serviceId)
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.map(decodeSnapshot)
    },
    async newestOfEach() {
      const rows = await db
        .selectFrom('snapshots')
        .select(['service_id', 'id'])
        .distinctOn('service_id')
        .orderBy('service_id')
        .orderBy('number', 'desc')
        .execute()
      return new Map(rows.map((row) => [toServiceId(row.service_id), toSnapshotId(row.id)]))
    },
    async listBefore(serviceId, number, limit) {
      const query = db.selectFrom('snapshots').select(snapshotColumns).where('service_id', '=', serviceId)
      const rows = await (number === null ? query : query.where('number', '<', number))
        .orderBy('number', 'desc')
        .limit(limit)
        .execute()
      return rows.map(decodeSnapshot)
    },
    async readWithPolicies({ serviceId, number }) {
      // In the text of a stored object no quote stands bare inside a value, so this is the list itself.
      const { rows } = await sql<StoredObject>`
        select version.id, version.identity, content.body
        from patchbay.object_versions as version
        join patchbay.contents as content on content.hash = version.content_hash
        where service_id = ${serviceId} and ${validAt(number)} and kind in ('table', 'partitioned table')
          and content.body like '%"policies":[{%'
        order by database, schema, name`.execute(db)
      return rows.map((row) => toJson(row, new Map()))
    },
    find: (id) => find(db, id),
    async findOfRun(run) {
      const row = await db.selectFrom('snapshots').select(snapshotColumns).where('run_id', '=', run).executeTakeFirst()
      return row === undefined ? null : decodeSnapshot(row)
    },
    async skipped(id) {
      const row = await db.selectFrom('snapshots').select('skipped').where('id', '=', id).executeTakeFirst()
      return row?.skipped ?? []
    },
    readObjects: (id, receive) => readObjects(db, id, receive),
    async readUnlike({ serviceId, number }, other) {
      const { rows } = await sql<StoredObject>`
        select version.id, version.identity, content.body
        from patchbay.object_versions as version
        join patchbay.contents as content on content.hash = version.content_hash
        where service_id = ${serviceId} and ${validAt(number)} and not (${validAt(other.number)})`.execute(db)
      return rows.map((row) => toJson(row, new Map()))
    },
    search: (snapshot, query) => search(db, snapshot, query),
    async readObject(snapshot, address) {
      const { rows } = await sql<StoredObject>`
        select version.id, version.identity, content.body
        from patchbay.object_versions as version
        join patchbay.contents as content on content.hash = version.content_hash
        where service_id = ${snapshot.serviceId} and key_digest = decode(${digestOf(address)}, 'hex')
          and ${validAt(snapshot.number)}`.execute(db)
      const [row] = rows
      if (row === undefined) return null
      return toJson(row, await readMeasures(db, snapshot.serviceId, snapshot.number, [row.id]))
    },
  }
}

export interface StoredObject {
  readonly id: string
  readonly identity: string
  readonly body: string
}

/**
 * No partition. In the text of a summary no quote stands bare inside a value, so this is the property itself; the server
 * wrote those of versions that are older than summaries, with a space.
 */
export const isWhole = sql<boolean>`summary like any (array['%"partitionOf":null%', '%"partitionOf": null%'])`

/** For the column `search`, which is folded as words are here. */
export const holdsAll = (words: readonly string[]) =>
  sql<boolean>`search like all (${words.map((word) => toPattern(word.toLowerCase()))}::text[])`

export const validAt = (number: number) =>
  sql<boolean>`first_number <= ${number} and (last_number is null or last_number >= ${number})`

/** The parts of an object as they were stored → its line. */
export function toJson({ id, identity, body }: StoredObject, measures: ReadonlyMap<string, string>): string {
  const measured = measures.get(id)
  return `${body.slice(0, -1)},"identity":${identity}${measured === undefined ? '' : `,"measured":${measured}`}}`
}

async function find(db: Connection, id: SnapshotId): Promise<SnapshotRow | null> {
  const row = await db.selectFrom('snapshots').select(snapshotColumns).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : decodeSnapshot(row)
}

export function decodeSnapshot(row: {
  id: string
  service_id: string
  number: number
  run_id: string | null
  header: SnapshotHeader
  counts: Readonly<Record<string, number>>
  objects: number
  stored_at: Date
}): SnapshotRow {
  return {
    id: toSnapshotId(row.id),
    serviceId: toServiceId(row.service_id),
    number: row.number,
    runId: row.run_id === null ? null : toRunId(row.run_id),
    header: row.header,
    counts: row.counts,
    objects: row.objects,
    storedAt: row.stored_at,
  }
}

const fetchedAtOnce = 500

/** A cursor in one transaction: a snapshot that is removed meanwhile is read to its end. */
async function readObjects(db: Kysely<Database>, id: SnapshotId, receive: ObjectReceiver): Promise<boolean> {
  return await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const snapshot = await find(tx, id)
      if (snapshot === null) return false
      const measures = await readMeasures(tx, snapshot.serviceId, snapshot.number, null)
      await sql`
        declare objects no scroll cursor for
        select version.id, version.identity, content.body
        from patchbay.object_versions as version
        join patchbay.contents as content on content.hash = version.content_hash
        where service_id = ${snapshot.serviceId} and ${validAt(snapshot.number)}
        order by database, array_position(${objectKinds}::text[], kind collate "default"), schema, name, arguments`.execute(
        tx,
      )
      for (;;) {
        const { rows } = await sql<StoredObject>`fetch ${sql.lit(fetchedAtOnce)} from objects`.execute(tx)
        if (rows.length === 0) return true
        await receive(rows.map((row) => toJson(row, measures)))
      }
    })
}

async function search(
  db: Connection,
  { serviceId, number }: SnapshotRow,
  { kinds, database, schema, words, after, limit }: ObjectQuery,
): Promise<readonly FoundObject[]> {
  const place =
    after === null
      ? null
      : [after.database ?? '', after.schema ?? '', after.name, after.kind, after.arguments].map((part) => sql`${part}`)
  const { rows } = await sql<Record<'kind' | 'database' | 'schema' | 'name' | 'arguments' | 'identity', string>>`
    select kind, database, schema, name, arguments, identity
    from patchbay.object_versions
    where service_id = ${serviceId} and ${validAt(number)}
      and (${kinds}::text[] is null or kind = any (${kinds}::text[]))
      and (${database}::text is null or database = ${database})
      and (${schema}::text is null or schema = ${schema})
      and ${holdsAll(words)}
      and ${place === null ? sql`true` : sql`(database, schema, name, kind, arguments) > (${sql.join(place)})`}
    order by database, schema, name, kind, arguments
    limit ${limit}`.execute(db)
  return rows.map(({ identity, ...row }) => ({
    address: {
      kind: row.kind,
      database: row.database === '' ? null : row.database,
      schema: row.schema === '' ? null : row.schema,
      name: row.name,
      arguments: row.arguments,
    },
    oid: (JSON.parse(identity) as { oid: number }).oid,
  }))
}
