import { durationWords } from '../../core/duration.ts'
import type { PastTest } from '../../core/past-tests.ts'
import type { Terminal } from '../terminal.ts'
import { writeTable } from '../text-table.ts'

const heading = ['ID', 'STARTED', 'BY', 'TOOK', 'SERVER', 'CHANGE', 'OUTCOME']

/** Past tests as a table, the newest first. */
export function writeTests(tests: readonly PastTest[], out: Terminal): void {
  if (tests.length === 0) {
    out.line('There are no tests of this service yet. patchbay test SERVICE makes one.')
    return
  }
  const rows = tests.map((test) => [
    test.id,
    test.startedAt,
    test.origin,
    durationWords(test.durationMs),
    test.serverVersion ?? '',
    changeWords(test),
    test.headline,
  ])
  writeTable(heading, rows, out)
}

function changeWords({ change }: PastTest): string {
  if (change === null) return 'first'
  const { direction, changes, settingsChanged } = change
  const words = direction === 'same' ? (changes === 0 ? 'none' : `${changes} changed`) : direction
  return settingsChanged ? `${words}, other settings` : words
}
