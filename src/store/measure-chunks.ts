import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { sql } from 'kysely'
import type { ServiceId } from '../core/ids.ts'
import type { Connection } from './run-ownership.ts'

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/**
 * Measurements change with almost every run, and there is one for each relation. They are packed by the thousand, in
 * chunks of neighbouring version ids; a chunk in which nothing moved stays valid and costs the next snapshot nothing.
 */
const chunkSize = 1024

const chunkOf = (versionId: string): number => Math.floor(Number(versionId) / chunkSize)

export interface MeasureChunks {
  add(versionId: string, measured: string): void
  pack(): Promise<PackedChunks>
}

interface PackedChunks {
  write(db: Connection, serviceId: ServiceId, number: number): Promise<void>
}

export function measureChunks(): MeasureChunks {
  const chunks = new Map<number, [versionId: string, measured: string][]>()
  return {
    add(versionId, measured) {
      const chunk = chunkOf(versionId)
      const lines = chunks.get(chunk)
      if (lines === undefined) chunks.set(chunk, [[versionId, measured]])
      else lines.push([versionId, measured])
    },
    async pack() {
      const packed: Chunk[] = []
      for (const [chunk, lines] of chunks) {
        lines.sort(([a], [b]) => Number(a) - Number(b))
        const text = lines.map(([versionId, measured]) => `${versionId} ${measured}`).join('\n')
        const digest = createHash('sha256').update(text).digest('hex')
        packed.push({ chunk, digest, body: (await deflate(text)).toString('base64') })
      }
      return { write: (db, serviceId, number) => writeChunks(db, serviceId, number, packed) }
    },
  }
}

interface Chunk {
  readonly chunk: number
  readonly digest: string
  readonly body: string
}

async function writeChunks(
  db: Connection,
  serviceId: ServiceId,
  number: number,
  chunks: readonly Chunk[],
): Promise<void> {
  await sql`
    with new as materialized (
      select chunk, decode(digest, 'hex') as digest, decode(body, 'base64') as body
      from unnest(
        ${chunks.map((each) => each.chunk)}::bigint[],
        ${chunks.map((each) => each.digest)}::text[],
        ${chunks.map((each) => each.body)}::text[]
      ) as new (chunk, digest, body)
    ),
    same as materialized (
      select old.chunk from patchbay.object_measures as old join new using (chunk, digest)
      where old.service_id = ${serviceId} and old.last_number is null
    ),
    closed as (
      update patchbay.object_measures as old set last_number = ${number - 1}
      where service_id = ${serviceId} and last_number is null and not exists (select from same where same.chunk = old.chunk)
    )
    insert into patchbay.object_measures (service_id, chunk, first_number, digest, body)
    select ${serviceId}::uuid, chunk, ${number}::int, digest, body from new
    where not exists (select from same where same.chunk = new.chunk)`.execute(db)
}

/** Measurements of a snapshot as JSON by version id: all of them, or those of the versions named. */
export async function readMeasures(
  db: Connection,
  serviceId: ServiceId,
  number: number,
  versionIds: readonly string[] | null,
): Promise<ReadonlyMap<string, string>> {
  const wanted = versionIds === null ? null : [...new Set(versionIds.map(chunkOf))]
  const { rows } = await sql<{ body: Buffer }>`
    select body from patchbay.object_measures
    where service_id = ${serviceId} and first_number <= ${number}
      and (last_number is null or last_number >= ${number})
      and (${wanted}::bigint[] is null or chunk = any (${wanted}::bigint[]))`.execute(db)
  const found = new Map<string, string>()
  for (const { body } of rows) {
    for (const line of (await inflate(body)).toString('utf8').split('\n')) {
      const space = line.indexOf(' ')
      found.set(line.slice(0, space), line.slice(space + 1))
    }
  }
  return found
}
