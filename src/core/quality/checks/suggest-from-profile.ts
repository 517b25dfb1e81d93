import type { Relation } from '../../catalog/relation.ts'
import type { JsonValue } from '../../json.ts'
import type { ColumnProfile, Measure, RelationProfile } from '../profile.ts'
import { onColumn, type Suggestion } from './suggest-checks.ts'

/** From fewer rows nothing follows. */
const fewestRows = 100
/** A set of values has no more than these, and each of them in so many rows. */
const mostValues = 12
const rowsPerValue = 10
/** The newest row was not older than this when it was looked at, in days. */
const freshDays = 2
const dayMs = 86_400_000

/** What held for every row that was looked at, and nobody promised: to be told when it changes. */
export function suggestFromProfile(relation: Relation, profile: RelationProfile): Suggestion[] {
  const rows = Number(profile.rows?.value ?? 0)
  if (profile.rows?.basis === 'estimate' || rows < fewestRows) return []
  const half = Math.floor(rows / 2)
  const volume: Suggestion = {
    kind: 'tableRowCountToBeBetween',
    parameters: { minValue: half },
    description: `There were ${rows} rows.`,
  }
  const columns = profile.columns.flatMap((column) => fromColumn(relation, column, rows))
  return [volume, ...columns, ...freshness(profile)].map((one) => ({ ...one, severity: 'warning' }))
}

const exact = <Value extends JsonValue>(measure: Measure<Value> | undefined): Value | null =>
  measure?.basis === 'exact' ? measure.value : null

function fromColumn(relation: Relation, { column, metrics, type }: ColumnProfile, rows: number): Suggestion[] {
  const found: Suggestion[] = []
  const nulls = exact(metrics.nullCount)
  if (nulls === '0') found.push(onColumn('columnValuesToBeNotNull', column, {}, `None of ${rows} rows was null.`))
  if (exact(metrics.uniqueCount) === String(rows)) {
    found.push(onColumn('columnValuesToBeUnique', column, {}, `No value in ${rows} rows was there twice.`))
  }
  const values = rows - Number(nulls ?? rows)
  const base = relation.columns.find(({ name }) => name === column)?.baseType
  const top = exact(metrics.topValues) ?? []
  const isWhole = String(top.length) === exact(metrics.distinctCount)
  const isText = base?.kind === 'base' && /^(text|character varying|character\b)/.test(type)
  if (isText && isWhole && top.length > 0 && top.length <= mostValues && values >= top.length * rowsPerValue) {
    const allowedValues = top.map(({ value }) => value)
    found.push(onColumn('columnValuesToBeInSet', column, { allowedValues }, 'There were no other values.'))
  }
  // NaN is the greatest of all, where there is one.
  const [least, greatest] = [exact(metrics.min), exact(metrics.max)]
  if (metrics.sum !== undefined && least !== null && Number(least) >= 0 && Number(greatest) >= 0) {
    found.push(onColumn('columnValuesToBeBetween', column, { minValue: 0 }, 'No value was negative.'))
  }
  return found
}

/** By the column with the newest time, where that was new. */
function freshness({ columns, profiledAt }: RelationProfile): Suggestion[] {
  const now = Date.parse(profiledAt)
  const ages = columns.flatMap(({ column, type, metrics }) => {
    if (!/^(timestamp|date)/.test(type) || typeof metrics.max?.value !== 'string') return []
    const ageMs = now - toTime(metrics.max.value)
    // A plan or an expiry lies ahead, and says nothing of when something came.
    return ageMs >= 0 && ageMs <= freshDays * dayMs ? [{ column, ageMs }] : []
  })
  const [newest] = ages.sort((a, b) => a.ageMs - b.ageMs)
  if (newest === undefined) return []
  return [
    {
      kind: 'tableDataToBeFresh',
      parameters: { columnName: newest.column, rangeInterval: freshDays, rangeType: 'DAY' },
      description: 'The newest row was that new.',
    },
  ]
}

/** As the server writes times in UTC. */
function toTime(text: string): number {
  const [, day = '', clock = '00:00:00'] = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d(?:\.\d+)?))?/.exec(text) ?? []
  return Date.parse(`${day}T${clock}Z`)
}
