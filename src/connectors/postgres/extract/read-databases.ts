import { nameFilter } from '../../../core/catalog/name-filter.ts'
import type { Diagnosis } from '../../../core/connection.ts'
import type { ExtractOptions } from '../../connector.ts'
import { type Connection, QueryFailure } from '../connection.ts'
import type { DiagnosisContext } from '../diagnose/row.ts'
import { connectInTurn } from '../stages/connect-in-turn.ts'
import type { PgVersion } from '../version.ts'
import { type NamedDatabase, type OpenDatabase, openDatabase } from './open-database.ts'
import type { createOutlets, Outlet } from './outlet.ts'
import { type DatabaseReading, readDatabase, selectedRelations } from './read-database.ts'
import { type LargeDatabase, readLargeDatabase } from './read-large-database.ts'
import { buildDatabase } from './server-objects.ts'
import { reasonOf, toSkippedDatabase } from './skip.ts'
import type { Slots } from './slots.ts'
import type { Answers } from './transaction.ts'

export interface DatabasesReading {
  readonly context: DiagnosisContext
  readonly options: ExtractOptions
  readonly version: PgVersion
  readonly sizes: { readonly largeFrom: number; readonly shard: number }
  readonly slots: Slots
  readonly outlets: ReturnType<typeof createOutlets>
  /** The first database; `close` gives its connection back, also when it was given back before. */
  readonly opened: OpenDatabase
  readonly close: () => Promise<void>
  /** Its relations, where reading them began before all else of it was known. */
  readonly ahead: LargeDatabase | null
  /** By name, in the order they are handed on. */
  readonly selected: readonly string[]
}

/** What connecting and filtering need. */
type Terms = Pick<DatabasesReading, 'context' | 'options' | 'version' | 'sizes' | 'slots'>

/** A connection with its place under the limit. */
interface Held {
  readonly connection: Connection
  /** Any number of times. */
  close(): Promise<void>
}

/** A database that cannot be read is listed; only what is lost of one that was begun to be handed on ends the run. */
export class Unreadable extends Error {
  readonly diagnosis: Diagnosis

  constructor(diagnosis: Diagnosis) {
    const { code, summary, remedy } = diagnosis
    super(code === 'OPEN_DATABASE_MISSING' ? 'It was dropped in the meantime.' : `${summary} ${remedy}`)
    this.diagnosis = diagnosis
  }
}

/** Reads the selected databases side by side, as far as the limit on connections allows. */
export async function readDatabases(all: DatabasesReading): Promise<void> {
  const { selected, outlets, opened, close } = all
  const isFirst = (database: string) => database === opened.names.database
  if (!selected.some(isFirst)) {
    await opened.transaction.commit()
    await close()
  }
  const ended: Promise<void>[] = []
  for (const [place, database] of selected.entries()) {
    // What is read ahead waits in memory for its turn: no more than one database a connection.
    await ended[place - limitOf(all)]
    const outlet = outlets.open(database)
    const reading = isFirst(database)
      ? readOpened(all, opened, { connection: opened.connection, close }, outlet)
      : readOther(all, database, outlet)
    const end = reading.then(() => outlet.end())
    end.catch(() => undefined)
    ended.push(end)
  }
  await Promise.all(ended)
}

async function readOther(all: DatabasesReading, database: string, outlet: Outlet): Promise<void> {
  try {
    let held = await connectBeside(all, database, outlet)
    try {
      const options = { signal: all.options.signal, version: all.version }
      let opened = await openDatabase(held.connection, options, false)
      if (isLarge(all, opened)) {
        // Nobody waits with a connection in hand: the one whose turn it is may need it.
        await opened.transaction.commit()
        await held.close()
        await outlet.turn
        held = await connectHeld(all, database)
        opened = await openDatabase(held.connection, options, false)
      }
      await readOpened(all, opened, held, outlet)
    } finally {
      await held.close()
    }
  } catch (error) {
    all.options.signal.throwIfAborted()
    const reason = error instanceof Unreadable ? error.message : error instanceof QueryFailure ? reasonOf(error) : null
    if (reason === null || !outlet.drop()) throw error
    outlet.skip(toSkippedDatabase(database, reason))
  }
}

