import type { SnapshotEnd } from '../../../core/catalog/snapshot.ts'
import type { ExtractionOutcome } from '../../../core/extraction.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { ExtractOptions } from '../../connector.ts'
import { serverDatabases } from '../catalog/questions/server.ts'
import { QueryFailure } from '../connection.ts'
import { type Opened, openConnection } from '../open-connection.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { createOutlets } from './outlet.ts'
import { beginLarge, readDatabases, Unreadable } from './read-databases.ts'
import type { LargeDatabase } from './read-large-database.ts'
import { selectDatabases } from './select-databases.ts'
import { buildServerObjects } from './server-objects.ts'
import { serverVersion } from './server-version.ts'
import { createSlots } from './slots.ts'
import { toHeader } from './to-header.ts'

/** Above so many relations a database is read in shards of so many. */
export interface Sizes {
  readonly largeFrom: number
  readonly shard: number
}

/** A server process keeps what it has once looked up; a shard's may grow to some 80 MB. */
const defaultSizes: Sizes = { largeFrom: 10_000, shard: 4_000 }

/** Reads everything that the settings select. See `Connector.extract`. */
export async function extract(
  form: JsonObject,
  options: ExtractOptions,
  sizes: Sizes = defaultSizes,
): Promise<ExtractionOutcome> {
  // What one reader cannot go on with ends all of them.
  const stop = new AbortController()
  const signal = AbortSignal.any([options.signal, stop.signal])
  try {
    const opened = await openConnection(form, signal)
    if (!opened.ok) return { status: 'failed', diagnosis: opened.error }
    return await read(opened.value, { ...options, signal }, sizes)
  } catch (error) {
    if (options.signal.aborted) return { status: 'cancelled' }
    throw error
  } finally {
    stop.abort()
  }
}

async function read(opened: Opened, options: ExtractOptions, sizes: Sizes): Promise<ExtractionOutcome> {
  try {
    return { status: 'completed', end: await run(opened, options, sizes) }
  } catch (error) {
    if (options.signal.aborted) throw error
    if (error instanceof Unreadable) return { status: 'failed', diagnosis: error.diagnosis }
    if (!(error instanceof QueryFailure)) throw error
    // Most readings succeed: what failures mean is loaded for those that do not.
    const { diagnoseQuery } = await import('../diagnose.ts')
    return { status: 'failed', diagnosis: diagnoseQuery(error, opened.context) }
  }
}

async function run({ connection, context }: Opened, options: ExtractOptions, sizes: Sizes): Promise<SnapshotEnd> {
  const { settings } = context
  const { signal, receive, report, connectionLimit = 3 } = options
  const slots = createSlots(connectionLimit)
  const release = await slots.take()
  const version = serverVersion(connection.parameters)
  const close = async () => {
    await connection.close()
    release()
  }
  try {
    const terms = { context, options, version, sizes, slots }
    let ahead: LargeDatabase | null = null
    const opening: Promise<OpenDatabase> = openDatabase(
      connection,
      {
        signal,
        version,
        named(found, database) {
          const { selected } = selectDatabases(found.of(serverDatabases), settings, database.names.database)
          // The others wait for their turn: this one's must be the first to come.
          if (selected[0] === database.names.database) ahead = beginLarge(terms, database, opening)
        },
      },
      true,
    )
    const opened = await opening
    const { answers, names } = opened
    const selection = selectDatabases(answers.of(serverDatabases), settings, names.database)
    await receive([toHeader(settings, selection.selected, connection, version, answers)])
    const outlets = createOutlets(receive, report, selection.selected.length)
    outlets.skipped.push(...selection.skipped)
    const server = outlets.open(names.database)
    await server.turn
    await server.write(buildServerObjects(answers, answers, names))
    await server.end()
    await readDatabases({
      ...terms,
      outlets,
      opened,
      ahead,
      close,
      selected: selection.selected,
    })
    const end: SnapshotEnd = { kind: 'end', counts: outlets.counts, skipped: outlets.skipped }
    await receive([end])
    return end
  } finally {
    await close()
  }
}
