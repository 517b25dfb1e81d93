import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServiceDetail } from '../../src/core/api.ts'
import { parseEvents, startTestApp, type TestApp } from './test-app.ts'

const canary = 'canary-7hQ2-password'
const key = '-----BEGIN PRIVATE KEY-----\nMIIcanaryKEYcanaryKEYcanaryKEYcanaryKEYcanary\n-----END PRIVATE KEY-----\n'

let api: TestApp
beforeAll(async () => {
  api = await startTestApp()
})
afterAll(async () => api?.close())

let serial = 0
const base = { hostPort: 'db.internal:5432', database: 'orders', username: 'reader' }

async function create(settings: object, name = `service ${serial++}`): Promise<ServiceDetail> {
  const response = await api.call('POST', '/api/services', { name, connector: 'postgres', settings })
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}

async function change(service: ServiceDetail, settings: object): Promise<ServiceDetail> {
  const { name, connector } = service
  const response = await api.call('PUT', `/api/services/${service.id}`, { name, connector, settings })
  expect(response.statusCode, response.body).toBe(200)
  return response.json()
}

describe('a saved service', () => {
  test('comes back without its secrets, and says which are stored', async () => {
    const service = await create({ ...base, password: canary, sslConfig: { sslKey: key } })
    expect(service).toMatchObject({
      target: 'db.internal:5432/orders',
      state: 'untested',
      testedAt: null,
      lastTest: null,
      settings: base,
      storedSecrets: ['/password', '/sslConfig/sslKey'],
      withheldSecrets: [],
    })
    expect(service.settings).toEqual(base)
    expect((await api.storedRows()).match(/.{20}canary.{20}/)).toBeNull()
  })

  test('a secret that is left out stays, null clears it, text replaces it', async () => {
    const service = await create({ ...base, password: canary, sslConfig: { sslKey: key } })
    const kept = await change(service, { ...base, database: 'other' })
    expect(kept.storedSecrets).toEqual(['/password', '/sslConfig/sslKey'])
    const cleared = await change(service, { ...base, sslConfig: { sslKey: null } })
    expect(cleared.storedSecrets).toEqual(['/password'])
    const replaced = await change(service, { ...base, password: 'another' })
    expect(replaced.storedSecrets).toEqual(['/password'])
    const stored = await api.context.store.services.find(service.id)
    expect([...(stored?.secrets.values() ?? [])].map((secret) => secret.value)).toEqual(['another'])
  })

  test.each([
    ['another host', { ...base, hostPort: 'evil.example:5432' }],
    ['another port', { ...base, hostPort: 'db.internal:5433' }],
    ['a second host', { ...base, hostPort: 'db.internal:5432,evil.example:5432' }],
    ['another user', { ...base, username: 'postgres' }],
    ['weaker verification', { ...base, sslMode: 'allow' }],
    ['a host that cannot be read', { ...base, hostPort: 'http://evil.example' }],
  ])('%s withholds the stored password until it is typed again', async (_what, settings) => {
    const service = await create({ ...base, password: canary })
    const changed = await change(service, settings)
    expect(changed).toMatchObject({ storedSecrets: [], withheldSecrets: ['/password'] })
    expect(await change(service, { ...settings, password: canary })).toMatchObject({
      storedSecrets: ['/password'],
      withheldSecrets: [],
    })
  })

  test('the same address written otherwise, another database and stronger verification keep it', async () => {
    const service = await create({ ...base, password: canary })
    const same = {
      hostPort: 'db.internal',
      database: 'x',
      username: 'reader',
      sslMode: 'verify-full',
      sslConfig: { caCertificate: 'system' },
    }
    expect(await change(service, same)).toMatchObject({ storedSecrets: ['/password'], withheldSecrets: [] })
    expect(await change(service, base)).toMatchObject({ storedSecrets: [], withheldSecrets: ['/password'] })
    expect(await change(service, same)).toMatchObject({ storedSecrets: ['/password'], withheldSecrets: [] })
  })

  test('another authority to trust withholds it', async () => {
    const verified = { ...base, sslMode: 'verify-ca', sslConfig: { caCertificate: 'system' } }
    const service = await create({ ...verified, password: canary })
    expect(await change(service, { ...verified, sslConfig: { caCertificate: 'another' } })).toMatchObject({
      withheldSecrets: ['/password'],
    })
  })

  test('may be unfinished, but not of another shape, and every wrong field is named without its value', async () => {
    expect((await create({})).state).toBe('untested')
    const response = await api.call('POST', '/api/services', {
      name: 'shapeless',
      connector: 'postgres',
      settings: { hostPort: 5432, sslMode: canary, passwrod: canary, sslConfig: { sslKey: { canary } } },
    })
    expect(response.statusCode).toBe(400)
    expect(response.json().details.split('\n').sort()).toEqual([
      '/settings/hostPort must be text',
      '/settings/passwrod is not a field of this form',
      '/settings/sslConfig/sslKey must be text',
      '/settings/sslMode is none of the choices',
    ])
    expect(response.body).not.toContain(canary)
    expect((await api.call('GET', '/api/services')).body).not.toContain('shapeless')
  })

  test.each([
    ['/hostPort', { hostPort: `postgresql://reader:${canary}@db/orders` }],
    ['/database', { database: `host=db password='${canary}'` }],
    ['/sslConfig/caCertificate', { sslConfig: { caCertificate: key } }],
    ['/connectionOptions/sslpassword', { connectionOptions: { sslpassword: canary } }],
    ['/connectionArguments/password', { connectionArguments: { password: canary } }],
  ])('is refused with a secret in %s, where it would be stored in clear', async (field, settings) => {
    const response = await api.call('POST', '/api/services', {
      name: 'leaky',
      connector: 'postgres',
      settings: { ...base, ...settings },
    })
    expect(response.statusCode).toBe(400)
    expect(response.json().details).toMatch(new RegExp(`^${field} `))
    expect(response.body).not.toMatch(/canary/)
  })

  test('a copy has a free name and the stored secrets, sealed for itself', async () => {
    const service = await create({ ...base, password: canary }, 'Copied')
    const copy = (await api.call('POST', `/api/services/${service.id}/duplicate`)).json()
    const second = (await api.call('POST', `/api/services/${copy.id}/duplicate`)).json()
    expect([copy.name, second.name]).toEqual(['Copied 2', 'Copied 3'])
    expect(copy).toMatchObject({ storedSecrets: ['/password'], settings: base })
    expect((await api.context.store.services.find(copy.id))?.secrets.size).toBe(1)
  })

  test('is gone after it was deleted, with everything sealed for it', async () => {
    const service = await create({ ...base, password: canary })
    expect((await api.call('DELETE', `/api/services/${service.id}`)).statusCode).toBe(204)
    expect((await api.call('GET', `/api/services/${service.id}`)).json().code).toBe('SERVICE_NOT_FOUND')
    expect((await api.call('DELETE', `/api/services/${service.id}`)).statusCode).toBe(404)
    expect(await api.storedRows()).not.toContain(service.id)
  })

  test('keeps its connector', async () => {
    const service = await create(base)
    const response = await api.call('PUT', `/api/services/${service.id}`, {
      name: 'x',
      connector: 'other',
      settings: {},
    })
    expect(response.json().code).toBe('CONNECTOR_NOT_FOUND')
  })
})

