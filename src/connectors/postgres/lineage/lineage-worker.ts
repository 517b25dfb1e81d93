import { parentPort, workerData } from 'node:worker_threads'
import type { StatementLineage } from '../../../core/lineage/statement-lineage.ts'
import { analyzeText, type ParserSlot, type SqlText } from './analyze-text.ts'
import { type CatalogContents, catalogOf, emptyCatalog } from './catalog.ts'
import { openParser } from './parse-sql.ts'
import { openSession } from './session.ts'

/** What the thread gets to do. */
export interface LineageJob {
  readonly contents: CatalogContents | null
  readonly texts: readonly SqlText[]
  /** Whether each text stands by itself: nothing it defines is known to others, and entries say which text they are of. */
  readonly separate: boolean
  /** Where to begin. */
  readonly from: Progress
}

/** The text under way, and up to where it is done. */
export interface Progress {
  readonly text: number
  readonly offset: number
}

export interface LineageBatch {
  readonly entries: readonly StatementLineage[]
  readonly done: Progress
  readonly finished: boolean
}

const batchSize = 200
const batchMs = 100

/** Sends lineage in batches, waiting for each to be taken: neither side's memory grows with the number of statements. */
async function work({ contents, texts, separate, from }: LineageJob): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('This file runs in a worker thread.')
  const slot: ParserSlot = { parser: await openParser() }
  const catalog = contents === null ? emptyCatalog : catalogOf(contents)
  let session = openSession(catalog)
  let entries: StatementLineage[] = []
  let sentAt = Date.now()
  const send = async (done: Progress, finished: boolean) => {
    const taken = new Promise((resolve) => port.once('message', resolve))
    port.postMessage({ entries, done, finished } satisfies LineageBatch)
    entries = []
    await taken
    sentAt = Date.now()
  }
  for (const [at, text] of texts.entries()) {
    if (at < from.text) continue
    const offset = at === from.text ? from.offset : 0
    if (separate) session = openSession(catalog)
    const options = { from: offset, withPredicates: separate }
    for await (const { entries: found, next } of analyzeText(slot, text, session, options)) {
      for (const entry of found) entries.push(separate ? { ...entry, text: at } : entry)
      if (entries.length >= batchSize || Date.now() - sentAt > batchMs) await send({ text: at, offset: next }, false)
    }
  }
  await send({ text: texts.length, offset: 0 }, true)
  port.close()
}

await work(workerData as LineageJob)
