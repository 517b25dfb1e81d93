import { moment } from '../catalog/questions/names.ts'
import { relationQuestions } from '../catalog/questions/registry.ts'
import type { Connection } from '../connection.ts'
import { namedObjects } from './moved.ts'
import type { OpenDatabase } from './open-database.ts'
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

export interface LargeReading extends DatabaseReading {
  /** One more connection to this database, once there may be one. */
  readonly connect: () => Promise<Connection>
  /** The same; null where the server gives no more. */
  readonly connectIfPossible: () => Promise<Connection | null>
  /** Connections beside the first one; at least one. The server works on as many shards at the same time. */
  readonly lanes: number
  /** Relations that one server process reads before it ends. */
  readonly shardSize: number
}

/**
 * Reads relations in shards of neighbouring oids, each over a fresh connection that shares the first one's snapshot, so
 * that neither side's memory grows with the database. Shards are handed on in order, each while others are read.
 */
export async function readLargeDatabase(opened: OpenDatabase, snapshot: string, reading: LargeReading): Promise<void> {
  const { shardSize } = reading
  const selected = selectedRelations(opened, reading)
  const shards = Array.from({ length: Math.ceil(selected.length / shardSize) }, (_, place) =>
    createShard(selected.slice(place * shardSize, (place + 1) * shardSize)),
  )
  const transactions = [opened.transaction]
  let next = 0

  const read = async (oids: readonly number[], isFirst: boolean, connection: Connection): Promise<RelationsRead> => {
    try {
      const transaction = new Transaction(connection, { ...reading, snapshot })
      transactions.push(transaction)
      const found = new Answers()
      await transaction.ask([moment, ...relationQuestions], rangeOf(oids, opened.relations), found)
      // The first shard's check is that of everything else too.
      const answers = isFirst ? [opened.answers, found] : [found]
      const named = [...new Set(answers.flatMap((each) => [...namedObjects(each)].map(({ oid }) => Number(oid))))]
      const moved = await findMovedSince(opened, answers, connection, reading, transaction, { oids: named })
      return { found, moved, lost: lostObjects(transaction) }
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
        if (place === 0) await writeGroups(opened, found.moved, reading)
        await writeRelations(opened, found, opened.transaction, reading)
      })
      shard.settle(mine)
      if (next >= shards.length) break
    }
    await mine
  }
  // One lane has to be there; it comes first where a role may not have more.
  const needed = lane(await reading.connect(), reading.connect)
  const others = Array.from({ length: reading.lanes - 1 }, async () =>
    lane(await reading.connectIfPossible(), reading.connectIfPossible),
  )
  await Promise.all([needed, ...others])
  await opened.transaction.commit()
  skipUnanswered(opened, transactions, reading)
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
