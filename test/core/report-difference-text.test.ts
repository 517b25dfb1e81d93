import { expect, test } from 'vitest'
import { diffReports } from '../../src/core/report-difference.ts'
import { differenceLines } from '../../src/core/report-difference-text.ts'
import { found, passed, reportOf, skipped, wrongPassword } from '../web/connection-test/reports.ts'

const good = reportOf('passed', [passed('authenticate'), passed('open'), passed('relations', { summary: '5 of 5' })])
const bad = reportOf('failed', [
  found('authenticate', 'failed', wrongPassword),
  skipped('open', 'authenticate'),
  skipped('relations', 'authenticate'),
])

test('a closed gate is one cause, and what lies behind it one line', () => {
  expect(differenceLines(diffReports(good, bad))).toEqual([
    'Authenticate: passed, now failed (AUTH_PASSWORD_REJECTED)',
    'No longer reached: Open, Relations',
  ])
  expect(differenceLines(diffReports(bad, good))).toEqual([
    'Authenticate: failed (AUTH_PASSWORD_REJECTED), now passed',
    'Reached and passed again: Open, Relations',
  ])
})

test('a single change says what each test said, and other settings come first', () => {
  const less = reportOf('passed', [passed('authenticate'), passed('open'), passed('relations', { summary: '4 of 4' })])
  expect(differenceLines(diffReports(good, { ...less, settingsHash: 'other' }))).toEqual([
    'Settings: other ones than before',
    'Relations: passed (5 of 5), now passed (4 of 4)',
  ])
})