describe('names', () => {
  test('a taken one is refused in any case, with a free one', async () => {
    await create(base, 'Größe')
    const check = await api.call('GET', `/api/services/name-check?name=${encodeURIComponent(' GRÖßE ')}`)
    expect(check.json()).toEqual({ available: false, suggestion: 'GRÖßE 2' })
    const response = await api.call('POST', '/api/services', { name: 'größe', connector: 'postgres', settings: {} })
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({ code: 'SERVICE_NAME_TAKEN', hint: 'größe 2 is free.' })
  })

  test("a service's own name is free for itself", async () => {
    const service = await create(base, 'mine')
    expect((await api.call('GET', `/api/services/name-check?name=MINE&except=${service.id}`)).json().available).toBe(
      true,
    )
    expect((await api.call('GET', '/api/services/name-check?name=never%20used')).json()).toEqual({
      available: true,
      suggestion: null,
    })
  })

  test('of ten requests at once one is saved', async () => {
    const input = { name: 'at once', connector: 'postgres', settings: { ...base, password: canary } }
    const responses = await Promise.all(Array.from({ length: 10 }, () => api.call('POST', '/api/services', input)))
    expect(responses.map((response) => response.statusCode).sort()).toEqual([200, ...Array(9).fill(409)])
  })

  test.each(['', '  ', 'a\u0000b', 'x'.repeat(129), `postgres://u:${canary}@h/d`])('%j is none', async (name) => {
    const response = await api.call('POST', '/api/services', { name, connector: 'postgres', settings: {} })
    expect(response.json()).toMatchObject({ code: 'REQUEST_INVALID', details: expect.stringMatching(/^\/name /) })
    expect(response.body).not.toContain(canary)
  })
})

