import type { CheckResult } from '../../core/quality/checks/check.ts'
import { subjectOf } from '../../core/quality/checks/describe.ts'
import { describeResult } from '../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../core/quality/checks/kinds.ts'
import { harmless, style, type Terminal } from '../terminal.ts'
import { writeTable } from '../text-table.ts'

const marks = { passed: ['green', '✓'], failed: ['red', '✗'], error: ['yellow', '!'] } as const

/** A line for each check, failing rows where they were read, and the sum of it all. */
export function writeChecks(results: readonly CheckResult[], out: Terminal): void {
  for (const result of results) {
    const [colour, mark] = marks[result.status]
    const words = `${subjectOf(result)}  ${kindOf(result.kind).title}: ${describeResult(result)}`
    const warning = result.severity === 'warning' && result.status === 'failed' ? ' (warning)' : ''
    const code = result.reason === null ? '' : style(out, 'dim', ` [${result.reason.code}]`)
    out.line(`${style(out, colour, mark)} ${harmless(words)}${warning}${code}`)
    if (result.reason?.detail !== undefined)
      out.line(style(out, 'dim', harmless(result.reason.detail).replace(/^/gm, '    ')))
    writeSamples(result, out)
  }
  const count = (status: CheckResult['status']) => results.filter((one) => one.status === status).length
  out.line(`${count('passed')} passed, ${count('failed')} failed, ${count('error')} could not be answered.`)
}

function writeSamples({ samples }: CheckResult, out: Terminal): void {
  const [first] = samples ?? []
  if (first === undefined) return
  const names = Object.keys(first)
  const rows = (samples ?? []).map((row) => names.map((name) => row[name]?.replace(/\s+/g, ' ') ?? 'null'))
  writeTable(names, rows, { ...out, line: (text = '') => out.line(`    ${text}`) })
}
