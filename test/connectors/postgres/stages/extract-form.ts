import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { SnapshotLine } from '../../../../src/core/catalog/snapshot.ts'
import type { ExtractionOutcome } from '../../../../src/core/extraction.ts'
import type { JsonObject } from '../../../../src/core/json.ts'

/** Extracts as the product does, and keeps what it read. */
export async function extractForm(
  form: JsonObject,
): Promise<{ readonly outcome: ExtractionOutcome; readonly lines: readonly SnapshotLine[] }> {
  const lines: SnapshotLine[] = []
  const outcome = await postgres.extract(form, {
    signal: new AbortController().signal,
    report: () => undefined,
    receive: async (batch) => {
      lines.push(...batch)
    },
  })
  return { outcome, lines }
}
