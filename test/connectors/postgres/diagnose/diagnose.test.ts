import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ConnectFailure, QueryFailure } from '../../../../src/connectors/postgres/connection.ts'
import { readContainer } from '../../../../src/connectors/postgres/container.ts'
import type { DiagnosisContext } from '../../../../src/connectors/postgres/diagnose/row.ts'
import { diagnoseVersion } from '../../../../src/connectors/postgres/diagnose/version.ts'
import { diagnoseConnect, diagnoseQuery } from '../../../../src/connectors/postgres/diagnose.ts'
import { parseSettings } from '../../../../src/connectors/postgres/settings/parse-settings.ts'
import { supportOf } from '../../../../src/connectors/postgres/version.ts'
import { diagnosisCodes } from '../../../../src/core/error.ts'

const parsed = parseSettings({
  hostPort: 'localhost:5432,db.example.org:5433',
  username: 'reader',
  password: 'canary of the table',
  database: 'orders',
})
if (!parsed.ok) throw new Error('unusable settings')
const context: DiagnosisContext = { settings: parsed.value, database: 'orders', container: null }

const failure = (more: Partial<ConnectFailure>): ConnectFailure => ({
  step: 'reach',
  cause: { kind: 'os', value: 'ECONNREFUSED' },
  host: 'localhost',
  address: '127.0.0.1',
  port: 5432,
  tls: false,
  passwordAsked: false,
  attempts: [],
  certificate: null,
  answered: null,
  localAddress: null,
  serverError: null,
  cancelled: false,
  ...more,
})
const os = (value: string) => ({ cause: { kind: 'os' as const, value } })
const v6 = { host: 'v6.example.org', address: '2001:db8::1', port: 5432, tls: false, durationMs: 1, cause: null }

describe('failures that not every machine can bring about', () => {
  test.each([
    ['CONN_RESOLVER_SILENT', failure({ step: 'resolve', ...os('EAI_AGAIN') })],
    ['CONN_NAME_NOT_FOUND', failure({ step: 'resolve', ...os('ENOTFOUND') })],
    ['CONN_NAME_LOOKUP_FAILED', failure({ step: 'resolve', ...os('EAI_FAIL') })],
    ['CONN_SOCKET_DENIED', failure({ host: '/run/postgresql', ...os('EACCES') })],
    ['CONN_IPV6_ONLY', failure({ host: 'v6.example.org', attempts: [v6], ...os('ENETUNREACH') })],
  ])('%s', (code, failed) => {
    expect(diagnoseConnect(failed, context).code).toBe(code)
  })

  test('QUERY_RECOVERY_CONFLICT', () => {
    const conflict = new QueryFailure({ kind: 'sqlstate', value: '40001', routine: 'ProcessInterrupts' }, null)
    expect(diagnoseQuery(conflict, context).code).toBe('QUERY_RECOVERY_CONFLICT')
  })

  test('QUERY_ANSWER_UNKNOWN', () => {
    const strange = new QueryFailure({ kind: 'protocol', value: 'UNKNOWN_ANSWER' }, null)
    expect(diagnoseQuery(strange, context).code).toBe('QUERY_ANSWER_UNKNOWN')
  })

  test('a server newer than the list is read as the newest', () => {
    expect(supportOf(200_000, '2026-12-01')).toEqual({ state: 'unknown' })
    expect(diagnoseVersion('20.0', 200_000, '2026-12-01')?.code).toBe('SERVER_NEWER_THAN_KNOWN')
    expect(supportOf(180_004, '2026-12-01')).toEqual({ state: 'supported', endOfLife: '2030-11-14' })
    expect(supportOf(180_004, '2030-11-15').state).toBe('past')
    expect(supportOf(90_624, '2026-12-01')).toEqual({ state: 'past', endOfLife: null })
  })
})

describe('loopback', () => {
  const remedyIn = (container: DiagnosisContext['container']) => diagnoseConnect(failure({}), { ...context, container })

  test.each([
    ['docker', 'host.docker.internal'],
    ['podman', 'host.containers.internal'],
  ] as const)('inside %s offers the machine around it, and leaves other hosts alone', (container, name) => {
    expect(remedyIn(container).actions).toMatchObject([
      { patch: [{ path: '/hostPort', value: `${name}:5432,db.example.org:5433` }] },
    ])
  })

  test('inside a pod names a service, and outside of all is only refused', () => {
    expect(remedyIn('kubernetes').remedy).toContain('in a pod')
    expect(remedyIn('kubernetes').actions).toEqual([])
    expect(remedyIn(null).remedy).toContain('listen_addresses')
  })

  test('containers are known by the marks they leave', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'patchbay-root-'))
    expect(readContainer(root, {})).toBe(null)
    await mkdir(path.join(root, 'run'))
    await writeFile(path.join(root, 'run/.containerenv'), '')
    expect(readContainer(root, {})).toBe('podman')
    await writeFile(path.join(root, '.dockerenv'), '')
    expect(readContainer(root, {})).toBe('docker')
    expect(readContainer(root, { KUBERNETES_SERVICE_HOST: '10.0.0.1' })).toBe('kubernetes')
    await rm(root, { recursive: true })
  })

  test('the name of the machine around Docker has to be given to it on Linux', () => {
    const missing = failure({ step: 'resolve', host: 'host.docker.internal', ...os('ENOTFOUND') })
    expect(diagnoseConnect(missing, context).remedy).toContain('--add-host=host.docker.internal:host-gateway')
  })
})

test('a diagnosis does not depend on what the server says', () => {
  const said = (message: string) =>
    diagnoseConnect(
      failure({
        step: 'authenticate',
        cause: { kind: 'sqlstate', value: '28000', routine: 'ClientAuthentication' },
        serverError: {
          sqlstate: '28000',
          severity: 'FATAL',
          routine: 'ClientAuthentication',
          message,
          detail: null,
          hint: null,
        },
      }),
      context,
    )
  const { detail: german, ...one } = said('kein pg_hba.conf-Eintrag')
  const { detail: misleading, ...other } = said('password authentication failed')
  expect(one).toEqual(other)
  expect(german).not.toBe(misleading)
})

test('a secret that a server repeats is taken out of its words', () => {
  const { detail } = diagnoseConnect(
    failure({
      cause: { kind: 'sqlstate', value: 'XX000' },
      serverError: {
        sqlstate: 'XX000',
        severity: 'FATAL',
        routine: null,
        message: 'you sent canary of the table',
        detail: null,
        hint: null,
      },
    }),
    context,
  )
  expect(detail).toBe('FATAL XX000: you sent •••')
})

describe('every code of a connection test', () => {
  const codes = diagnosisCodes.filter((code) => !code.startsWith('SETTINGS_'))
  const textOf = (directory: string): string =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(directory, file), 'utf8'))
      .join('\n')
  const root = path.resolve(import.meta.dirname, '../../../..')
  const produced = textOf(path.join(root, 'src/connectors/postgres'))
  const tested = ['diagnose', 'stages']
    .map((name) => textOf(path.join(root, 'test/connectors/postgres', name)))
    .join('')

  test('is produced, and there is a test that sees it', () => {
    expect(codes.filter((code) => !produced.includes(`'${code}'`))).toEqual([])
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(tested))).toEqual([])
  })
})
