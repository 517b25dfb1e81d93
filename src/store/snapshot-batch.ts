import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { addressOf, type ObjectAddress } from '../core/catalog/object-key.ts'
import { toSummary } from '../core/catalog/object-summary.ts'
import { nameKey, referencesOf } from '../core/catalog/references.ts'
import { searchText } from '../core/catalog/search-text.ts'
import type { SnapshotObject } from '../core/catalog/snapshot.ts'
import { type Connection, type HeldRun, RunLostError } from './run-ownership.ts'

/** An object on its way into the store. */
export interface Entry {
  readonly object: SnapshotObject
  readonly address: ObjectAddress
  /** Tells the object apart within its service; hex. */
  readonly keyDigest: string
  /** JSON of everything but what moves by itself; no line breaks. */
  readonly body: string
  readonly contentHash: string
  readonly identity: string
  /** JSON; null where nothing of it moves. */
  readonly measured: string | null
}

/** @param toJson writes as JSON.stringify does */
export function toEntry(object: SnapshotObject, toJson: (object: object) => string): Entry {
  const { identity, measured, ...structure } = object
  const address = addressOf(object)
  const body = toJson(structure)
  return {
    object,
    address,
    keyDigest: digestOf(address),
    body,
    contentHash: hash('sha256', body),
    identity: JSON.stringify(identity),
    measured: measured === undefined ? null : JSON.stringify(measured),
  }
}

export function digestOf({ kind, database, schema, name, arguments: rest = '' }: ObjectAddress): string {
  return hash('sha256', JSON.stringify([kind, database, schema, name, rest])).slice(0, 32)
}

/** Ids of the versions that are these very objects, by key digest: they need not be stored again. */
export async function findUnchanged(
  db: Connection,
  run: HeldRun,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; digest: string }>`
    select version.id, entry.digest
    from unnest(
      ${entries.map((entry) => entry.keyDigest)}::text[],
      ${entries.map((entry) => entry.contentHash)}::text[],
      ${entries.map((entry) => entry.identity)}::text[]
    ) as entry (digest, hash, identity)
    cross join lateral (
      select id, content_hash, identity from patchbay.object_versions
      where service_id = ${run.serviceId} and key_digest = decode(entry.digest, 'hex') and last_number is null
      order by first_number desc
      limit 1
    ) as version
    where version.content_hash = decode(entry.hash, 'hex') and version.identity = entry.identity`.execute(db)
  return new Map(rows.map((row) => [row.digest, row.id]))
}

/** Separates texts that hold line breaks; none of ours holds it. */
const separator = '\u001e'

/**
 * Stores new versions and the contents they need, all or none, as long as the run is ours. Resolves with their ids by
 * key digest; an object of the same key that this snapshot holds already has none.
 */
export async function insertVersions(
  db: Connection,
  run: HeldRun,
  number: number,
  entries: readonly Entry[],
): Promise<ReadonlyMap<string, string>> {
  const column = (read: (entry: Entry) => string) => entries.map(read)
  const { rows } = await sql<{ held: boolean; id: string | null; digest: string | null }>`
    with held as materialized (
      select 1 from patchbay.runs
      where id = ${run.id} and attempt = ${run.attempt} and state = 'running'
      for key share
    ),
    entry as materialized (
      select * from unnest(
        ${column((entry) => entry.keyDigest)}::text[],
        ${column((entry) => entry.address.kind)}::text[],
        ${column((entry) => entry.address.database ?? '')}::text[],
        ${column((entry) => entry.address.schema ?? '')}::text[],
        ${column((entry) => entry.address.name)}::text[],
        ${column((entry) => entry.address.arguments)}::text[],
        ${column((entry) => entry.contentHash)}::text[],
        ${column((entry) => entry.identity)}::text[],
        string_to_array(${column((entry) => searchText(entry.object)).join(separator)}, ${separator}),
        string_to_array(${column((entry) => JSON.stringify(toSummary(entry.object))).join(separator)}, ${separator}),
        string_to_array(${column((entry) => namesReferredTo(entry.object)).join(separator)}, ${separator}),
        string_to_array(${column((entry) => entry.body).join('\n')}, E'\n')
      ) as entry (digest, kind, database, schema, name, arguments, hash, identity, search, summary, refers, body), held
    ),
    stored as (
      insert into patchbay.contents (hash, body)
      select distinct on (hash) decode(hash, 'hex'), body from entry order by hash
      on conflict do nothing
    ),
    added as (
      insert into patchbay.object_versions (service_id, key_digest, kind, database, schema, name, arguments,
        content_hash, identity, search, summary, refers, first_number)
      select ${run.serviceId}::uuid, decode(digest, 'hex'), kind, database, schema, name, arguments,
        decode(hash, 'hex'), identity, search, summary, coalesce(refers, ''), ${number}::int
      from entry
      on conflict do nothing
      returning id, encode(key_digest, 'hex') as digest
    )
    select exists (select from held) as held, added.id, added.digest from (values (1)) as one left join added on true`.execute(
    db,
  )
  if (rows[0]?.held !== true) throw new RunLostError(run.id)
  return new Map(rows.flatMap(({ id, digest }) => (id === null || digest === null ? [] : [[digest, id]])))
}

/** A line each, between line breaks, to be found by `like`. */
function namesReferredTo(object: SnapshotObject): string {
  const names = new Set(referencesOf(object).map(({ to }) => nameKey(to)))
  return names.size === 0 ? '' : `\n${[...names].join('\n')}\n`
}
