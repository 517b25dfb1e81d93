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
  await resolveMissing(context, serviceId, snapshot, missing, signal)
  return { snapshot, lineage: await store.usageLineage.read(snapshot?.id ?? null, ids) }
}

async function resolveMissing(
  context: RunContext,
  serviceId: ServiceId,
  snapshot: SnapshotRow | null,
  missing: readonly PlacedText[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const service = await context.store.services.find(serviceId)
  const connector = service === null ? null : context.findConnector(service.connector)
  if (connector === null) return
  const objects = snapshot === null ? null : await readNames(context, snapshot)
  for (const database of new Set(missing.map((text) => text.database))) {
    const here = missing.filter((text) => text.database === database)
    const throughViews = viewReads(objects ?? [], database)
    for (let begin = 0; begin < here.length; begin += batchSize) {
      const batch = here.slice(begin, begin + batchSize)
      const found: StatementLineage[][] = batch.map(() => [])
      const texts = batch.map(({ text }) => text)
      const request = { sql: null, texts, objects, database, ...(signal && { signal }) }
      for await (const entries of connector.readLineage(request)) {
        for (const { text = 0, ...entry } of entries) found[text]?.push(entry)
      }
      const rows = batch.map(({ textId }, at) => {
        const entries = found[at] ?? []
        return {
          textId,
          database,
          entries: entries.map((entry) => toTextLineage(entry, throughViews(entry.reads))),
          columns: entries.map(({ columns }) => columns),
        }
      })
      await context.store.usageLineage.write(snapshot?.id ?? null, rows)
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
  // Resolution asks for nothing of a column but its name.
  const columns = relation.columns.map(({ name }) => ({ name }) as Column)
  return { ...relation, columns, constraints: [], indexes: [], triggers: [], rules: [], policies: [], grants: null }
}
