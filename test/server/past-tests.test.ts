import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import type { PastTest } from '../../src/core/past-tests.ts'
import { startTestApp, type TestApp } from './test-app.ts'

const canary = 'canary-of-past-tests'

let api: TestApp
let service: ServiceDetail
beforeAll(async () => {
  api = await startTestApp()
  await api.server.sql(`create role reader login password '${canary}'`)
})
afterAll(async () => api?.close())

const settings = () => ({
  hostPort: `127.0.0.1:${api.server.port}`,
  database: 'postgres',
  username: 'reader',
  sslMode: 'disable',
  password: canary,
})
const get = async <T>(path: string): Promise<T> => (await api.call('GET', path)).json()
const testIt = () =>
  api.call('POST', '/api/connection-tests', { connector: 'postgres', settings: settings(), serviceId: service.id })

test('a service has the history of its tests, each compared with the one before', async () => {
  await api.call('POST', '/api/connection-tests', { connector: 'postgres', settings: settings() })
  const input = { name: 'orders', connector: 'postgres', settings: settings() }
  service = (await api.call('POST', '/api/services', input)).json()
  expect(service).toMatchObject({ state: 'warned', trend: null })
  await api.server.sql('alter role reader nologin')
  await testIt()
  await testIt()
  await api.server.sql('alter role reader login')

  const tests = await get<PastTest[]>(`/api/services/${service.id}/tests`)
  expect(tests.map(({ verdict, change }) => [verdict, change?.direction ?? null])).toEqual([
    ['failed', 'same'],
    ['failed', 'worse'],
    ['warned', null],
  ])
  const [newest, middle, oldest] = tests
  expect(newest).toMatchObject({
    origin: 'page',
    ofPresentSettings: true,
    headline: 'It does not connect: Database failed',
  })
  expect(oldest?.serverVersion).toContain(String(api.server.major))
  expect(await get(`/api/services/${service.id}`)).toMatchObject({
    state: 'failed',
    trend: { direction: 'worse', since: expect.any(String) },
  })
  expect(await get(`/api/services/${service.id}/tests?before=${newest?.id}&limit=1`)).toEqual([middle])

  const detail = await api.call('GET', `/api/services/${service.id}/tests/${middle?.id}`)
  expect(detail.json()).toMatchObject({ ...middle, earlier: oldest?.id, later: newest?.id })
  expect(detail.body).not.toContain(canary)
  const difference = `/api/services/${service.id}/test-difference?before=${oldest?.id}&after=${newest?.id}`
  expect(await get(difference)).toMatchObject({
    direction: 'worse',
    settingsChanged: false,
    stages: expect.arrayContaining([
      expect.objectContaining({ id: 'open', after: expect.objectContaining({ status: 'failed' }) }),
    ]),
  })

  await testIt()
  expect((await get<ServiceDetail>(`/api/services/${service.id}`)).trend?.direction).toBe('better')
})

test('what is not there is said to be so', async () => {
  const nobody = '00000000-0000-4000-8000-000000000000'
  expect((await api.call('GET', `/api/services/${nobody}/tests`)).json().code).toBe('SERVICE_NOT_FOUND')
  expect((await api.call('GET', `/api/services/${service.id}/tests/999999`)).json().code).toBe('TEST_NOT_FOUND')
  expect((await api.call('GET', `/api/services/${service.id}/tests/none`)).json().code).toBe('REQUEST_INVALID')
})
