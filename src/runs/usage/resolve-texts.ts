import type { Connector } from '../../connectors/connector.ts'
import type { Column, Relation } from '../../core/catalog/relation.ts'
import type { SnapshotObject } from '../../core/catalog/snapshot.ts'
import type { ServiceId } from '../../core/ids.ts'
import type { StatementLineage } from '../../core/lineage/statement-lineage.ts'
import { type TextLineage, toTextLineage } from '../../core/usage/text-lineage.ts'
import { viewReads } from '../../core/usage/view-reads.ts'
import type { SnapshotRow } from '../../store/snapshots.ts'
import { placeKey, type TextPlace } from '../../store/usage/lineage.ts'
import type { RunContext } from '../context.ts'

/** A text that is to be understood. */
export interface PlacedText extends TextPlace {
  readonly text: string
}

export interface ResolvedTexts {
  /** By which names were resolved; null where the service was never read. */
  readonly snapshot: SnapshotRow | null
  /** By `placeKey`. */
  readonly lineage: ReadonlyMap<string, readonly TextLineage[]>
}

/** Texts whose lineage is written down at a time. */
const batchSize = 500

/**
 * What texts read and write, by the service's newest snapshot. Each text is parsed once for a snapshot, in a thread with
 * limits, and its lineage kept. Throws SERVICE_NOT_FOUND.
 */
export async function resolveTexts(
  context: RunContext,
  serviceId: ServiceId,
  texts: readonly PlacedText[],
  signal?: AbortSignal,
): Promise<ResolvedTexts> {
  const { store } = context
  const [snapshot = null] = await store.snapshots.list(serviceId, 1)
  const wanted = new Map(texts.map((text) => [placeKey(text), text]))
  const ids = [...new Set(texts.map(({ textId }) => textId))]
  const known = await store.usageLineage.read(snapshot?.id ?? null, ids)
  const missing = [...wanted].flatMap(([key, text]) => (known.has(key) ? [] : [text]))
  if (missing.length === 0) return { snapshot, lineage: known }
  const connector = await connectorOf(context, serviceId)
  if (connector === null) return { snapshot, lineage: known }
  const objects = snapshot === null ? null : await readNames(context, snapshot)
  for await (const batch of analyzeTexts(connector, objects, missing, signal)) {
    const throughViews = viewReads(objects ?? [], batch.database)
    const rows = batch.texts.map(({ textId }, at) => {
      const entries = batch.found[at] ?? []
      return {
        textId,
        database: batch.database,
        entries: entries.map((entry) => toTextLineage(entry, throughViews(entry.reads))),
        columns: entries.map(({ columns }) => columns),
      }
    })
    await store.usageLineage.write(snapshot?.id ?? null, rows)
  }
  return { snapshot, lineage: await store.usageLineage.read(snapshot?.id ?? null, ids) }
}

/**
 * The same with where each column comes from, by any snapshot of the service: what is found by an older one than the
 * newest is not kept. Throws SERVICE_NOT_FOUND.
 */
export async function resolveColumns(
  context: RunContext,
  { id, serviceId }: SnapshotRow,
  texts: readonly PlacedText[],
): Promise<ReadonlyMap<string, readonly StatementLineage[]>> {
  const { store } = context
  const [newest] = await store.snapshots.list(serviceId, 1)
  if (newest?.id === id) {
    await resolveTexts(context, serviceId, texts)
    return await store.usageLineage.readColumns(id, [...new Set(texts.map(({ textId }) => textId))])
  }
  const snapshot = await store.snapshots.find(id)
  const connector = await connectorOf(context, serviceId)
  const lineage = new Map<string, readonly StatementLineage[]>()
  if (connector === null || snapshot === null) return lineage
  for await (const batch of analyzeTexts(connector, await readNames(context, snapshot), texts)) {
    for (const [at, { textId }] of batch.texts.entries()) {
      lineage.set(placeKey({ textId, database: batch.database }), batch.found[at] ?? [])
    }
  }
  return lineage
}

async function connectorOf({ store, findConnector }: RunContext, serviceId: ServiceId): Promise<Connector | null> {
  const service = await store.services.find(serviceId)
  return service === null ? null : findConnector(service.connector)
}

interface AnalyzedBatch {
  readonly database: string
  readonly texts: readonly PlacedText[]
  /** In their order. */
  readonly found: readonly (readonly StatementLineage[])[]
}

async function* analyzeTexts(
  connector: Connector,
  objects: readonly SnapshotObject[] | null,
  missing: readonly PlacedText[],
  signal?: AbortSignal,
): AsyncGenerator<AnalyzedBatch> {
  for (const database of new Set(missing.map((text) => text.database))) {
    const here = missing.filter((text) => text.database === database)
    for (let begin = 0; begin < here.length; begin += batchSize) {
      const batch = here.slice(begin, begin + batchSize)
      const found: StatementLineage[][] = batch.map(() => [])
      const texts = batch.map(({ text }) => text)
      const request = { sql: null, texts, objects, database, ...(signal && { signal }) }
      for await (const entries of connector.readLineage(request)) {
        for (const { text = 0, ...entry } of entries) found[text]?.push(entry)
      }
      yield { database, texts: batch, found }
    }
  }
}

const named: ReadonlySet<string> = new Set(['database', 'function', 'procedure', 'composite type'])

/** What names are resolved by. The rest of a snapshot may be a hundred times as much. */
async function readNames({ store }: RunContext, snapshot: SnapshotRow): Promise<readonly SnapshotObject[]> {
  const objects: SnapshotObject[] = []
  await store.snapshots.readObjects(snapshot.id, async (lines) => {
    for (const line of lines) {
      const object = JSON.parse(line) as SnapshotObject
      if ('columns' in object && 'parents' in object) objects.push(namesOf(object))
      else if (named.has(object.kind)) objects.push(object)
    }
  })
  return objects
}

function namesOf(relation: Relation): Relation {
  // Resolution asks for nothing of a column but its name and its type.
  const columns = relation.columns.map(({ name, type }) => ({ name, type }) as Column)
  return { ...relation, columns, constraints: [], indexes: [], triggers: [], rules: [], policies: [], grants: null }
}
