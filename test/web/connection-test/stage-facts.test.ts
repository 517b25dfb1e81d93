import { expect, test } from 'vitest'
import { attemptWords, labelOf, stageFacts } from '../../../src/web/connection-test/stage-facts.ts'
import { passed, skipped } from './reports.ts'

const attempt = {
  host: 'db.internal',
  address: '10.0.0.7',
  port: 5432,
  tls: true,
  durationMs: 3.2,
  cause: { kind: 'os', value: 'ECONNREFUSED' },
} as const
const link = {
  subject: 'CN=db.internal',
  issuer: 'CN=Example CA',
  validFrom: '2025-01-01T00:00:00.000Z',
  validTo: '2035-01-01T00:00:00.000Z',
  fingerprint: 'A7:A7',
  authority: false,
  selfSigned: false,
}
const certificate = {
  ...link,
  names: ['db.internal'],
  chain: [link],
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_256_GCM_SHA384',
  seenAt: '2026-01-01T00:00:00.000Z',
  refused: null,
  verified: true,
  trust: null,
}

test('what has a look of its own is taken out of the other facts', () => {
  const query = { name: 'schemas', sql: 'select 1', rows: 1, durationMs: 0.4 }
  const facts = {
    host: 'db.internal',
    summary: 'Fine',
    attempts: [attempt],
    certificate,
    queries: [query],
    localAddress: null,
    // Told with the certificate.
    cipher: 'TLS_AES_256_GCM_SHA384',
  }
  expect(stageFacts(passed('encrypt', facts))).toEqual({
    attempts: [attempt],
    certificate,
    queries: [query],
    others: [{ key: 'host', value: 'db.internal' }],
  })
})

test('facts of an unexpected shape are shown as they are instead of hidden', () => {
  const facts = { attempts: 'two', certificate: { subject: 'CN=x' }, queries: [{ sql: 1 }] }
  expect(stageFacts(passed('encrypt', facts))).toEqual({
    attempts: [],
    certificate: null,
    queries: [],
    others: Object.entries(facts).map(([key, value]) => ({ key, value })),
  })
})

test('a skipped stage has no facts', () => {
  expect(stageFacts(skipped('open', 'reach'))).toEqual({ attempts: [], certificate: null, queries: [], others: [] })
})

test('keys become labels', () => {
  expect(['tlsVersion', 'localAddress', 'inRecovery', 'versionNum', 'durationMs'].map(labelOf)).toEqual([
    'TLS version',
    'Local address',
    'In recovery',
    'Version number',
    'Time',
  ])
})

test('an attempt names its host only where that is more than the address', () => {
  expect(attemptWords(attempt)).toBe('db.internal (10.0.0.7:5432)')
  expect(attemptWords({ ...attempt, host: '::1', address: '::1' })).toBe('[::1]:5432')
  expect(attemptWords({ ...attempt, address: '/run/postgresql/.s.PGSQL.5432' })).toBe('/run/postgresql/.s.PGSQL.5432')
})
