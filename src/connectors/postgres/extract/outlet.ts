import type { SkippedObject, SnapshotLine, SnapshotObject } from '../../../core/catalog/snapshot.ts'
import type { ExtractionProgress, SnapshotReceiver } from '../../../core/extraction.ts'
import { countObject } from './count.ts'

/** Where one database's objects go: databases are read side by side and handed on one after the other. */
export interface Outlet {
  /** Resolves when the objects are taken; until it is this database's turn they are kept. */
  readonly write: (objects: readonly SnapshotObject[]) => Promise<void>
  readonly skip: (skipped: SkippedObject) => void
  /** Resolves when all databases before are through. */
  readonly turn: Promise<void>
  /** Hands on what was kept and lets the next one begin. */
  end(): Promise<void>
  /** Forgets what was kept, for a database that could not be read; false when some of it was handed on already. */
  drop(): boolean
}

/** Everything that is written, in order, with its counts. */
export function createOutlets(
  receive: SnapshotReceiver,
  report: (progress: ExtractionProgress) => void,
  databasesTotal: number,
) {
  const counts: Record<string, number> = {}
  const skipped: SkippedObject[] = []
  let objectsDone = 0
  let databasesDone = 0
  let last: Promise<void> = Promise.resolve()

  const hand = async (database: string, objects: readonly SnapshotObject[]) => {
    if (objects.length > 0) await receive(objects as readonly SnapshotLine[])
    for (const object of objects) countObject(object, counts)
    objectsDone += objects.length
    report({ database, databasesDone, databasesTotal, objectsDone, objectsTotal: null })
  }
  return {
    counts,
    skipped,
    /** In the order of the calls. */
    open(database: string): Outlet {
      let kept: SnapshotObject[] = []
      let isTurn = false
      let handed = false
      const missing: SkippedObject[] = []
      const turn = last.then(() => {
        isTurn = true
        report({ database, databasesDone, databasesTotal, objectsDone, objectsTotal: null })
      })
      let release: () => void = () => undefined
      last = new Promise((resolve) => {
        release = resolve
      })
      const flush = async () => {
        const objects = kept
        kept = []
        handed ||= objects.length > 0
        await hand(database, objects)
      }
      return {
        turn,
        async write(objects) {
          if (!isTurn) {
            for (const object of objects) kept.push(object)
            return
          }
          if (kept.length > 0) await flush()
          handed = true
          await hand(database, objects)
        },
        skip: (entry) => void missing.push(entry),
        async end() {
          await turn
          await flush()
          skipped.push(...missing)
          databasesDone += 1
          release()
        },
        drop() {
          kept = []
          missing.splice(0)
          return !handed
        },
      }
    },
  }
}
