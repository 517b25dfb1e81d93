import type { Diagnosis } from '../core/connection.ts'
import { harmless, style, type Terminal, wrap } from './terminal.ts'

/** What is wrong, what to do and the server's own words. */
export function writeDiagnosis({ code, summary, remedy, detail }: Diagnosis, err: Terminal): void {
  err.line(`${style(err, 'red', '✗')} ${harmless(summary)} ${style(err, 'dim', `[${code}]`)}`)
  err.line(wrap(harmless(remedy), '  '))
  if (detail !== undefined) err.line(style(err, 'dim', harmless(detail).replace(/^/gm, '  ')))
}

/** The same; of a command that prints JSON as its one document on `out`, shaped as `ErrorBody`. */
export function reportDiagnosis(diagnosis: Diagnosis, json: boolean, out: Terminal, err: Terminal): void {
  const { code, summary, remedy, detail } = diagnosis
  if (json) out.line(JSON.stringify({ code, message: summary, details: detail ?? null, hint: remedy }))
  else writeDiagnosis(diagnosis, err)
}
