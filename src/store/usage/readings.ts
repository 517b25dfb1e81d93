import { createHash } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ServiceId } from '../../core/ids.ts'
import type { StatementDelta, StatementUsage, UsageDelta, UsageReading } from '../../core/usage/reading.ts'
import { type Connection, type HeldRun, holdRun } from '../run-ownership.ts'
import type { Database } from '../schema.ts'
import { type PackedStatement, packStatements, unpackStatements } from './pack.ts'

/** A reading without its statements. */
export interface StoredReading {
  readonly number: number
  readonly header: Omit<UsageReading, 'statements'>
  readonly summary: ReadingSummary
}

/** What was counted between this reading and the one before; of the first, null. */
export interface ReadingSummary {
  /** Statements that the server held. */
  readonly statements: number
  readonly counted: {
    readonly calls: string
    readonly totalTimeMs: number
    readonly lowerBound: boolean
  } | null
}

/** A statement of a reading, and its text's id, by which lineage is known; null where the text is hidden. */
export type KeptStatement = StatementDelta & { readonly textId: number | null }

export type KeptDelta = Omit<UsageDelta, 'statements'> & {
  readonly number: number
  readonly statements: readonly KeptStatement[]
}

export interface UsageReadingStore {
  /** Keeps a reading and what was counted since the one before; `settle` ends the run with it. Throws RunLostError. */
  write(
    run: HeldRun,
    reading: UsageReading,
    delta: UsageDelta | null,
    settle: (tx: Transaction<Database>, number: number) => Promise<void>,
  ): Promise<void>
  /** The oldest first. */
  list(serviceId: ServiceId): Promise<readonly StoredReading[]>
  /** The newest where `number` is null. */
  read(serviceId: ServiceId, number: number | null): Promise<(UsageReading & { readonly number: number }) | null>
  /** The same with its texts' ids. */
  readKept(serviceId: ServiceId, number: number): Promise<readonly KeptStatement[] | null>
  /** What was counted between reading `from` and reading `to`, step by step. */
  deltas(serviceId: ServiceId, from: number, to: number): AsyncGenerator<KeptDelta>
}

/** Readings for which a text is kept at a time: its row is written once in so many. */
const lease = 50

export function usageReadingStore(db: Kysely<Database>): UsageReadingStore {
  const find = async (serviceId: ServiceId, number: number | null) => {
    const query = db
      .selectFrom('usage_readings')
      .select(['number', 'header', 'counters'])
      .where('service_id', '=', serviceId)
    return await (number === null ? query : query.where('number', '=', number))
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
  }
  const unpack = async (packed: Buffer): Promise<readonly KeptStatement[]> => {
    const statements = await unpackStatements(packed)
    const texts = await readTexts(db, statements)
    return statements.map((statement) => withText(statement, texts))
  }
  return {
    async write(run, reading, delta, settle) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        const newest = await sql<{ number: number | null }>`
          select max(number) as number from patchbay.usage_readings where service_id = ${run.serviceId}`.execute(tx)
        const number = (newest.rows[0]?.number ?? 0) + 1
        const { statements, ...header } = reading
        const ids = await keepTexts(tx, run.serviceId, number, [...statements, ...(delta?.statements ?? [])])
        const idOf = (text: string) => ids.get(digestOf(text)) ?? unknownText()
        await tx
          .insertInto('usage_readings')
          .values({
            service_id: run.serviceId,
            number,
            run_id: run.id,
            read_at: new Date(reading.readAt),
            header: JSON.stringify(header),
            counters: await packStatements(statements, idOf),
            since: delta === null ? null : JSON.stringify({ since: delta.since, problems: delta.problems }),
            counted: delta === null ? null : await packStatements(delta.statements, idOf),
            summary: JSON.stringify(summaryOf(reading, delta)),
          })
          .execute()
        await settle(tx, number)
      })
    },
    async list(serviceId) {
      const rows = await db
        .selectFrom('usage_readings')
        .select(['number', 'header', 'summary'])
        .where('service_id', '=', serviceId)
        .orderBy('number')
        .execute()
      return rows
    },
    async read(serviceId, number) {
      const row = await find(serviceId, number)
      if (row === undefined) return null
      const statements = (await unpack(row.counters)).map(({ textId, lowerBound, ...statement }) => statement)
      return { ...row.header, statements, number: row.number }
    },
    async readKept(serviceId, number) {
      const row = await find(serviceId, number)
      return row === undefined ? null : await unpack(row.counters)
    },
    async *deltas(serviceId, from, to) {
      const rows = await db
        .selectFrom('usage_readings')
        .select('number')
        .where('service_id', '=', serviceId)
        .where('number', '>', from)
        .where('number', '<=', to)
        .where('counted', 'is not', null)
        .orderBy('number')
        .execute()
      const texts = new Map<number, string>()
      for (const { number } of rows) {
        const row = await db
          .selectFrom('usage_readings')
          .select(['header', 'since', 'counted'])
          .where('service_id', '=', serviceId)
          .where('number', '=', number)
          .executeTakeFirst()
        // Removed by retention in this moment.
        if (row === undefined || row.since === null || row.counted === null) continue
        const { readAt, statsSince, source } = row.header
        const statements = await unpackStatements(row.counted)
        for (const [id, text] of await readTexts(db, statements, texts)) texts.set(id, text)
        yield {
          number,
          ...row.since,
          readAt,
          statsSince,
          source,
          statements: statements.map((statement) => withText(statement, texts)),
        }
      }
    },
  }
}

