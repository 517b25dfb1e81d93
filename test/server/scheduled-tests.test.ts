import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import type { PastTest } from '../../src/core/past-tests.ts'
import type { Run, Schedule } from '../../src/core/runs.ts'
import { startWorker, type Worker } from '../../src/runs/worker.ts'
import { startTestApp, type TestApp } from './test-app.ts'

const password = 'canary-of-scheduled-tests'
const nightly = { kind: 'test', cron: '15 3 * * *', timeZone: 'Europe/Berlin', enabled: true }

let api: TestApp
let worker: Worker | null = null
const problems: unknown[] = []
beforeAll(async () => {
  api = await startTestApp()
  await api.server.sql(`create role reader login password '${password}'`)
})
afterEach(async () => {
  await leave()
  await api.server.sql('alter role reader login')
  expect(problems.splice(0)).toEqual([])
})
afterAll(async () => api?.close())

async function work(): Promise<void> {
  worker = await startWorker(api.context, { concurrency: 2, beatMs: 50, onProblem: (error) => problems.push(error) })
}
async function leave(): Promise<void> {
  await worker?.stop()
  worker = null
}

const get = async <T>(path: string): Promise<T> => (await api.call('GET', path)).json()
const post = async <T>(path: string, body: object): Promise<T> => {
  const response = await api.call('POST', path, body)
  expect(response.statusCode, response.body).toBeLessThan(300)
  return response.json()
}

/** A service that was tested well when it was saved. */
async function makeService(name: string): Promise<ServiceDetail> {
  const settings = {
    hostPort: `127.0.0.1:${api.server.port}`,
    database: 'postgres',
    username: 'reader',
    sslMode: 'disable',
    // Services of the very same settings share their tests.
    classificationName: name,
    password,
  }
  const service = await post<ServiceDetail>('/api/services', { name, connector: 'postgres', settings })
  await api.call('POST', '/api/connection-tests', { connector: 'postgres', settings, serviceId: service.id })
  return service
}

const makeSchedule = (service: ServiceDetail) => post<Schedule>(`/api/services/${service.id}/schedules`, nightly)
const makeDue = (schedule: Schedule) =>
  api.server.sql(`update patchbay.schedules set next_at = now() - interval '1 minute' where id = '${schedule.id}'`)
const testsOf = (service: ServiceDetail) => get<PastTest[]>(`/api/services/${service.id}/tests`)
const scheduledTests = async (service: ServiceDetail) =>
  (await testsOf(service)).filter((past) => past.origin === 'schedule').length
const listed = async (service: ServiceDetail) =>
  (await get<ServiceDetail[]>('/api/services')).find(({ id }) => id === service.id)

test('a scheduled test comes by itself, and what changed shows in the list and in the history', async () => {
  const service = await makeService('orders')
  const schedule = await makeSchedule(service)
  await work()
  expect(await listed(service)).toMatchObject({ state: 'warned', trend: null })

  await api.server.sql('alter role reader nologin')
  await makeDue(schedule)
  await expect.poll(() => scheduledTests(service)).toBe(1)
  const [newest, first] = await testsOf(service)
  expect(newest).toMatchObject({
    origin: 'schedule',
    verdict: 'failed',
    ofPresentSettings: true,
    change: { direction: 'worse', settingsChanged: false },
  })
  expect(first).toMatchObject({ origin: 'page', verdict: 'warned' })
  expect(await listed(service)).toMatchObject({ state: 'failed', trend: { direction: 'worse' } })
  await expect
    .poll(() => get<Run[]>(`/api/runs?service=${service.id}`))
    .toMatchObject([{ kind: 'test', origin: 'schedule', state: 'failed', result: { verdict: 'failed' } }])

  await api.server.sql('alter role reader login')
  await makeDue(schedule)
  await expect.poll(() => scheduledTests(service)).toBe(2)
  expect(await listed(service)).toMatchObject({ state: 'warned', trend: { direction: 'better' } })
  const [after] = await get<Schedule[]>(`/api/schedules?service=${service.id}`)
  expect(Date.parse(after?.nextTimes[0] ?? '')).toBeGreaterThan(Date.now())
  expect(after?.lastTime).not.toBeNull()
  expect((await api.storedRows()) + api.log.join('')).not.toContain(password)
})

test('a time that came while no worker was there is made up by the next one, with what was set', async () => {
  const service = await makeService('restarted')
  const schedule = await makeSchedule(service)
  await work()
  await leave()
  await makeDue(schedule)
  expect(await get(`/api/runs?service=${service.id}`)).toEqual([])
  await work()
  await expect.poll(() => scheduledTests(service)).toBe(1)
  await leave()
  await work()
  await makeDue(schedule)
  await expect.poll(() => scheduledTests(service)).toBe(2)
  expect(await get(`/api/schedules?service=${service.id}`)).toMatchObject([
    { cron: nightly.cron, timeZone: nightly.timeZone, enabled: true },
  ])
})

test('one that is paused or removed starts nothing, and goes on when it is switched on again', async () => {
  const [paused, removed, witness] = [
    await makeService('paused'),
    await makeService('removed'),
    await makeService('witness'),
  ]
  const schedule = await makeSchedule(paused)
  const gone = await makeSchedule(removed)
  const change = { cron: nightly.cron, timeZone: nightly.timeZone }
  await api.call('PUT', `/api/schedules/${schedule.id}`, { ...change, enabled: false })
  await makeDue(schedule)
  await makeDue(gone)
  await api.call('DELETE', `/api/schedules/${gone.id}`)
  const due = await makeSchedule(witness)
  await makeDue(due)
  await work()
  // Those that were due earlier would have been begun before this one.
  await expect.poll(() => scheduledTests(witness)).toBe(1)
  for (const service of [paused, removed]) expect(await get(`/api/runs?service=${service.id}`)).toEqual([])

  await api.call('PUT', `/api/schedules/${schedule.id}`, { ...change, enabled: true })
  await makeDue(schedule)
  await expect.poll(() => scheduledTests(paused)).toBe(1)
})
