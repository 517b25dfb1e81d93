import { setTimeout as sleep } from 'node:timers/promises'
import type { Connector } from '../../src/connectors/connector.ts'
import { findConnector } from '../../src/connectors/index.ts'
import type { SnapshotObject } from '../../src/core/catalog/snapshot.ts'
import type { ExtractionOutcome } from '../../src/core/extraction.ts'
import { toConnectorId } from '../../src/core/ids.ts'
import { snapshotLines } from './snapshot-lines.ts'

export interface SlowReading {
  readonly objects: readonly SnapshotObject[]
  /** Milliseconds before each object. */
  readonly pauseMs: number
  /** Told when a reading begins, with its place in the row of readings. */
  readonly onBegin?: (reading: number) => void
  /** Ends it before its end. */
  readonly outcome?: () => ExtractionOutcome | null
}

/** A connector whose extraction takes the time it is told to, cancellable as a real one. */
export function slowConnector(reading: SlowReading): Connector {
  const postgres = findConnector(toConnectorId('postgres'))
  if (postgres === null) throw new Error('there is no Postgres connector')
  let readings = 0
  return {
    ...postgres,
    async extract(_form, { signal, receive, report }) {
      reading.onBegin?.(++readings)
      const lines = snapshotLines(reading.objects)
      for (const [done, line] of lines.entries()) {
        if (reading.pauseMs > 0) await sleep(reading.pauseMs)
        if (signal.aborted) return { status: 'cancelled' }
        const ended = reading.outcome?.() ?? null
        if (ended !== null) return ended
        await receive([line])
        const total = reading.objects.length
        report({ database: 'orders', databasesDone: 0, databasesTotal: 1, objectsDone: done, objectsTotal: total })
      }
      const end = lines.at(-1)
      if (end?.kind !== 'end') throw new Error('no end')
      return { status: 'completed', end }
    },
  }
}
