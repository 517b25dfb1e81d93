import type { JsonValue } from '../../core/json.ts'
import type { Basis, Measure } from '../../core/quality/profile.ts'

const longest = 60

/** A value as a person reads it: digits in groups, long text cut. Null is no value. */
export function valueWords(value: JsonValue): string | null {
  if (value === null) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return figureWords(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  if (/^-?\d{1,18}$/.test(text)) return BigInt(text).toLocaleString('en-US')
  if (/^-?\d{1,12}\.\d+$/.test(text)) return figureWords(Number(text))
  // Seconds and below say nothing about how values lie.
  const moment = /^(\d{4}-\d\d-\d\d \d\d:\d\d):\d\d/.exec(text)
  if (moment?.[1] !== undefined) return moment[1]
  const line = text.replace(/\s+/g, ' ')
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

/** Six digits that matter. */
export const figureWords = (value: number): string =>
  Math.abs(value) >= 1e15 ? value.toExponential(4) : value.toLocaleString('en-US', { maximumSignificantDigits: 6 })

/** `12 %`, `0.4 %`, `< 0.1 %` */
export function shareWords(share: number): string {
  const value = share * 100
  if (value === 0 || value === 100) return `${value} %`
  if (value < 0.1) return '< 0.1 %'
  return value < 10 || value > 99 ? `${Number(value.toFixed(1))} %` : `${Math.round(value)} %`
}

const basisNames: Readonly<Record<Basis, string>> = { exact: 'Exact', sampled: 'Sampled', estimate: 'Estimate' }

/** `Exact, 500 rows`, `Sampled, 5,000 rows`, `Estimate, 30,000 rows` */
export function basisWords({ basis, rows }: Measure): string {
  const count = rows === '0' ? '' : `, ${BigInt(rows).toLocaleString('en-US')} ${rows === '1' ? 'row' : 'rows'}`
  return `${basisNames[basis]}${count}`
}
