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
  /** Connections beside the first one; at least one. */
  readonly lanes: number
  /** Relations that one server process reads before it ends. */
  readonly shardSize: number
}

/**
 * Reads relations in shards of neighbouring oids, each over a fresh connection that shares the first one's snapshot, so
 * that neither side's memory grows with the database. Shards are handed on in order, each while the next one is read.
 */
export async function readLargeDatabase(opened: OpenDatabase, snapshot: string, reading: LargeReading): Promise<void> {
  const { shardSize } = reading
  const selected = selectedRelations(opened, reading)
  const shards = Array.from({ length: Math.ceil(selected.length / shardSize) }, (_, place) =>
    selected.slice(place * shardSize, (place + 1) * shardSize),
  )
  const transactions = [opened.transaction]
  let next = 0
  let written: Promise<void> = Promise.resolve()

  const readNext = async (place: number): Promise<RelationsRead> => {
    const connection = await reading.connect()
    try {
      const transaction = new Transaction(connection, { ...reading, snapshot })
      transactions.push(transaction)
      const found = new Answers()
      await transaction.ask([moment, ...relationQuestions], rangeOf(shards[place] ?? [], opened.relations), found)
      // The first shard's check is that of everything else too.
      const read = place === 0 ? [opened.answers, found] : [found]
      const oids = [...new Set(read.flatMap((answers) => [...namedObjects(answers)].map(({ oid }) => Number(oid))))]
      const moved = await findMovedSince(opened, read, connection, reading, transaction, { oids })
      return { found, moved, lost: lostObjects(transaction) }
    } finally {
      await connection.close()
    }
  }
  const lane = async () => {
    let mine: Promise<void> = Promise.resolve()
    for (let place = next++; place < shards.length; place = next++) {
      const read = await readNext(place)
      // No more than one shard waits while another is read.
      await mine
      mine = written.then(async () => {
        if (place === 0) await writeGroups(opened, read.moved, reading)
        await writeRelations(opened, read, opened.transaction, reading)
      })
      // Awaited later; until then a failure has to be nobody's surprise.
      mine.catch(() => undefined)
      written = mine
    }
    await mine
  }
  await Promise.all(Array.from({ length: reading.lanes }, lane))
  await opened.transaction.commit()
  skipUnanswered(opened, transactions, reading)
}
