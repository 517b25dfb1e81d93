import { durationWords } from '../../core/duration.ts'
import type { JsonValue } from '../../core/json.ts'
import type { ColumnProfile, Measure, ProfileReading, RelationProfile } from '../../core/quality/profile.ts'
import { harmless, style, type Terminal } from '../terminal.ts'

const longestCell = 24

/** A table of columns for each relation on `out`, and on `err` what has to be known about them. */
export function writeProfile({ relations, failed }: ProfileReading, out: Terminal, err: Terminal): void {
  for (const relation of relations) writeRelation(relation, out, err)
  for (const { schema, relation, reason } of failed) {
    const name = schema === '' ? relation : `${schema}.${relation}`
    err.line(
      `${style(err, 'red', '✗')} ${harmless(`${name}: ${reason.message}`)} ${style(err, 'dim', `[${reason.code}]`)}`,
    )
    if (reason.detail !== undefined) err.line(style(err, 'dim', harmless(reason.detail).replace(/^/gm, '  ')))
  }
}

function writeRelation(profile: RelationProfile, out: Terminal, err: Terminal): void {
  const { schema, relation, rows, columns, durationMs, problems } = profile
  const count = rows === null ? 'unknown rows' : `${marked(rows, grouped(rows.value))} rows`
  const heading = `${schema}.${relation}  ${count}`
  out.line(
    harmless(`${style(out, 'bold', `${schema}.${relation}`)}  ${count}  ${durationWords(durationMs)}`).slice(
      0,
      heading.length + 40,
    ),
  )
  if (columns.length > 0) out.line(style(out, 'dim', row(headings)))
  for (const column of columns) out.line(harmless(row(cells(column))))
  writeSensitive(profile, out)
  for (const { message } of problems)
    err.line(`${style(err, 'yellow', '!')} ${harmless(`${schema}.${relation}: ${message}`)}`)
  out.line()
}

function writeSensitive({ sensitive }: RelationProfile, out: Terminal): void {
  if (sensitive === undefined) return
  const heading = sensitive.length > 0 ? 'Personal or secret values' : 'No columns with personal or secret values found'
  out.line(style(out, 'bold', heading))
  for (const { column, tag, confidence, evidence } of sensitive) {
    const sure = `${Math.round(confidence * 100)} % sure`
    out.line(harmless(`${row([column, tag])}  ${sure}  ${evidence.join('. ')}.`))
  }
}

const headings = ['column', 'type', 'nulls', 'distinct', 'min', 'max', 'mean', 'median']
const widths = [20, 18, 7, 14, longestCell, longestCell, 14, longestCell]

function cells({ column, type, metrics }: ColumnProfile): string[] {
  const { nullFraction, distinctCount, min, max, mean, median } = metrics
  const share = nullFraction?.value
  return [
    column,
    type,
    share === undefined || share === null ? '–' : `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`,
    distinctCount === undefined ? '–' : marked(distinctCount, grouped(distinctCount.value)),
    shown(min),
    shown(max),
    shown(mean, 12),
    shown(median),
  ]
}

function shown(measure: Measure | undefined, longest = longestCell): string {
  return measure === undefined || measure.value === null ? '–' : marked(measure, short(measure.value, longest))
}

/** What is not exact is marked. */
const marked = (measure: Measure, text: string): string => (measure.basis === 'exact' ? text : `~${text}`)

function short(value: JsonValue, longest: number): string {
  const text = typeof value === 'number' ? String(Number(value.toPrecision(8))) : String(value).replace(/\s+/g, ' ')
  return text.length > longest - 1 ? `${text.slice(0, longest - 2)}…` : text
}

const grouped = (digits: string): string => BigInt(digits).toLocaleString('en-US')

const row = (texts: readonly string[]): string =>
  texts
    .map((text, at) => text.padEnd(widths[at] ?? 0))
    .join('  ')
    .trimEnd()
