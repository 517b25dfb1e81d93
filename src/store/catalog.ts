import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ObjectAddress } from '../core/catalog/object-key.ts'
import type { ObjectSummary } from '../core/catalog/object-summary.ts'
import { nameKey } from '../core/catalog/references.ts'
import { relationKinds } from '../core/catalog/relation.ts'
import { tableKinds } from '../core/diagram/key-diagram.ts'
import type { ServiceId } from '../core/ids.ts'
import type { RelationPlace } from '../core/quality-api.ts'
import { readMeasures } from './measure-chunks.ts'
import type { Database } from './schema.ts'
import { digestOf } from './snapshot-batch.ts'
import {
  decodeSnapshot,
  holdsAll,
  isWhole,
  type SnapshotRow,
  type StoredObject,
  snapshotColumns,
  toJson,
  validAt,
} from './snapshots.ts'
import { holdsWords, toPattern } from './word-match.ts'

export interface ListedObject {
  readonly address: ObjectAddress
  readonly summary: ObjectSummary
}

/** A stored object and its JSON. */
export interface FoundObjectText {
  readonly address: ObjectAddress
  readonly text: string
}

/** What looking at snapshots needs beyond reading one object. */
export interface CatalogStore {
  /** The newest snapshot of each service that has one, with the service's name, by name. */
  newest(): Promise<readonly (SnapshotRow & { readonly serviceName: string })[]>
  /** Every object, by database, schema, name and kind. */
  listObjects(snapshot: SnapshotRow): Promise<readonly ListedObject[]>
  /** What stands in one schema, with measurements as JSON where there are any. */
  listMembers(
    snapshot: SnapshotRow,
    database: string,
    schema: string,
  ): Promise<readonly (ListedObject & { readonly measured: string | null })[]>
  /** Objects that hold all words, those first whose name or parts fit best. */
  search(snapshot: SnapshotRow, words: readonly string[], limit: number): Promise<readonly FoundObjectText[]>
  /** Objects of the database that refer to something of this name. */
  referring(
    snapshot: SnapshotRow,
    database: string,
    name: { readonly schema: string; readonly name: string },
    limit: number,
  ): Promise<readonly FoundObjectText[]>
  /** Tables of the database, without partitions, that refer to one of these names. */
  referringTables(
    snapshot: SnapshotRow,
    database: string,
    names: readonly { readonly schema: string; readonly name: string }[],
    limit: number,
  ): Promise<readonly FoundObjectText[]>
  /** Relations without partitions whose names hold all words, by name, from a place on; without measurements. */
  relationsFrom(
    snapshot: SnapshotRow,
    words: readonly string[],
    from: RelationPlace | null,
    limit: number,
  ): Promise<readonly FoundObjectText[]>
  countRelations(snapshot: SnapshotRow, words: readonly string[]): Promise<number>
  /** The number of the newest snapshot that holds something of this name; null where none does. */
  lastWith(serviceId: ServiceId, place: RelationPlace): Promise<number | null>
  /** Those of the addresses that the snapshot holds. */
  readObjects(snapshot: SnapshotRow, addresses: readonly ObjectAddress[]): Promise<readonly FoundObjectText[]>
}

