import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ChangePage, ServiceActivity, ServiceDetail, WorkerSummary } from '../../src/core/api.ts'
import type { Classification } from '../../src/core/classification.ts'
import { isEnded, type Run } from '../../src/core/runs.ts'
import type { ScopePreviewAnswer } from '../../src/core/scope-preview.ts'
import { startWorker, type Worker } from '../../src/runs/worker.ts'
import { startTestApp, type TestApp } from './test-app.ts'

let api: TestApp
let worker: Worker
let service: string
beforeAll(async () => {
  api = await startTestApp()
  worker = await startWorker(api.context, { concurrency: 1, beatMs: 100, onProblem: () => undefined })
  await api.server.sql('create database orders')
  await api.server.sql(
    `create table invoices (id bigint); create schema audit; create table audit.log (id bigint);
     create policy tenant on invoices using (id > 0)`,
    'orders',
  )
  service = await save('orders', { classificationName: 'Guarded' })
})
afterAll(async () => {
  await worker?.stop()
  await api?.close()
})

const settings = () => ({
  hostPort: `127.0.0.1:${api.server.port}`,
  database: 'orders',
  username: 'postgres',
  password: api.server.password,
})

async function save(name: string, more: object): Promise<string> {
  const input = { name, connector: 'postgres', settings: { ...settings(), ...more } }
  return (await api.call('POST', '/api/services', input)).json<ServiceDetail>().id
}

const get = async <T>(url: string): Promise<T> => (await api.call('GET', url)).json()

async function read(): Promise<Run> {
  const { id } = (await api.call('POST', `/api/services/${service}/runs`, { kind: 'extract' })).json<Run>()
  await expect.poll(async () => isEnded((await get<Run>(`/api/runs/${id}`)).state)).toBe(true)
  return await get<Run>(`/api/runs/${id}`)
}

test('a service tells when it was read and is read next, and how it changed in between', async () => {
  const activity = async () =>
    (await get<readonly ServiceActivity[]>('/api/service-activity')).find(({ serviceId }) => serviceId === service)
  expect(await activity()).toEqual({ serviceId: service, newestRead: null, nextReadAt: null, snapshotId: null })
  await read()
  await api.server.sql('alter table audit.log rename to entries; create table notes (id int)', 'orders')
  const second = await read()
  await read()
  const schedule = { kind: 'extract', cron: '0 3 * * *', timeZone: 'UTC', enabled: true }
  await api.call('POST', `/api/services/${service}/schedules`, schedule)
  const now = await activity()
  expect(now?.newestRead?.state).toBe('succeeded')
  expect(now?.nextReadAt).toMatch(/T03:00:00.000Z$/)

  const page = await get<ChangePage>(`/api/services/${service}/changes`)
  expect(page).toMatchObject({
    next: null,
    steps: [{ to: { runId: second.id }, counts: { added: 1, removed: 0, changed: 0, renamed: 1, unknown: 0 } }],
  })
  const [step] = page.steps
  expect(await get(`/api/snapshots/${step?.to.id}/change-script?from=${step?.from.id}`)).toContainEqual({
    database: 'orders',
    object: { kind: 'table', schema: 'audit', name: 'entries' },
    sql: 'ALTER TABLE audit.log RENAME TO entries;',
  })
  const newest = await get<ChangePage>(`/api/services/${service}/changes?limit=1`)
  expect(newest).toEqual({ steps: [], next: 3 })
  expect((await get<ChangePage>(`/api/services/${service}/changes?before=3&limit=1`)).steps).toEqual(page.steps)
})

test('policies are tags under the name that the service gives them now', async () => {
  const use = { serviceId: service, command: 'all', roles: [null], using: '(id > 0)', check: null }
  expect(await get<readonly Classification[]>('/api/classifications')).toMatchObject([
    { name: 'Guarded', tags: [{ name: 'tenant', uses: [{ ...use, relation: { name: 'invoices' } }] }] },
  ])
  const { password: _stored, ...kept } = settings()
  const input = { name: 'orders', connector: 'postgres', settings: { ...kept, classificationName: 'Moved' } }
  await api.call('PUT', `/api/services/${service}`, input)
  expect(await get('/api/classifications')).toMatchObject([{ name: 'Moved', tags: [{ name: 'tenant' }] }])
})

test('the worker is listed alive', async () => {
  expect(await get<readonly WorkerSummary[]>('/api/workers')).toMatchObject([{ pid: process.pid, alive: true }])
})

test('a preview counts what each filter lets in, with the stored password', async () => {
  const { password: _stored, ...typed } = settings()
  const preview = async (more: object): Promise<ScopePreviewAnswer> => {
    const body = { connector: 'postgres', serviceId: service, settings: { ...typed, ...more } }
    const response = await api.call('POST', '/api/scope-previews', body)
    expect(response.statusCode, response.body).toBe(200)
    expect(response.body).not.toContain(api.server.password)
    return response.json()
  }
  const filtered = await preview({
    ingestAllDatabases: true,
    databaseFilterPattern: { excludes: ['^postgres$'] },
    schemaFilterPattern: { includes: ['^public$'] },
    tableFilterPattern: { includes: ['^in', '^nothing'] },
  })
  expect(filtered).toMatchObject({
    diagnosis: null,
    preview: {
      lookedInto: ['orders'],
      filters: [
        { included: { names: ['orders'] }, excluded: { names: ['postgres'] }, excludes: [1] },
        { included: { names: ['public'] }, excluded: { names: ['audit'] }, includes: [1] },
        { included: { names: ['public.invoices'] }, excluded: { names: ['public.notes'] }, includes: [1, 0] },
      ],
    },
  })
  expect(await preview({ tableFilterPattern: { includes: ['('] } })).toMatchObject({
    preview: null,
    diagnosis: { code: 'SETTINGS_PATTERN_INVALID', fields: ['/tableFilterPattern/includes/0'] },
  })
  expect(await preview({ password: 'wrong' })).toMatchObject({ diagnosis: { code: 'AUTH_PASSWORD_REJECTED' } })
})
