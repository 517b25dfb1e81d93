import type { RelationAddress } from '../../core/lineage/statement-lineage.ts'
import type { CallCount } from '../../core/usage/relation-usage.ts'
import type { RelationRanking, UnusedReport, UsageSpan } from '../../core/usage-api.ts'
import { style, type Terminal } from '../terminal.ts'
import { writeTable } from '../text-table.ts'

/** Relations by how often statements use them. */
export function writeRelations({ relations, gaps, span }: RelationRanking, out: Terminal, err: Terminal): void {
  const rows = relations.map((each) => [
    nameOf(each.relation),
    countText(each),
    countText(each.read),
    countText(each.written),
    String(each.columns),
    String(each.users),
    each.lastSeen?.until ?? '–',
  ])
  if (rows.length > 0) {
    writeTable(['relation', 'calls', 'reading', 'writing', 'columns', 'users', 'last seen before'], rows, out)
  }
  writeSpan(`${rows.length} relations used`, span, gaps, err)
}

/** Relations and columns of which no call was counted. */
export function writeUnused({ relations, gaps, span }: UnusedReport, out: Terminal, err: Terminal): void {
  const rows = relations.map(({ relation, kind, columns }) => [
    nameOf(relation),
    kind,
    columns === null ? 'the whole relation' : columns.join(', '),
  ])
  if (rows.length > 0) writeTable(['relation', 'kind', 'not seen'], rows, out)
  writeSpan(`${rows.length} relations with something that no statement was seen to use`, span, gaps, err)
  if (gaps.length > 0) err.line('So whether these are unused cannot be told for this span.')
}

function writeSpan(what: string, { since, until }: UsageSpan, gaps: readonly string[], err: Terminal): void {
  err.line(style(err, 'dim', `${what}, from ${since ?? 'an unknown moment'} to ${until}.`))
  for (const gap of gaps) err.line(`${style(err, 'yellow', '!')} ${gap}`)
}

const nameOf = ({ database, schema, relation }: RelationAddress): string =>
  [database, schema, relation].filter((part) => part !== null).join('.')

const countText = ({ calls, lowerBound }: CallCount): string =>
  `${lowerBound ? '≥ ' : ''}${BigInt(calls).toLocaleString('en-US')}`
