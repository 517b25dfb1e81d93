import type { PastTest, TestOrigin } from '../../../core/past-tests.ts'

export const originWords: Readonly<Record<TestOrigin, string>> = {
  page: 'Page',
  command: 'Command',
  run: 'Run by hand',
  schedule: 'Schedule',
}

const timeOf = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** Tells a test from others, such as `Nov 3, 2026, 2:30 AM`. */
export const whenWords = ({ startedAt }: Pick<PastTest, 'startedAt'>): string => timeOf.format(new Date(startedAt))

/** How a test differs from the one before where it went neither better nor worse. */
export function sameWords({ change }: PastTest): string | null {
  if (change === null) return 'first'
  const { changes, settingsChanged } = change
  if (changes === 0) return settingsChanged ? 'other settings' : null
  return `${changes} ${changes === 1 ? 'change' : 'changes'}`
}
