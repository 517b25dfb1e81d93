import { distinctFromHashes, distinctFromSample } from '../../../core/quality/estimates.ts'
import type { ColumnMetrics } from '../../../core/quality/profile.ts'
import { columnKind, longestValue, toValue } from './column-kind.ts'
import type { ColumnPlan } from './column-plan.ts'
import type { TypedColumn } from './columns.ts'
import type { Frame } from './frame.ts'
import { areOfGroups, quantilesOf, quantileWay, shares } from './quantiles.ts'
import { type PlacedGroup, placedGroupsSql } from './quantiles-of-groups.ts'
import type { Answers, Asked, SelectList } from './select-list.ts'

type Part = (answers: Answers, frame: Frame) => Partial<ColumnMetrics>

/** A column in SQL: as it stands in the source, and as aggregates over the source take it soonest. */
export interface Read {
  readonly x: string
  readonly unpacked: string
}

const topCount = 10

/** Distinct and unique values, and the most frequent ones where rows are grouped anyway. */
export function askDistinct(column: TypedColumn, plan: ColumnPlan, { x, unpacked }: Read, list: SelectList): Part[] {
  const { distinct } = plan
  switch (distinct.way) {
    case 'none':
    case 'statistics':
      return []
    case 'unique':
      return [
        (_answers, frame) => ({
          distinctCount: frame.measure(String(frame.values)),
          uniqueCount: frame.measure(String(frame.values)),
        }),
      ]
    case 'sorted': {
      const counted = list.addSorted(`pg_catalog.count(distinct ${x})`)
      return [(answers, frame) => ({ distinctCount: frame.measure(counted(answers) ?? '0') })]
    }
    case 'hashed': {
      const { rate, apart } = distinct
      const hash = distinct.hash(x)
      const isOne = (value: string) => `${value} % ${rate} = 0`
      const counted = apart
        ? list.addApart(
            `select pg_catalog.count(*)::pg_catalog.text from (select distinct ${hash} from ${list.from} where ${isOne(hash)}) h`,
          )
        : askGathered(distinct.hash(unpacked), isOne, list)
      return [
        (answers, frame) => {
          const { value, error } = distinctFromHashes(Number(counted(answers) ?? 0), rate)
          const within = Math.min(value, frame.values)
          return {
            distinctCount: { ...frame.measure(String(within)), basis: rate === 1 ? 'estimate' : 'sampled', error },
          }
        },
      ]
    }
    case 'grouped':
      return [askGroups(column, plan, x, list)]
  }
}

/** Nulls have no hash, and so are not among them. Few hashes stay, so that those are made twice rather than all kept. */
const askGathered = (hash: string, isOne: (value: string) => string, list: SelectList): Asked =>
  list.add(
    `pg_catalog.array_agg(${hash}) filter (where ${isOne(hash)})`,
    (gathered) =>
      `(select pg_catalog.count(distinct h)::pg_catalog.text from (select pg_catalog.unnest(${gathered}) as h) u)`,
  )

type Groups = readonly [
  distinct: number,
  once: number,
  top: readonly (readonly [string | null, number])[] | null,
  placed: readonly PlacedGroup[] | null,
]

function askGroups(column: TypedColumn, plan: ColumnPlan, x: string, list: SelectList): Part {
  const kind = columnKind(column)
  const way = areOfGroups(kind, plan) ? quantileWay(kind) : null
  const groups = list.addApart(`with f as materialized (
    select ${x} as v, pg_catalog.count(*) as n from ${list.from} where ${x} is not null group by 1)
  select pg_catalog.json_build_array((select pg_catalog.count(*) from f), (select pg_catalog.count(*) from f where n = 1),
    (select pg_catalog.json_agg(pg_catalog.json_build_array(pg_catalog."left"(t.v::pg_catalog.text, ${longestValue}), t.n) order by t.n desc, t.v)
      from (select v, n from f order by n desc, v limit ${topCount}) t),
    ${way === null ? 'null' : placedGroupsSql('f', shares, way)})::pg_catalog.text`)
  return (answers, frame) => {
    const [distinct, once, top, placed] = JSON.parse(groups(answers) ?? '[0, 0, null, null]') as Groups
    const { seen, values, population } = frame
    const total = seen === 0 ? 0 : (population * values) / seen
    const isSample = frame.basis === 'sampled'
    const estimated = isSample ? distinctFromSample({ distinct, once, seen: values, total }) : distinct
    const topValues = (top ?? []).map(([text, n]) => ({ value: toValue(column, text), fraction: n / seen }))
    return {
      ...(way === null ? {} : quantilesOf(column, kind, placed, frame)),
      distinctCount: frame.measure(String(estimated)),
      // How many of those that a sample shows once are there once cannot be told.
      ...(isSample ? {} : { uniqueCount: frame.measure(String(once)) }),
      topValues: frame.measure(topValues),
    }
  }
}
