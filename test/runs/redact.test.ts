import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Connector } from '../../src/connectors/connector.ts'
import type { TestEvent, TestReport } from '../../src/core/connection.ts'
import { toConnectorId, toFieldPath } from '../../src/core/ids.ts'
import type { JsonObject } from '../../src/core/json.ts'
import { renderReportMarkdown } from '../../src/core/report-markdown.ts'
import { renderReportText } from '../../src/core/report-text.ts'
import type { FormDescription } from '../../src/runs/form-catalog.ts'
import { compileFormShape } from '../../src/runs/form-shape.ts'
import { findMisplacedSecrets } from '../../src/runs/misplaced-secrets.ts'
import { redactor } from '../../src/runs/redact.ts'
import { joinSecrets, secretFieldsOf, splitSecrets } from '../../src/runs/secret-fields.ts'
import { testForm } from '../../src/runs/test-connection.ts'
import { toKeyring } from '../../src/store/keyring.ts'

const schema: JsonObject = {
  title: 'Leaky',
  type: 'object',
  properties: {
    host: { type: 'string' },
    user: { type: 'string' },
    password: { type: 'string', format: 'password' },
    key: { type: 'string', mask: true },
    options: { type: 'object', additionalProperties: true },
  },
}
const leaky: FormDescription = {
  title: 'Leaky',
  schema,
  secretFields: secretFieldsOf(schema),
  checkShape: compileFormShape(schema),
}

describe('whatever is said about a form', () => {
  test.each<readonly [string, JsonObject, string, string]>([
    ['a password', { password: 'hunter two' }, 'FATAL: hunter two is wrong', 'FATAL: •••••• is wrong'],
    ['percent-encoded', { password: 'a/b c?d' }, 'at a%2Fb%20c%3Fd', 'at ••••••'],
    ['decoded', { password: 'p%40ssword' }, 'tried p@ssword', 'tried ••••••'],
    ['space around it', { password: ' secret ' }, 'was "secret"', 'was "••••••"'],
    ['in a connection string', { host: 'postgres://u:s3cret!@h/d' }, 'host s3cret!@h', 'host ••••••@h'],
    ['among the options', { options: { sslpassword: 'open it' } }, 'sslpassword=open it', 'sslpassword=••••••'],
    ['a line of a key', { key: `-----BEGIN X-----\n${'k'.repeat(64)}\n` }, `near ${'k'.repeat(64)}`, 'near ••••••'],
  ])('loses its secrets: %s', (_what, form, said, expected) => {
    expect(redactor(form, leaky)({ detail: [said] })).toEqual({ detail: [expected] })
  })

  test('keeps words that the form shows anyway', () => {
    const redact = redactor({ user: 'demo', host: 'demo.internal', password: 'demo' }, leaky)
    expect(redact('role demo at demo.internal')).toBe('role demo at demo.internal')
  })

  test('a connector that repeats everything leaks nothing through events or the report', async () => {
    const form = { host: 'h', password: 'canary-password', key: 'canary-key-text' }
    const stage = {
      id: 'reach' as const,
      title: 'Socket',
      status: 'passed' as const,
      durationMs: 1,
      facts: { form: JSON.stringify(form), nested: [{ form }] },
    }
    const failed = {
      id: 'authenticate' as const,
      title: 'Login',
      status: 'failed' as const,
      durationMs: 1,
      facts: { summary: `tried ${form.password}` },
      diagnosis: {
        code: 'AUTH_PASSWORD_REJECTED' as const,
        cause: { kind: 'sqlstate' as const, value: '28P01' },
        fields: [],
        summary: `The server rejected ${form.password}.`,
        remedy: `Do not use ${form.password}.`,
        detail: `FATAL: ${form.password}\n${form.key}`,
        actions: [{ kind: 'copy' as const, label: 'Copy it', language: 'text' as const, text: form.key }],
      },
    }
    const connector: Connector = {
      id: toConnectorId('leaky'),
      title: 'Leaky',
      writeAccessScript: () => Promise.resolve({ ok: false, error: [] }),
      loadDdl: () => Promise.resolve({ renderObject: () => '', renderScript: () => '', renderChanges: () => [] }),
      extract: () => Promise.reject(new Error('not asked for')),
      readUsage: () => Promise.reject(new Error('not asked for')),
      profile: () => Promise.reject(new Error('not asked for')),
      runChecks: () => Promise.reject(new Error('not asked for')),
      previewCheck: () => Promise.reject(new Error('not asked for')),
      previewScope: () => Promise.reject(new Error('not asked for')),
      readLineage: () => {
        throw new Error('not asked for')
      },
      async testConnection(_form, { emit, settingsHash }) {
        const report: TestReport = {
          verdict: 'passed',
          startedAt: '2026-01-01T00:00:00.000Z',
          durationMs: 1,
          settingsHash,
          server: null,
          stages: [stage, failed],
        }
        emit({ seq: 1, type: 'stage-ended', stage })
        emit({ seq: 2, type: 'report', report })
        return report
      },
    }
    const events: TestEvent[] = []
    const recorded: TestReport[] = []
    const context = {
      forms: { find: () => leaky },
      keyring: toKeyring([randomBytes(32)]),
      findConnector: () => connector,
    }
    const limits = { signal: new AbortController().signal, emit: (event: TestEvent) => events.push(event) }
    const report = await testForm(context, connector.id, form, limits, async (told) => {
      expect(events).toHaveLength(1)
      recorded.push(told)
    })
    expect(events.map((event) => [event.seq, event.type])).toEqual([
      [1, 'stage-ended'],
      [2, 'report'],
    ])
    expect(recorded).toEqual([report])
    expect(JSON.stringify([events, recorded, report])).not.toContain('canary')
    const diagnosis = report.stages.flatMap((stage) => (stage.status === 'failed' ? [stage.diagnosis] : []))
    expect(diagnosis).toHaveLength(1)
    for (const text of [renderReportText(report, 'h'), renderReportMarkdown(report, 'h')]) {
      expect(text).toContain('••••••')
      expect(text).not.toContain('canary')
    }
  })
})

