import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import type { SnapshotObject } from '../../src/core/catalog/snapshot.ts'
import type { Run } from '../../src/core/runs.ts'
import { startWorker, type Worker } from '../../src/runs/worker.ts'
import { slowConnector } from '../support/slow-connector.ts'
import { roleLine, snapshotLines, tableLine } from '../support/snapshot-lines.ts'
import { parseEvents, startTestApp, type TestApp } from './test-app.ts'

const canary = 'canary-9Xk-password'
const objects = [roleLine('reader'), ...Array.from({ length: 30 }, (_, at) => tableLine(`t${at + 10}`))]

let api: TestApp
let worker: Worker
let address: string
let pauseMs = 0
let reading: readonly SnapshotObject[] = objects
beforeAll(async () => {
  api = await startTestApp()
  address = await api.app.listen({ host: '127.0.0.1', port: 0 })
  const findConnector = () => slowConnector({ objects: reading, pauseMs })
  worker = await startWorker(
    { ...api.context, findConnector },
    { concurrency: 2, beatMs: 100, onProblem: () => undefined },
  )
})
afterAll(async () => {
  await worker?.stop()
  await api?.close()
})

let serial = 0
let service: ServiceDetail
beforeEach(async () => {
  pauseMs = 0
  const settings = { hostPort: 'db.internal:5432', database: 'orders', username: 'reader', password: canary }
  const name = `service ${serial++}`
  service = (await api.call('POST', '/api/services', { name, connector: 'postgres', settings })).json()
})

async function start(kind = 'extract'): Promise<Run> {
  const response = await api.call('POST', `/api/services/${service.id}/runs`, { kind })
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}

/** The events of a run until its end. */
async function follow(id: string, headers: Record<string, string> = {}) {
  const response = await api.call('GET', `/api/runs/${id}/events`, undefined, headers)
  expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  return parseEvents(response.body.replaceAll(/^:.*\n\n/gm, '')) as unknown as { id: string; event: string }[]
}

const get = async (url: string) => (await api.call('GET', url)).json()

async function snapshotId(): Promise<string> {
  await follow((await start()).id)
  const [snapshot] = await get(`/api/services/${service.id}/snapshots`)
  return snapshot.id
}

describe('a run over HTTP', () => {
  test('is followed to its end, from wherever the reader was', async () => {
    pauseMs = 40
    const run = await start()
    const events = await follow(run.id)
    expect(events[0]).toMatchObject({ id: '1', event: 'queued' })
    expect(events.map((event) => event.event)).toContain('progress')
    expect(events.at(-1)).toMatchObject({ event: 'ended', data: { state: 'succeeded' } })
    const last = events.at(-1)?.id ?? ''
    expect(await follow(run.id, { 'last-event-id': '2' })).toMatchObject([{ event: 'ended', id: last }])
    expect(await follow(run.id, { 'last-event-id': last })).toEqual([])
    expect(await get(`/api/runs/${run.id}`)).toMatchObject({ state: 'succeeded', result: { counts: { table: 30 } } })
    expect(await get(`/api/runs?service=${service.id}&kind=extract&state=succeeded,failed`)).toMatchObject([
      { id: run.id },
    ])
    expect(await get(`/api/runs?service=${service.id}&before=${run.id}`)).toEqual([])
  })

  test('goes on when the reader leaves, and ends when it is cancelled', async () => {
    pauseMs = 300
    const run = await start()
    const leaving = new AbortController()
    const response = await fetch(`${address}/api/runs/${run.id}/events`, { signal: leaving.signal })
    await response.body?.getReader().read()
    leaving.abort()
    await expect.poll(async () => (await get(`/api/runs/${run.id}`)).state).toBe('running')
    expect((await api.call('POST', `/api/runs/${run.id}/retry`)).json().code).toBe('RUN_NOT_ENDED')
    expect((await api.call('POST', `/api/runs/${run.id}/cancel`)).json()).toMatchObject({ cancelRequested: true })
    expect((await follow(run.id)).map((event) => event.event)).toEqual([
      'queued',
      'started',
      'cancel-requested',
      'ended',
    ])
    expect((await api.call('POST', `/api/runs/${run.id}/cancel`)).statusCode).toBe(409)
    pauseMs = 0
    const retried: Run = (await api.call('POST', `/api/runs/${run.id}/retry`)).json()
    await follow(retried.id)
    expect(await get(`/api/runs/${retried.id}`)).toMatchObject({ state: 'succeeded', retryOf: run.id })
  })

  test('leaves no secret anywhere, neither in jobs nor in events', async () => {
    await follow((await start('test')).id)
    await snapshotId()
    const jobs = await api.server.sql(`select payload::text from patchbay_jobs._private_jobs`)
    expect(JSON.stringify(jobs) + (await api.storedRows()) + api.log.join('')).not.toContain(canary)
  })
})

