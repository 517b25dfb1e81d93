import type { ColumnMetrics, ColumnProfile, Measure, RelationProfile } from './profile.ts'
import { isScale } from './withhold-values.ts'

/** Something that is notably different from the profile before. */
export interface NotableChange {
  readonly what: 'volume' | 'nulls' | 'distinct' | 'range' | 'freshness' | 'columns'
  /** Null for what is about the whole relation. */
  readonly column: string | null
  /** One sentence, such as "4.1 % of the values are missing, 0.2 % before." */
  readonly message: string
}

/**
 * Changes between two profiles of a relation that are more than chance and more than the usual coming and going.
 * A difference counts only beyond what the samples behind both figures may be off by together, and beyond a threshold
 * under which nobody would care.
 */
export function notableChanges(before: RelationProfile, after: RelationProfile): readonly NotableChange[] {
  const known = new Map(before.columns.map((column) => [column.column, column]))
  const pairs = after.columns.flatMap((column) => {
    const former = known.get(column.column)
    return former === undefined || former.type !== column.type ? [] : [{ name: column.column, former, column }]
  })
  return [
    ...volume(before, after),
    ...columnsMoved(before, after),
    ...freshness(before, after),
    ...pairs.flatMap(({ name, former, column }) =>
      columnRules.flatMap(([what, rule]) => {
        const message = rule(former, column)
        return message === null ? [] : [{ what, column: name, message }]
      }),
    ),
  ]
}

type ColumnRule = (before: ColumnProfile, after: ColumnProfile) => string | null

const columnRules: readonly (readonly [NotableChange['what'], ColumnRule])[] = [
  ['nulls', nulls],
  ['distinct', distinct],
  ['range', range],
]

/** Rows under which a growth in percent says nothing. */
const fewRows = 100

function volume({ rows: before }: RelationProfile, { rows: after }: RelationProfile): readonly NotableChange[] {
  if (before === null || after === null) return []
  const [from, to] = [Number(before.value), Number(after.value)]
  const told = (message: string): readonly NotableChange[] => [{ what: 'volume', column: null, message }]
  if (to === 0 && from > 0 && after.basis === 'exact') return told(`It is empty; it had ${grouped(from)} rows.`)
  const isClear = Math.abs(to - from) > slack(before) + slack(after) && Math.max(from, to) >= fewRows
  if (!isClear) return []
  if (to < from * 0.8)
    return told(`It has ${percent(1 - to / from)} fewer rows: ${grouped(to)}, ${grouped(from)} before.`)
  if (to >= from * 2) return told(`It has ${grouped(to)} rows, ${grouped(from)} before.`)
  return []
}

/** Rows that a figure about rows may be off by. */
function slack({ basis, value, error }: Measure<string>): number {
  if (basis === 'exact') return 0
  // Nobody tells how old an estimate is: half of it has to go before it means something.
  return error ?? Number(value) * (basis === 'estimate' ? 0.5 : 0.05)
}

function columnsMoved(before: RelationProfile, after: RelationProfile): readonly NotableChange[] {
  if (before.columns.length === 0 || after.columns.length === 0) return []
  const types = new Map(before.columns.map(({ column, type }) => [column, type]))
  const now = new Set(after.columns.map(({ column }) => column))
  const told = (column: string, message: string): NotableChange => ({ what: 'columns', column, message })
  return [
    ...after.columns.flatMap(({ column, type }) => {
      const former = types.get(column)
      if (former === undefined) return [told(column, 'It is new.')]
      return former === type ? [] : [told(column, `Its type is ${type}, ${former} before.`)]
    }),
    ...before.columns.flatMap(({ column }) =>
      now.has(column) ? [] : [told(column, 'It is gone, or no longer readable.')],
    ),
  ]
}

/** Share of all values, in its own unit, that a difference has to reach. */
const notableShare = 0.05

function nulls({ metrics: before }: ColumnProfile, { metrics: after }: ColumnProfile): string | null {
  const [from, to] = [before.nullFraction, after.nullFraction]
  if (from === undefined || to === undefined || from.value === null || to.value === null) return null
  const difference = to.value - from.value
  if (Math.abs(difference) <= shareError(from, from.value) + shareError(to, to.value)) return null
  if (from.value === 0) {
    return `${percent(to.value)} of the values are missing; none were.`
  }
  // From one in a thousand to one in a hundred is worth a word, from 40 to 41 percent is not.
  const isMany = Math.abs(difference) >= notableShare || (to.value >= from.value * 3 && difference >= 0.005)
  return isMany ? `${percent(to.value)} of the values are missing, ${percent(from.value)} before.` : null
}

/** Half of a 95 % interval; of the rows it rests on where the figure does not say. At least one row's worth of a sample. */
function shareError({ basis, error, rows }: Measure, share: number): number {
  if (basis === 'exact') return 0
  const seen = Math.max(1, Number(rows))
  return Math.max(error ?? 1.96 * Math.sqrt((share * (1 - share)) / seen), 3 / seen)
}

