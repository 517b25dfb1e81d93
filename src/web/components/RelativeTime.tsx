/** Largest unit first. */
const units: readonly { unit: Intl.RelativeTimeFormatUnit; seconds: number }[] = [
  { unit: 'year', seconds: 365 * 86_400 },
  { unit: 'month', seconds: 30 * 86_400 },
  { unit: 'week', seconds: 7 * 86_400 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' })

/** `now` minus `at` in words, such as "3 minutes ago". */
function relativeWords(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  if (Math.abs(seconds) < 10) return 'just now'
  const fitting = units.find((candidate) => Math.abs(seconds) >= candidate.seconds)
  return fitting === undefined ? 'just now' : relative.format(Math.round(seconds / fitting.seconds), fitting.unit)
}

/** A time in words, with the absolute time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const date = new Date(at)
  return (
    <time dateTime={at} title={absolute.format(date)}>
      {relativeWords(date, new Date())}
    </time>
  )
}
