import { expect, test } from 'vitest'
import { durationWords } from '../../src/core/duration.ts'
import { renderReportText, verdictSentence } from '../../src/core/report-text.ts'
import { found, passed, reportOf, skipped, unreadable, wrongPassword } from '../web/connection-test/reports.ts'

const server = {
  version: '16.14',
  versionNum: 160_014,
  encrypted: true,
  tlsVersion: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  address: '10.0.0.7:5432',
  inRecovery: false,
}

test('a failed report tells what failed, in whose words, and what was not reached', () => {
  const report = reportOf('failed', [
    passed('settings'),
    found('authenticate', 'failed', wrongPassword),
    skipped('open', 'authenticate'),
    skipped('server', 'authenticate'),
  ])
  expect(renderReportText(report, 'db.internal:5432/orders')).toBe(`Connection test of db.internal:5432/orders
It does not connect: Authenticate failed.
Started 2026-03-01T10:00:00.000Z, took 1.2 s.

ok       Settings, 2 ms
FAILED   Authenticate, 12 ms
         AUTH_PASSWORD_REJECTED (28P01 in auth_failed)
         The server rejected the password.
         Type it again.
         “password authentication failed
         for user "catalog"”

Not reached: Open, Server.
`)
})

test('a report with warnings tells the server, the counts and the scripts', () => {
  const report = reportOf(
    'warned',
    [passed('schemas', { summary: '3 of 3 schemas usable' }), found('relations', 'warned', unreadable)],
    server,
  )
  expect(renderReportText(report, '')).toBe(`Connection test
It works; one thing will be missing.
Started 2026-03-01T10:00:00.000Z, took 1.2 s.
Postgres 16.14 at 10.0.0.7:5432, encrypted with TLSv1.3.

ok       Schemas, 2 ms, 3 of 3 schemas usable
warning  Relations, 12 ms
         RELATIONS_NOT_READABLE (PRIVILEGE_MISSING)
         catalog cannot read 2 relations of 3.
         Grant it.
         GRANT:
         GRANT SELECT ON a TO catalog;
`)
})

test('a warning on the way to the server is not something missing', () => {
  expect(verdictSentence(reportOf('warned', [found('encrypt', 'warned', wrongPassword)]))).toBe(
    'It works, with a warning',
  )
})

test.each([
  [0.04, '0.0 ms'],
  [0.9, '0.9 ms'],
  [0.96, '1 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [999.6, '1.0 s'],
  [12_345, '12.3 s'],
])('%d ms reads %s', (ms, words) => {
  expect(durationWords(ms)).toBe(words)
})
