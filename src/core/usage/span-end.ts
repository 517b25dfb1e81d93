/** One end of a span: a reading by its number, or the moment that is to be covered, ISO 8601 in UTC. */
export type SpanEnd = number | { readonly at: string }

const moment = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$/i

/** A reading's number, or a moment as ISO 8601 writes it, UTC where it names no zone. Null for anything else. */
export function parseSpanEnd(text: string): SpanEnd | null {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  const [, zone] = moment.exec(text) ?? []
  const time = moment.test(text) ? Date.parse(text.length > 10 && zone === undefined ? `${text}Z` : text) : Number.NaN
  return Number.isNaN(time) ? null : { at: new Date(time).toISOString() }
}

interface Reading {
  readonly number: number
  readonly header: { readonly readAt: string }
}

/** The reading that a span begins with so that it covers the moment: the last one until then, else the oldest. */
export function firstReading<T extends Reading>(readings: readonly T[], end: SpanEnd | null): T | undefined {
  if (typeof end === 'number') return readings.find(({ number }) => number === end)
  if (end === null) return readings[0]
  const at = Date.parse(end.at)
  return readings.findLast(({ header }) => Date.parse(header.readAt) <= at) ?? readings[0]
}

/** The same for its end: the first one from then on, else the newest. */
export function lastReading<T extends Reading>(readings: readonly T[], end: SpanEnd | null): T | undefined {
  if (typeof end === 'number') return readings.find(({ number }) => number === end)
  if (end === null) return readings.at(-1)
  const at = Date.parse(end.at)
  return readings.find(({ header }) => Date.parse(header.readAt) >= at) ?? readings.at(-1)
}