function summaryOf(reading: UsageReading, delta: UsageDelta | null): ReadingSummary {
  const counted = delta && {
    calls: String(delta.statements.reduce((sum, { calls }) => sum + BigInt(calls), 0n)),
    totalTimeMs: delta.statements.reduce((sum, { totalTimeMs }) => sum + totalTimeMs, 0),
    lowerBound: delta.statements.some(({ lowerBound }) => lowerBound),
  }
  return { statements: reading.statements.length, counted }
}

const withText = ({ textId, ...statement }: PackedStatement, texts: ReadonlyMap<number, string>): KeptStatement => ({
  ...statement,
  textId,
  text: textId === null ? null : (texts.get(textId) ?? null),
})

async function readTexts(
  db: Connection,
  statements: readonly PackedStatement[],
  known: ReadonlyMap<number, string> = new Map(),
): Promise<ReadonlyMap<number, string>> {
  const wanted = new Set<number>()
  for (const { textId } of statements) if (textId !== null && !known.has(textId)) wanted.add(textId)
  if (wanted.size === 0) return new Map()
  const { rows } = await sql<{ id: number; body: string }>`
    select id, body from patchbay.usage_texts where id = any(${[...wanted]}::integer[])`.execute(db)
  return new Map(rows.map(({ id, body }) => [id, body]))
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

function unknownText(): never {
  throw new Error('a text was not kept with its statement')
}

/** Ids of texts by their digests. Texts the state has cannot hold NUL characters, and neither can those of a server. */
async function keepTexts(
  tx: Transaction<Database>,
  serviceId: ServiceId,
  number: number,
  statements: readonly StatementUsage[],
): Promise<ReadonlyMap<string, number>> {
  const texts = new Map<string, string>()
  for (const { text } of statements) if (text !== null) texts.set(digestOf(text), text)
  const digests = [...texts.keys()]
  await sql`
    update patchbay.usage_texts set needed_until = ${number + lease}
    where service_id = ${serviceId} and needed_until <= ${number}
      and digest in (select decode(digest, 'hex') from unnest(${digests}::text[]) as wanted (digest))`.execute(tx)
  const { rows: known } = await sql<{ digest: string }>`
    select encode(digest, 'hex') as digest from patchbay.usage_texts
    where service_id = ${serviceId}`.execute(tx)
  const there = new Set(known.map(({ digest }) => digest))
  const fresh = [...texts].filter(([digest]) => !there.has(digest))
  await sql`
    insert into patchbay.usage_texts (service_id, digest, body, needed_until)
    select ${serviceId}::uuid, decode(digest, 'hex'), body, ${number + lease}
    from unnest(${fresh.map(([digest]) => digest)}::text[], ${fresh.map(([, text]) => text)}::text[]) as fresh (digest, body)`.execute(
    tx,
  )
  const { rows } = await sql<{ id: number; digest: string }>`
    select id, encode(digest, 'hex') as digest from patchbay.usage_texts
    where service_id = ${serviceId}`.execute(tx)
  return new Map(rows.map(({ id, digest }) => [digest, id]))
}
