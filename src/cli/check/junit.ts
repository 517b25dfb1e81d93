import type { CheckResult } from '../../core/quality/checks/check.ts'
import { subjectOf } from '../../core/quality/checks/describe.ts'
import { describeResult } from '../../core/quality/checks/describe-result.ts'

/** Results as JUnit XML: a suite for each relation, a case for each check. Warnings do not fail it. */
export function junitXml(results: readonly CheckResult[]): string {
  const suites = new Map<string, CheckResult[]>()
  for (const result of results) {
    const name = subjectOf({ ...result, column: null })
    suites.set(name, [...(suites.get(name) ?? []), result])
  }
  const lines = [...suites].flatMap(([name, members]) => [
    `  <testsuite ${attributes({ name, ...countsOf(members) })}>`,
    ...members.flatMap((result) => caseLines(result, name)),
    '  </testsuite>',
  ])
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  return `${[head, `<testsuites ${attributes({ name: 'patchbay check', ...countsOf(results) })}>`, ...lines, '</testsuites>'].join('\n')}\n`
}

const isFailure = ({ status, severity }: CheckResult) => status === 'failed' && severity !== 'warning'

const countsOf = (results: readonly CheckResult[]) => ({
  tests: results.length,
  failures: results.filter(isFailure).length,
  errors: results.filter(({ status }) => status === 'error').length,
  time: seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0)),
})

const seconds = (durationMs: number) => (durationMs / 1000).toFixed(3)

function caseLines(result: CheckResult, suite: string): string[] {
  const { id, kind, status, durationMs, reason } = result
  const head = `    <testcase ${attributes({ name: id, classname: suite, time: seconds(durationMs) })}`
  const message = describeResult(result)
  if (isFailure(result))
    return [`${head}>`, `      <failure ${attributes({ message, type: kind })}/>`, '    </testcase>']
  if (status === 'error') {
    const detail = reason?.detail === undefined ? '/>' : `>${escaped(reason.detail)}</error>`
    return [
      `${head}>`,
      `      <error ${attributes({ message, type: reason?.code ?? kind })}${detail}`,
      '    </testcase>',
    ]
  }
  if (status === 'failed')
    return [`${head}>`, `      <system-out>${escaped(`Warning: ${message}`)}</system-out>`, '    </testcase>']
  return [`${head}/>`]
}

const attributes = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ')

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
}

/** XML 1.0 has no way to write most control characters and lone surrogates. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"\n\r\t]/g, (character) => entities[character] ?? character)
