import { durationWords } from '../../core/duration.ts'
import type { StatementDelta, StatementUsage, UsageDelta, UsageReading } from '../../core/usage/reading.ts'
import type { KeptUsage } from '../../core/usage-api.ts'
import { harmless, style, type Terminal } from '../terminal.ts'

const longestText = 100

/** A table of statements on `out`, and on `err` what has to be known about it. */
export function writeUsage(told: UsageReading | UsageDelta | KeptUsage, out: Terminal, err: Terminal): void {
  const { statements, problems } = told
  if (statements.length > 0) out.line(style(out, 'dim', row(['calls', 'rows', 'time', 'mean', 'user', 'statement'])))
  for (const statement of statements) out.line(harmless(row(cells(statement))))
  err.line(style(err, 'dim', spanWords(told)))
  for (const { message } of problems) err.line(`${style(err, 'yellow', '!')} ${message}`)
}

function cells(statement: StatementUsage | StatementDelta): string[] {
  const { calls, rows, totalTimeMs, user, text } = statement
  const least = 'lowerBound' in statement && statement.lowerBound ? '≥ ' : ''
  const count = Number(calls)
  return [
    `${least}${grouped(calls)}`,
    rows === null ? '–' : `${least}${grouped(rows)}`,
    durationWords(totalTimeMs),
    count === 0 ? '–' : durationWords(totalTimeMs / count),
    user ?? '(dropped)',
    oneLine(text),
  ]
}

const row = ([calls = '', rows = '', time = '', mean = '', user = '', text = '']: readonly string[]): string =>
  [calls.padStart(10), rows.padStart(12), time.padStart(9), mean.padStart(9), user.padEnd(16), text].join('  ')

const grouped = (digits: string): string => BigInt(digits).toLocaleString('en-US')

function oneLine(text: string | null): string {
  if (text === null) return '(hidden)'
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestText ? `${line.slice(0, longestText)}…` : line
}

function spanWords(told: UsageReading | UsageDelta | KeptUsage): string {
  const count = `${told.statements.length.toLocaleString('en-US')} ${told.statements.length === 1 ? 'statement' : 'statements'}`
  if ('since' in told) return `${count} called from ${told.since ?? 'an unknown moment'} to ${told.readAt}.`
  return `${count}, counted since ${told.statsSince ?? 'an unknown moment'}, read at ${told.readAt}.`
}