describe('secret fields', () => {
  test('are found wherever the schema has them', () => {
    const secret = { type: 'string', format: 'password' }
    const found = secretFieldsOf({
      type: 'object',
      properties: {
        plain: { type: 'string' },
        token: { type: 'string', mask: true },
        auth: {
          mask: true,
          oneOf: [
            { properties: { a: secret } },
            { properties: { user: { type: 'string' }, deep: { properties: { b: secret } } } },
          ],
        },
        keys: { type: 'array', items: secret },
        headers: { type: 'object', additionalProperties: secret },
      },
    })
    expect(found).toEqual(['/token', '/auth/a', '/auth/deep/b', '/keys', '/headers'])
  })

  test('leave a form and come back into it', () => {
    const fields = [toFieldPath(['password']), toFieldPath(['ssl', 'key']), toFieldPath(['a/b', 'c~d'])]
    const form = { host: 'h', password: 'p', ssl: { key: 'k' }, 'a/b': { 'c~d': 'x', e: 1 } }
    const { settings, secrets } = splitSecrets(form, fields)
    expect(settings).toEqual({ host: 'h', 'a/b': { e: 1 } })
    expect(joinSecrets(settings, secrets)).toEqual(form)
    expect(splitSecrets({ password: '' }, fields).secrets.get(toFieldPath(['password']))).toBeNull()
  })

  test('a field that a schema names is not misplaced, the same name among free options is', () => {
    const named: JsonObject = {
      properties: { secretName: { type: 'string' }, apiToken: { type: 'string' }, options: { type: 'object' } },
    }
    const form = {
      apiToken: 'where tokens are',
      options: { apiToken: 'x1', PGPASSWORD: 'x2', pass: '', sslkey: 'x3', timeout: 5 },
    }
    expect(findMisplacedSecrets(form, named).map(({ path }) => path)).toEqual([
      '/options/apiToken',
      '/options/PGPASSWORD',
      '/options/sslkey',
    ])
  })
})