describe('a snapshot over HTTP', () => {
  test('comes as lines, in pages of keys, and object by object', async () => {
    const id = await snapshotId()
    expect(await get(`/api/snapshots/${id}`)).toMatchObject({ objects: 31, skipped: [], header: { kind: 'header' } })
    const lines = (await api.call('GET', `/api/snapshots/${id}/lines`)).body.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).toEqual(snapshotLines(objects))
    const seen: string[] = []
    let next: string | null = null
    do {
      const page: { objects: { name: string }[]; next: string | null } = await get(
        `/api/snapshots/${id}/objects?kind=table&limit=7${next === null ? '' : `&cursor=${next}`}`,
      )
      seen.push(...page.objects.map((object) => object.name))
      next = page.next
    } while (next !== null)
    expect(seen).toEqual(objects.slice(1).map((object) => object.name))
    expect((await get(`/api/snapshots/${id}/objects?kind=role&kind=view&q=READ`)).objects).toMatchObject([
      { kind: 'role', name: 'reader', database: null },
    ])
    const key = 'kind=table&database=orders&schema=public&name=t10'
    const object: SnapshotObject = await get(`/api/snapshots/${id}/object?${key}`)
    expect(object).toEqual(tableLine('t10'))
    expect((await get(`/api/snapshots/${id}/object?${key}x`)).code).toBe('OBJECT_NOT_FOUND')
  })

  test('is compared with an earlier one, by what they do not share', async () => {
    const before = await snapshotId()
    reading = [...objects.slice(0, -1), tableLine('t39', { comment: 'changed' }), tableLine('new')]
    const after = await snapshotId()
    reading = objects
    expect(await get(`/api/snapshots/${after}/difference?from=${before}`)).toMatchObject({
      changes: [
        { change: 'added', object: { kind: 'table', name: 'new' } },
        { change: 'changed', object: { name: 't39' }, properties: [{ property: 'comment', after: 'changed' }] },
      ],
      unknown: [],
    })
    expect(await get(`/api/snapshots/${after}/difference?from=${after}`)).toEqual({ changes: [], unknown: [] })
  })

  test('and all else go with their service, which says so before', async () => {
    const id = await snapshotId()
    await api.call('POST', `/api/services/${service.id}/schedules`, {
      kind: 'test',
      cron: '0 3 * * *',
      timeZone: 'UTC',
      enabled: true,
    })
    expect(await get(`/api/services/${service.id}/holdings`)).toEqual({
      runs: 1,
      snapshots: 1,
      schedules: 1,
      running: false,
    })
    expect((await api.call('DELETE', `/api/services/${service.id}`)).statusCode).toBe(204)
    expect((await api.call('GET', `/api/snapshots/${id}`)).statusCode).toBe(404)
    expect(await api.storedRows()).not.toContain(service.id)
    const queues = await api.server.sql('select queue_name from patchbay_jobs._private_job_queues')
    expect(queues.map((row) => row.queue_name)).not.toContain(service.id)
  })
})

describe('a schedule over HTTP', () => {
  const nightly = { kind: 'extract', cron: '30  2 * * 1-5', timeZone: 'Europe/Berlin', enabled: true }

  test('is previewed, kept, changed and deleted', async () => {
    const preview = await get('/api/schedule-preview?cron=30%202%20*%20*%201-5&timeZone=Europe/Berlin')
    expect(preview.description).toBe('At 02:30, Monday through Friday')
    expect(preview.nextTimes).toHaveLength(3)
    const url = `/api/services/${service.id}/schedules`
    const made = (await api.call('POST', url, nightly)).json()
    expect(made).toMatchObject({ cron: '30 2 * * 1-5', nextTimes: preview.nextTimes, lastTime: null })
    expect((await api.call('POST', url, nightly)).json().code).toBe('SCHEDULE_EXISTS')
    const off = { cron: '0 4 * * *', timeZone: 'UTC', enabled: false }
    expect((await api.call('PUT', `/api/schedules/${made.id}`, off)).json()).toMatchObject({ ...off, nextTimes: [] })
    expect(await get(`/api/schedules?service=${service.id}`)).toMatchObject([{ id: made.id, enabled: false }])
    expect((await api.call('DELETE', `/api/schedules/${made.id}`)).statusCode).toBe(204)
    expect(await get(`/api/schedules?service=${service.id}`)).toEqual([])
  })

  test.each([
    ['* * * * *', 'UTC', /at least 5 minutes/],
    ['0 0 30 2 *', 'UTC', /never comes/],
    ['0 0 * *', 'UTC', /five fields/],
    ['0 25 * * *', 'UTC', /cannot be read/],
    ['0 0 * * *', 'Europe/Atlantis', /no such time zone/],
  ])('%s in %s is refused', async (cron, timeZone, message) => {
    const response = await api.call('POST', `/api/services/${service.id}/schedules`, { ...nightly, cron, timeZone })
    expect(response.json()).toMatchObject({ code: 'SCHEDULE_INVALID', message: expect.stringMatching(message) })
  })

  test('that was missed several times is made up once', async () => {
    const url = `/api/services/${service.id}/schedules`
    const made = (await api.call('POST', url, { ...nightly, cron: '*/5 * * * *' })).json()
    await api.server.sql(`update patchbay.schedules set next_at = now() - interval '3 days' where id = '${made.id}'`)
    await expect.poll(() => get(`/api/runs?service=${service.id}`)).toMatchObject([{ origin: 'schedule' }])
    const [schedule] = await get(`/api/schedules?service=${service.id}`)
    expect(Date.parse(schedule.nextTimes[0])).toBeGreaterThan(Date.now())
    expect(schedule.lastTime).not.toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 400))
    expect(await get(`/api/runs?service=${service.id}`)).toHaveLength(1)
  })

  test('and how long its runs are kept are set for a service or for all', async () => {
    const url = `/api/services/${service.id}/retention`
    expect(await get(url)).toEqual({ own: null, general: { keepLast: 500, keepDays: 90 } })
    const own = { keepLast: 1, keepDays: null }
    for (let times = 0; times < 3; times++) await snapshotId()
    expect((await api.call('PUT', url, { own })).json()).toMatchObject({ own })
    expect(await get(`/api/services/${service.id}/snapshots`)).toHaveLength(1)
    expect(await get(`/api/runs?service=${service.id}`)).toHaveLength(1)
    expect((await api.call('PUT', '/api/retention', { keepLast: 400, keepDays: 90 })).json().keepLast).toBe(400)
    await api.call('PUT', '/api/retention', { keepLast: 500, keepDays: 90 })
  })
})
