import { moment } from '../catalog/questions/names.ts'
import { expressionQuestions, relationQuestions } from '../catalog/questions/registry.ts'
import { type Attribute, attributes } from '../catalog/questions/relations.ts'
import type { Connection } from '../connection.ts'
import { namedObjects } from './moved.ts'
import { catalogs } from './names.ts'
import type { NamedDatabase, OpenDatabase } from './open-database.ts'
import {
  type DatabaseReading,
  findMovedSince,
  lostObjects,
  type RelationsRead,
  rangeOf,
  selectedRelations,
  skipUnanswered,
  writeGroups,
  writeRelations,
} from './read-database.ts'
import { Answers, Transaction } from './transaction.ts'

export interface LargeReading extends Omit<DatabaseReading, 'write' | 'skip'> {
  /** One more connection to this database, once there may be one. */
  readonly connect: () => Promise<Connection>
  /** The same; null where the server gives no more. */
  readonly connectIfPossible: () => Promise<Connection | null>
  /** Connections beside the first one; at least one. The server works on as many shards at the same time. */
  readonly lanes: number
  /** Relations that one server process reads before it ends. */
  readonly shardSize: number
}

/** A database whose relations are being read. */
export interface LargeDatabase {
  /**
   * Resolves when everything is handed on; to false, with nothing handed on, where the server gave no second connection.
   * To be called once the database is open; until then no more than a shard a lane is read.
   */
  write(reading: DatabaseReading): Promise<boolean>
}

/**
 * Reads relations in shards of neighbouring oids, each over a fresh connection that shares the first one's snapshot, so
 * that neither side's memory grows with the database. Shards are handed on in order, each while others are read.
 * @param opened the rest of the database, which may still be on its way
 */
export function readLargeDatabase(
  named: NamedDatabase,
  snapshot: string,
  opened: Promise<OpenDatabase>,
  options: LargeReading,
): LargeDatabase {
  const { shardSize, lanes } = options
  const shards = divide(selectedRelations(named, options), shardSize, lanes).map(createShard)
  const transactions: Transaction[] = []
  let start: (reading: DatabaseReading) => void = () => undefined
  const started = new Promise<DatabaseReading>((resolve) => {
    start = resolve
  })
  let next = 0

  /** @param sharing deparses with one of the relations that have the same columns */
  const readOnce = async (oids: readonly number[], isFirst: boolean, connection: Connection, sharing: boolean) => {
    const transaction = new Transaction(connection, { ...options, snapshot })
    const found = new Answers()
    const range = rangeOf(oids, named.relations)
    await transaction.ask([moment, ...relationQuestions], range, found)
    const standIns = sharing ? findStandIns(found) : none
    await transaction.ask(expressionQuestions, { ...range, standIns }, found)
    const database = await opened
    // The first shard's check is that of everything else too.
    const answers = isFirst ? [database.answers, found] : [found]
    const objects = [...new Set(answers.flatMap((each) => [...namedObjects(each)].map(({ oid }) => Number(oid))))]
    const moved = await findMovedSince(database, answers, connection, options, transaction, { oids: objects })
    const sound = ![...standIns.values()].some((oid) => moved.affects(catalogs.relation, String(oid)))
    return { transaction, sound, read: { found, moved, lost: lostObjects(transaction) } }
  }
  const read = async (oids: readonly number[], isFirst: boolean, connection: Connection): Promise<RelationsRead> => {
    try {
      let once = await readOnce(oids, isFirst, connection, true)
      // What was deparsed with a relation that somebody altered meanwhile may be wrong for all that it stood in for.
      if (!once.sound) once = await readOnce(oids, isFirst, connection, false)
      transactions.push(once.transaction)
      return once.read
    } finally {
      await connection.close()
    }
  }
  const lane = async (first: Connection | null, connect: () => Promise<Connection | null>) => {
    let mine: Promise<void> = Promise.resolve()
    for (let connection = first; connection !== null; connection = await connect()) {
      const place = next++
      const [shard, before] = [shards[place], shards[place - 1]]
      if (shard === undefined) {
        await connection.close()
        break
      }
      const found = await read(shard.oids, place === 0, connection)
      // No more than one shard of a lane waits while another is read.
      await mine
      mine = (before?.handedOn ?? Promise.resolve()).then(async () => {
        const [database, reading] = [await opened, await started]
        if (place === 0) await writeGroups(database, found.moved, reading)
        await writeRelations(database, found, database.transaction, reading)
      })
      shard.settle(mine)
      if (next >= shards.length) break
    }
    await mine
  }
  const readAll = async (): Promise<boolean> => {
    // One lane has to be there; it comes first where a role may not have more.
    const first = await options.connectIfPossible()
    if (first === null) return false
    const needed = lane(first, options.connect)
    const others = Array.from({ length: lanes - 1 }, async () =>
      lane(await options.connectIfPossible(), options.connectIfPossible),
    )
    await Promise.all([needed, ...others])
    return true
  }
  const all = readAll()
  // Awaited when it is handed on; until then a failure has to be nobody's surprise.
  all.catch(() => undefined)
  return {
    async write(reading) {
      start(reading)
      if (!(await all)) return false
      const database = await opened
      await database.transaction.commit()
      skipUnanswered(database, [database.transaction, ...transactions], reading)
      return true
    },
  }
}

const none: ReadonlyMap<number, number> = new Map()

/** By relation the first one with the same columns, where that is another one. */
function findStandIns(found: Answers): ReadonlyMap<number, number> {
  const firsts = new Map<readonly Attribute[], number>()
  const standIns = new Map<number, number>()
  for (const { relation, columns } of found.of(attributes)) {
    const first = firsts.get(columns)
    if (first === undefined) firsts.set(columns, Number(relation))
    else standIns.set(Number(relation), first)
  }
  return standIns
}

/** No shard but the first ones is smaller than this part of the largest: each costs a connection. */
const smallestPart = 3
/** The first one. */
const firstPart = 8

/**
 * The first ones are small, each twice as large as the one before, so that there is something to put together soon; the
 * last ones as well, so that little is left to put together when the server is through. No rest has one of its own.
 */
function divide(oids: readonly number[], largest: number, lanes: number): (readonly number[])[] {
  const smallest = Math.ceil(largest / smallestPart)
  const parts: (readonly number[])[] = []
  for (let from = 0; from < oids.length; ) {
    const rest = oids.length - from
    const growing = Math.ceil(largest / firstPart) * 2 ** parts.length
    const size = Math.min(largest, growing, Math.max(Math.ceil(rest / (lanes + 1)), smallest))
    const taken = rest - size < smallest && rest <= largest ? rest : size
    parts.push(oids.slice(from, from + taken))
    from += taken
  }
  return parts
}

interface Shard {
  readonly oids: readonly number[]
  /** Resolves or rejects as the handing on does that was settled. */
  readonly handedOn: Promise<void>
  readonly settle: (handedOn: Promise<void>) => void
}

function createShard(oids: readonly number[]): Shard {
  let settle: Shard['settle'] = () => undefined
  const handedOn = new Promise<void>((resolve) => {
    settle = resolve
  })
  // Awaited later; until then a failure has to be nobody's surprise.
  handedOn.catch(() => undefined)
  return { oids, handedOn, settle: (done) => settle(done) }
}