describe('testing a connection', () => {
  const live = () => ({
    hostPort: `127.0.0.1:${api.server.port}`,
    database: 'postgres',
    username: 'postgres',
    sslMode: 'prefer',
  })

  test('streams each stage and then the report, and labels the service saved after it', async () => {
    const settings = { ...live(), password: api.server.password }
    const response = await api.call('POST', '/api/connection-tests', { connector: 'postgres', settings })
    expect(response.headers['content-type']).toContain('text/event-stream')
    const events = parseEvents(response.body)
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => String(index + 1)))
    expect(events.slice(0, 2).map(({ event, data }) => [event, data.type])).toEqual([
      ['stage', 'stage-started'],
      ['stage', 'stage-ended'],
    ])
    const last = events.at(-1)
    expect(last?.event).toBe('report')
    const report = last?.data.type === 'report' ? last.data.report : null
    expect(report?.stages.find((stage) => stage.id === 'open')?.status).toBe('passed')

    const service = await create(settings)
    expect(service).toMatchObject({ state: report?.verdict, lastTest: { settingsHash: report?.settingsHash } })
    const row = (await api.call('GET', '/api/services')).json().find(({ id }: ServiceDetail) => id === service.id)
    expect(row.state).toBe(report?.verdict)
    expect((await change(service, { ...settings, database: 'template1' })).state).toBe('untested')
    expect((await change(service, live())).state).toBe(report?.verdict)
  })

  test('takes stored secrets for absent ones, only where they were given for', async () => {
    const service = await create({ ...live(), password: api.server.password })
    const outcome = async (settings: object) => {
      const body = { connector: 'postgres', settings, serviceId: service.id }
      const last = parseEvents((await api.call('POST', '/api/connection-tests', body)).body).at(-1)?.data
      return last?.type === 'report' ? last.report.stages.find((stage) => stage.id === 'authenticate')?.status : null
    }
    expect(await outcome(live())).toBe('passed')
    expect(await outcome({ ...live(), password: null })).toBe('failed')
    expect(await outcome({ ...live(), sslMode: 'disable' })).toBe('failed')
    expect(await outcome({ ...live(), hostPort: `localhost:${api.server.port}` })).toBe('failed')
  })

  test('never says a secret, whatever field it was typed into', async () => {
    const wrong = [
      { ...live(), password: canary },
      { ...live(), hostPort: `postgresql://postgres:${canary}@127.0.0.1/x`, password: canary },
      { ...live(), connectionOptions: { password: canary, sslpassword: canary, dsn: `password=${canary}` } },
      { ...live(), database: `password=${canary}` },
      { ...live(), password: api.server.password, sslConfig: { sslKey: key, sslCertificate: key, caCertificate: key } },
    ]
    for (const settings of wrong) {
      const { body } = await api.call('POST', '/api/connection-tests', { connector: 'postgres', settings })
      expect(body).toContain('event: report')
      expect(body).not.toMatch(/canary/)
    }
    expect((await api.storedRows()).match(/.{20}canary.{20}/)).toBeNull()
    expect(api.log.join('')).not.toMatch(/canary/)
  })

  test('is cancelled for real when the client leaves', async () => {
    const silent = createServer()
    const arrived = once(silent, 'connection')
    await once(silent.listen(0, '127.0.0.1'), 'listening')
    const { port } = silent.address() as AddressInfo
    const address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    const before = await api.storedRows()
    const leave = new AbortController()
    const response = await fetch(`${address}/api/connection-tests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ connector: 'postgres', settings: { ...live(), hostPort: `127.0.0.1:${port}` } }),
      signal: leave.signal,
    })
    expect(response.status).toBe(200)
    const [socket] = (await arrived) as [Socket]
    const closed = once(socket.resume(), 'close')
    leave.abort()
    await closed
    silent.close()
    // Running into the deadline would have been recorded as a failure.
    expect(await api.storedRows()).toBe(before)
  })

  test('an input nothing can be done with is an error, not a stream', async () => {
    const call = (body: object) => api.call('POST', '/api/connection-tests', body)
    expect((await call({ connector: 'postgres', settings: { hostPort: 5 } })).json()).toMatchObject({
      code: 'REQUEST_INVALID',
      details: '/settings/hostPort must be text',
    })
    expect((await call({ connector: 'nothing', settings: {} })).json().code).toBe('CONNECTOR_NOT_FOUND')
    const serviceId = '00000000-0000-4000-8000-000000000000'
    expect((await call({ connector: 'postgres', settings: {}, serviceId })).json().code).toBe('SERVICE_NOT_FOUND')
  })
})
