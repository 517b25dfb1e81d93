import { quoteQualified } from '../catalog/quote.ts'
import type { NamesFrom } from './check-transaction.ts'
import { type Aggregate, bracketed, type FoldedMeasure } from './measure.ts'
import type { CheckedRelation } from './relations.ts'

/** A check within a reading that others share. */
export interface Folded {
  readonly measure: FoldedMeasure
  /** Of the check. */
  readonly where: string | null
}

export interface Scan {
  readonly sql: string
  readonly names: NamesFrom
  /** The figures of each check, in the order of the checks. */
  divide(row: readonly (string | null)[]): readonly (readonly (string | null)[])[]
}

/** One reading of a relation that answers all of these. */
export function toScan(relation: CheckedRelation, folded: readonly Folded[]): Scan {
  const conditions = new Set(folded.map(({ where }) => where))
  const [common = null] = conditions.size === 1 ? conditions : []
  const lists = folded.map(({ measure, where }) => measure.figures(aggregateOver(common === null ? where : null)))
  const rows = common === null ? '' : ` where ${bracketed(common)}`
  return {
    sql: `select ${lists.flat().join(',\n  ')}\nfrom ${quoteQualified(relation.schema, relation.name)} s${rows}`,
    names: [...conditions].some((where) => where !== null) ? 'search path' : 'nowhere',
    divide(row) {
      let from = 0
      return lists.map(({ length }) => {
        from += length
        return row.slice(from - length, from)
      })
    },
  }
}

function aggregateOver(where: string | null): Aggregate {
  return (call, condition) => {
    const all = [where, condition].flatMap((one) => (one === null || one === undefined ? [] : [bracketed(one)]))
    return all.length === 0 ? call : `${call} filter (where ${all.join(' and ')})`
  }
}
