import { Cron } from 'croner'
import cronstrue from 'cronstrue'
import { AppError } from '../core/error.ts'

/** A schedule's text, understood. */
export interface ReadCron {
  /** Such as "At 02:30, only on Monday". */
  readonly description: string
  /** The next times after a moment, at most `count`; fewer where there are no more. */
  next(after: Date, count: number): readonly Date[]
}

/** Minutes at least between two times of a schedule. */
const leastMinutes = 5

/**
 * Reads five cron fields in a time zone. A local time that a clock change skips comes at the next one that exists, and
 * one that comes twice counts once. Throws SCHEDULE_INVALID.
 */
export function readCron(cron: string, timeZone: string): ReadCron {
  const text = cron.trim().replace(/\s+/g, ' ')
  if (!isTimeZone(timeZone)) {
    throw invalid('There is no such time zone.', 'Give an IANA name, such as Europe/Berlin or UTC.')
  }
  if (text.split(' ').length !== 5) {
    throw invalid(
      'A schedule has five fields: minute, hour, day of month, month, day of week.',
      'Such as 30 2 * * * for every night at half past two.',
    )
  }
  const job = parse(text, timeZone)
  const [first, second] = job.nextRuns(2)
  if (first === undefined) throw invalid('This schedule never comes.', 'Choose a day that its month has.')
  if (second !== undefined && second.getTime() - first.getTime() < leastMinutes * 60_000) {
    throw invalid(
      `Between two times there are at least ${leastMinutes} minutes.`,
      `Such as */${leastMinutes} * * * * for every ${leastMinutes} minutes.`,
    )
  }
  return { description: describe(text), next: (after, count) => job.nextRuns(count, after) }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function parse(text: string, timeZone: string): Cron {
  try {
    return new Cron(text, { timezone: timeZone, mode: '5-part', paused: true })
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error
    throw invalid('The schedule cannot be read.', 'Such as 30 2 * * 1-5 for half past two on working days.', error)
  }
}

function describe(text: string): string {
  return cronstrue.toString(text, { use24HourTimeFormat: true, verbose: false })
}

function invalid(message: string, hint: string, cause?: unknown): AppError {
  return new AppError('SCHEDULE_INVALID', message, { hint, cause })
}