export function catalogStore(db: Kysely<Database>): CatalogStore {
  const readFound = async (snapshot: SnapshotRow, found: RawBuilder<VersionRow>): Promise<FoundObjectText[]> => {
    const { rows } = await found.execute(db)
    const measures = await readMeasures(
      db,
      snapshot.serviceId,
      snapshot.number,
      rows.map(({ id }) => id),
    )
    return rows.map((row) => ({ address: toAddress(row), text: toJson(row, measures) }))
  }
  return {
    async newest() {
      const rows = await db
        .selectFrom('snapshots')
        .innerJoin('services', 'services.id', 'snapshots.service_id')
        .select(snapshotColumns.map((column) => `snapshots.${column}` as const))
        .select('services.name as service_name')
        .distinctOn('snapshots.service_id')
        .orderBy('snapshots.service_id')
        .orderBy('snapshots.number', 'desc')
        .execute()
      const found = rows.map((row) => ({ ...decodeSnapshot(row), serviceName: row.service_name }))
      return found.sort((a, b) => a.serviceName.localeCompare(b.serviceName, 'en', { numeric: true }))
    },
    async listObjects({ serviceId, number }) {
      const { rows } = await sql<KeyRow & { summary: string }>`
        select kind, database, schema, name, arguments, summary from patchbay.object_versions
        where service_id = ${serviceId} and ${validAt(number)}
        order by database, schema, name, kind, arguments`.execute(db)
      return rows.map((row) => ({ address: toAddress(row), summary: JSON.parse(row.summary) as ObjectSummary }))
    },
    async listMembers({ serviceId, number }, database, schema) {
      const { rows } = await sql<KeyRow & { id: string; summary: string }>`
        select id, kind, database, schema, name, arguments, summary from patchbay.object_versions
        where service_id = ${serviceId} and ${validAt(number)} and database = ${database} and schema = ${schema}
        order by name, kind, arguments`.execute(db)
      const measures = await readMeasures(
        db,
        serviceId,
        number,
        rows.map(({ id }) => id),
      )
      return rows.map((row) => ({
        address: toAddress(row),
        summary: JSON.parse(row.summary) as ObjectSummary,
        measured: measures.get(row.id) ?? null,
      }))
    },
    search: (snapshot, words, limit) => readFound(snapshot, bestMatches(snapshot, words, limit)),
    referring: (snapshot, database, name, limit) =>
      readFound(
        snapshot,
        sql`${versions(snapshot)} and database = ${database} and refers like ${toPattern(`\n${nameKey(name)}\n`)}
          order by schema, name, kind, arguments limit ${limit}`,
      ),
    referringTables: (snapshot, database, names, limit) =>
      readFound(
        snapshot,
        sql`${versions(snapshot)} and database = ${database} and kind = any(${tableKinds})
          and refers like any(${names.map((name) => toPattern(`\n${nameKey(name)}\n`))}::text[])
          and ${isWhole}
          order by schema, name limit ${limit}`,
      ),
    async relationsFrom(snapshot, words, from, limit) {
      const place = from ?? { database: '', schema: '', relation: '' }
      const { rows } = await sql<VersionRow>`
        ${versions(snapshot)} and ${isWholeRelation(words)}
          and (database, schema, name) >= (${place.database}, ${place.schema}, ${place.relation})
        order by database, schema, name limit ${limit}`.execute(db)
      return rows.map((row) => ({ address: toAddress(row), text: toJson(row, new Map()) }))
    },
    async countRelations({ serviceId, number }, words) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from patchbay.object_versions
        where service_id = ${serviceId} and ${validAt(number)} and ${isWholeRelation(words)}`.execute(db)
      return rows[0]?.count ?? 0
    },
    async lastWith(serviceId, { database, schema, relation }) {
      const { rows } = await sql<{ number: number | null }>`
        select max(number) as number from patchbay.snapshots as snapshot
        where service_id = ${serviceId} and exists (
          select from patchbay.object_versions as version where version.service_id = ${serviceId}
            and database = ${database} and schema = ${schema} and name = ${relation}
            and number >= first_number and (last_number is null or number <= last_number)
        )`.execute(db)
      return rows[0]?.number ?? null
    },
    readObjects: (snapshot, addresses) =>
      readFound(
        snapshot,
        sql`${versions(snapshot)} and key_digest in (
          select decode(digest, 'hex') from unnest(${addresses.map(digestOf)}::text[]) as wanted (digest)
        ) order by database, schema, name, kind, arguments`,
      ),
  }
}

const isWholeRelation = (words: readonly string[]) => sql<boolean>`
  kind = any(${relationKinds}::text[]) and ${isWhole}
  and ${holdsWords(sql`database || '.' || schema || '.' || name`, words)}`

type KeyRow = Readonly<Record<'kind' | 'database' | 'schema' | 'name' | 'arguments', string>>
type VersionRow = KeyRow & StoredObject

/** '' stands for none: names are never empty. */
function toAddress({ kind, database, schema, name, arguments: rest }: KeyRow): ObjectAddress {
  return {
    kind,
    database: database === '' ? null : database,
    schema: schema === '' ? null : schema,
    name,
    arguments: rest,
  }
}

/** Ends in a condition; another one may follow. */
const versions = ({ serviceId, number }: SnapshotRow) => sql<VersionRow>`
  select version.id, kind, database, schema, name, arguments, identity, content.body
  from patchbay.object_versions as version join patchbay.contents as content on content.hash = version.content_hash
  where service_id = ${serviceId} and ${validAt(number)}`

/**
 * By the word that is hardest to find: its own name, the beginning of its name, of a word in its name, anywhere in its
 * name; then the same of the lines for its columns and comments. Contents are read for the best alone.
 */
function bestMatches(
  { serviceId, number }: SnapshotRow,
  words: readonly string[],
  limit: number,
): RawBuilder<VersionRow> {
  const [longest = ''] = [...words].sort((a, b) => b.length - a.length).map((word) => word.toLowerCase())
  const whole = words.join(' ').toLowerCase()
  return sql<VersionRow>`
    with best as materialized (
      select id, kind, database, schema, name, arguments, identity, content_hash,
        case
          when own = ${whole} or line = ${whole} then 0
          when starts_with(own, ${longest}) then 1
          when own like ${`%\\_${toPattern(longest).slice(1)}`} then 2
          when strpos(own, ${longest}) > 0 then 3
          when strpos(search, ${`\n${longest} `}) > 0 then 4
          when strpos(search, ${`\n${longest}`}) > 0 then 5
          when strpos(search, ${` ${longest}`}) > 0 then 6
          else 7
        end as rank
      from patchbay.object_versions
      -- The name in lower case, as it is in the text that is searched.
      cross join lateral (select split_part(search, e'\\n', 1) as line) as first
      cross join lateral (select case schema when '' then line else substr(line, length(schema) + 2) end as own) as its
      where service_id = ${serviceId} and ${validAt(number)} and ${holdsAll(words)}
      order by rank, length(name), database, schema, name, kind, arguments
      limit ${limit}
    )
    select best.id, kind, database, schema, name, arguments, identity, content.body
    from best join patchbay.contents as content on content.hash = best.content_hash
    order by rank, length(name), database, schema, name, kind, arguments`
}