function distinct({ metrics: before }: ColumnProfile, { metrics: after }: ColumnProfile): string | null {
  const [from, to] = [before.distinctCount, after.distinctCount]
  const [valuesFrom, valuesTo] = [valuesOf(before), valuesOf(after)]
  if (from === undefined || to === undefined || valuesFrom === null || valuesTo === null) return null
  if (from.basis === 'exact' && to.basis === 'exact' && wasUnique(from, valuesFrom) && Number(to.value) < valuesTo) {
    const repeated = valuesTo - Number(to.value)
    return `Values repeat: ${grouped(repeated)} of ${grouped(valuesTo)} are not the first of their kind. All were distinct.`
  }
  const [many, now] = [Number(from.value), Number(to.value)]
  if (Math.abs(now - many) <= countError(from) + countError(to) || Math.min(valuesFrom, valuesTo) < fewRows) return null
  // Numbers of values that grow with the rows are no news.
  const [ratio, ratioNow] = [many / valuesFrom, now / valuesTo]
  const far = (a: number, b: number) => Math.max(a, b) >= Math.min(a, b) * 1.5
  return far(many, now) && far(ratio, ratioNow)
    ? `There are ${grouped(now)} different values, ${grouped(many)} before.`
    : null
}

const wasUnique = ({ value }: Measure<string>, values: number): boolean => values > 1 && Number(value) === values

/** Rows with a value; null where it is not known. */
function valuesOf({ rowCount, nullCount, nullFraction }: ColumnMetrics): number | null {
  if (rowCount === undefined) return null
  const rows = Number(rowCount.value)
  if (nullCount !== undefined) return rows - Number(nullCount.value)
  return nullFraction?.value == null ? null : Math.round(rows * (1 - nullFraction.value))
}

/** What a sample or the server's statistics say of a number of values may be off by much. */
const countError = ({ basis, value, error }: Measure<string>): number =>
  basis === 'exact' ? 0 : (error ?? Number(value) * (basis === 'sampled' ? 0.2 : 0.5))

function range(column: ColumnProfile, { metrics: after }: ColumnProfile): string | null {
  const { type, base = type, metrics: before } = column
  // Times move on by themselves; whether they stopped is for freshness.
  if (!isScale(column) || /^(date|time|interval|boolean)/.test(base)) return null
  return bounds(before, after) ?? middle(before, after)
}

/** Of all rows: whether values lie far beyond where they were. */
function bounds(before: ColumnMetrics, after: ColumnMetrics): string | null {
  const [least, most, leastNow, mostNow] = [before.min, before.max, after.min, after.max].map(exactNumber)
  if (least == null || most == null || leastNow == null || mostNow == null || most <= least) return null
  const width = most - least
  if (leastNow < 0 && least >= 0) return `There are negative values now, the least ${figure(leastNow)}.`
  if (mostNow > most + width) return `The greatest value is ${figure(mostNow)}, ${figure(most)} before.`
  if (leastNow < least - width) return `The least value is ${figure(leastNow)}, ${figure(least)} before.`
  return null
}

/** Whether the median left what was the middle half. */
function middle(before: ColumnMetrics, after: ColumnMetrics): string | null {
  const [low, median, high, now] = [before.q1, before.median, before.q3, after.median].map(toNumber)
  if (low == null || median == null || high == null || now == null || high <= low) return null
  // A median of few rows is anywhere.
  if (Math.min(Number(before.median?.rows ?? 0), Number(after.median?.rows ?? 0)) < fewRows) return null
  return now > high || now < low ? `The median is ${figure(now)}, ${figure(median)} before.` : null
}

const exactNumber = (measure: Measure | undefined): number | null =>
  measure?.basis === 'exact' ? toNumber(measure) : null

function toNumber(measure: Measure | undefined): number | null {
  const number = measure?.value == null ? Number.NaN : Number(String(measure.value).replace(/[$,]/g, ''))
  return Number.isFinite(number) ? number : null
}

const dayMs = 86_400_000

/** A relation that used to be written to and was not: by its newest time that was in the past and near at hand. */
function freshness(before: RelationProfile, after: RelationProfile): readonly NotableChange[] {
  const newest = (profile: RelationProfile) =>
    profile.columns.flatMap(({ column, type, base = type, metrics: { max } }) => {
      const at = /^(date|timestamp)/.test(base) && max?.basis === 'exact' ? toTime(max.value) : Number.NaN
      const ageMs = Date.parse(profile.profiledAt) - at
      return ageMs >= -dayMs ? [{ column, at, ageMs }] : []
    })
  const [last] = newest(before).sort((a, b) => a.ageMs - b.ageMs)
  if (last === undefined) return []
  const now = newest(after).find(({ column }) => column === last.column)
  if (now === undefined || now.ageMs < 2 * dayMs || now.ageMs < 3 * Math.max(last.ageMs, 0)) return []
  return [
    {
      what: 'freshness',
      column: last.column,
      message: `The newest value is ${age(now.ageMs)} old, ${age(last.ageMs)} before.`,
    },
  ]
}

/** Not a number for infinity and for years that JavaScript does not read. Times without a zone are taken as UTC. */
function toTime(value: unknown): number {
  const [, day, time = '', zone = ''] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d(?:\.\d+)?))?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(String(value)) ?? []
  if (day === undefined) return Number.NaN
  const offset = zone === '' || zone === 'Z' ? 'Z' : zone.length === 3 ? `${zone}:00` : zone
  return Date.parse(`${day}T${time === '' ? '00:00:00' : time.slice(0, 12)}${offset}`)
}

const grouped = (value: number): string => Math.round(value).toLocaleString('en-US')
const figure = (value: number): string => value.toLocaleString('en-US', { maximumSignificantDigits: 6 })

function percent(share: number): string {
  const value = share * 100
  return `${value >= 10 || value === 0 ? Math.round(value) : Number(value.toPrecision(2))} %`
}

function age(ms: number): string {
  const hours = Math.max(0, Math.round(ms / 3_600_000))
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`
}
