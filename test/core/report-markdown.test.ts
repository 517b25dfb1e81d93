import { expect, test } from 'vitest'
import { renderReportMarkdown } from '../../src/core/report-markdown.ts'
import { found, passed, reportOf, skipped, unreadable, wrongPassword } from '../web/connection-test/reports.ts'

test('a failed report is a table of stages, then what is wrong and what to do', () => {
  const report = reportOf('failed', [
    passed('settings'),
    found('authenticate', 'failed', wrongPassword),
    skipped('open', 'authenticate'),
  ])
  expect(
    renderReportMarkdown(report, 'db.internal:5432/orders'),
  ).toBe(`## Connection test of \`db.internal:5432/orders\`

**It does not connect: Authenticate failed.** Started 2026-03-01T10:00:00.000Z, took 1.2 s.

| Stage | Outcome | Time | Found |
|---|---|---:|---|
| Settings | ✓ passed | 2 ms |  |
| Authenticate | ✗ failed | 12 ms |  |
| Open | not reached |  |  |

### Authenticate: The server rejected the password.

Type it again.

\`AUTH_PASSWORD_REJECTED\` (\`28P01 in auth_failed\`)

\`\`\`text
password authentication failed
for user "catalog"
\`\`\`
`)
})

test('scripts stand in fences that their own text cannot end', () => {
  const script = 'COMMENT ON TABLE a IS $$```$$;'
  const diagnosis = {
    ...unreadable,
    actions: [{ kind: 'copy', label: 'Copy GRANT', language: 'sql', text: script } as const],
  }
  const text = renderReportMarkdown(reportOf('warned', [found('relations', 'warned', diagnosis)]), '')
  expect(text).toContain(`GRANT:\n\n\`\`\`\`sql\n${script}\n\`\`\`\`\n`)
})

test('words of a server cannot become markup', () => {
  const stage = passed('schemas', { summary: '3 of 3 | <img src=x> **bold**' })
  expect(renderReportMarkdown(reportOf('passed', [stage]), '`a`|b')).toContain(
    '| Schemas | ✓ passed | 2 ms | 3 of 3 \\| \\<img src=x\\> \\*\\*bold\\*\\* |',
  )
})