/** Where the server gives no connection beside those there are, when the databases before are through. */
async function connectBeside(all: DatabasesReading, database: string, { turn }: Outlet): Promise<Held> {
  try {
    return await connectHeld(all, database)
  } catch (error) {
    if (!(error instanceof Unreadable) || error.diagnosis.cause.value !== tooManyConnections) throw error
    await turn
    return await connectHeld(all, database)
  }
}

/** SQLSTATE of a role, a database or a server that has reached its limit. */
const tooManyConnections = '53300'

/** Gives the connection back, so that a later database can have it. */
async function readOpened(all: DatabasesReading, opened: OpenDatabase, held: Held, outlet: Outlet): Promise<void> {
  if (isLarge(all, opened)) await outlet.turn
  const begun = opened === all.opened ? all.ahead : null
  const large = begun ?? beginLarge(all, opened, Promise.resolve(opened))
  await writeDatabase(all.opened.answers, opened, outlet)
  const reading = readingOf(all, outlet)
  // Without a second connection it is read over the one that there is, in one piece.
  if (large === null || !(await large.write(reading))) await readDatabase(opened, reading)
  await held.close()
}

/** Begins to read the relations of a large database in shards; null for a small one, and where the server gives no shards. */
export function beginLarge(terms: Terms, named: NamedDatabase, opened: Promise<OpenDatabase>): LargeDatabase | null {
  const { snapshot, names } = named
  if (snapshot === null || !isLarge(terms, named)) return null
  const connect = async () => asConnection(await connectHeld(terms, names.database))
  const connectIfPossible = async () => {
    try {
      return await connect()
    } catch (error) {
      if (error instanceof Unreadable) return null
      throw error
    }
  }
  return readLargeDatabase(named, snapshot, opened, {
    signal: terms.options.signal,
    version: terms.version,
    ...filtersOf(terms),
    connect,
    connectIfPossible,
    lanes: limitOf(terms) - 1,
    shardSize: terms.sizes.shard,
  })
}

const limitOf = ({ slots }: Terms): number => slots.count

/** Read in shards, which needs a second connection. */
const isLarge = (terms: Terms, named: NamedDatabase): boolean =>
  limitOf(terms) > 1 && selectedRelations(named, filtersOf(terms)).length > terms.sizes.largeFrom

function readingOf({ context, options, version }: Terms, to: Pick<Outlet, 'write' | 'skip'>): DatabaseReading {
  return { signal: options.signal, version, ...filtersOf({ context }), write: to.write, skip: to.skip }
}

function filtersOf({ context }: Pick<DatabasesReading, 'context'>): Pick<DatabaseReading, 'isSchema' | 'isTable'> {
  const { schemas, tables } = context.settings.scope
  return { isSchema: nameFilter(schemas), isTable: nameFilter(tables) }
}

async function writeDatabase(server: Answers, { answers, names }: OpenDatabase, { write }: Outlet): Promise<void> {
  const database = buildDatabase(server, answers, names)
  if (database !== null) await write([database])
}

/** Waits for a place under the limit, then connects. */
async function connectHeld({ context, options, slots }: Terms, database: string): Promise<Held> {
  const release = await slots.take()
  const { signal } = options
  const result = await connectInTurn(context.settings, { database, signal, stepDeadlineMs })
  if (result.ok) {
    const connection = result.value
    return {
      connection,
      async close() {
        await connection.close()
        release()
      },
    }
  }
  release()
  signal.throwIfAborted()
  const { diagnoseConnect } = await import('../diagnose.ts')
  throw new Unreadable(diagnoseConnect(result.error, { ...context, database }))
}

/** Of each step of opening a connection. */
const stepDeadlineMs = 15_000

const asConnection = ({ connection, close }: Held): Connection => ({ ...connection, close })
