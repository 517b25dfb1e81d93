import { once } from 'node:events'
import { connect } from 'node:net'
import { Ajv, type ValidateFunction } from 'ajv'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appErrorCodes } from '../../src/core/error.ts'
import { schemas } from '../../src/server/api-schemas.ts'
import { buildApp } from '../../src/server/app.ts'
import { readingRefusals, takeNothing } from './reading-refusals.ts'
import { runRefusals } from './run-refusals.ts'
import { makeFolder, startTestApp, type TestApp } from './test-app.ts'

const canary = 'canary-3kP9'
const nobody = '00000000-0000-4000-8000-000000000000'

let api: TestApp
let folder: string
beforeAll(async () => {
  folder = makeFolder({
    'plain/connection.schema.json': JSON.stringify({
      title: 'Plain',
      type: 'object',
      properties: {
        type: { const: 'Plain' },
        supportsUsage: { type: 'boolean' },
        url: { type: 'string' },
        token: { type: 'string', format: 'password' },
      },
      required: ['type', 'url'],
    }),
    'plain/help.md': '# Plain\n\n$$section\n### Address $(id="url")\nWhere it is.\n',
    'torn/connection.schema.json': '{\n  "type": "object",\n  "properties": { "a" 1 }\n}',
    'wrong/connection.schema.json': '{\n  "type": "object",\n  "properties": {\n    "a": { "type": "strng" }\n  }\n}',
    'lost/connection.schema.json': '{ "type": "object",\n  "properties": { "a": { "$ref": "./nowhere.json#/a" } } }',
    'out/connection.schema.json': '{ "type": "object",\n  "properties": { "a": { "$ref": "../../../etc/passwd" } } }',
    'odd/connection.schema.json': '{ "type": "object", "properties": { "a": { "type": "string" } } }',
    'odd/help.md': '# Odd\n\n$$section\n### A $(id="a")\nNever closed.\n\n$$section\n### A again $(id="a")\n$$\n',
  })
  api = await startTestApp({}, folder)
})
afterAll(async () => api?.close())

const ajv = new Ajv({ strict: false, validateFormats: false, schemas: schemas.map((schema) => ({ ...schema })) })
function fits(name: string, body: unknown): void {
  const validate = ajv.getSchema(name) as ValidateFunction
  expect(validate(body), JSON.stringify(validate.errors)).toBe(true)
}

describe('every error has the one shape', () => {
  const service = { name: 'x', connector: 'postgres', settings: {} }
  const large = JSON.stringify({ ...service, settings: { password: 'x'.repeat(5_000_000) } })
  const cases: readonly (readonly [string, Parameters<TestApp['call']>, number, object])[] = [
    ['unknown address', ['GET', '/api/nothing'], 404, { code: 'ROUTE_NOT_FOUND' }],
    ['unknown method', ['DELETE', '/api/services'], 404, { code: 'ROUTE_NOT_FOUND' }],
    ['broken address', ['GET', '/api/services/%E0%A4%A'], 400, { code: 'REQUEST_INVALID' }],
    ['connector: unknown', ['GET', '/api/connectors/nothing'], 404, { code: 'CONNECTOR_NOT_FOUND' }],
    ['connector: name of Object', ['GET', '/api/connectors/constructor'], 404, { code: 'CONNECTOR_NOT_FOUND' }],
    ['validators: unknown', ['GET', '/api/connectors/nothing/validators.js'], 404, { code: 'CONNECTOR_NOT_FOUND' }],
    ['service: no id', ['GET', '/api/services/1'], 400, { details: '/id must match format "uuid"' }],
    ['service: unknown', ['GET', `/api/services/${nobody}`], 404, { code: 'SERVICE_NOT_FOUND' }],
    ['change: unknown', ['PUT', `/api/services/${nobody}`, service], 404, { code: 'SERVICE_NOT_FOUND' }],
    ['delete: unknown', ['DELETE', `/api/services/${nobody}`], 404, { code: 'SERVICE_NOT_FOUND' }],
    ['duplicate: unknown', ['POST', `/api/services/${nobody}/duplicate`], 404, { code: 'SERVICE_NOT_FOUND' }],
    ['name check: no name', ['GET', '/api/services/name-check'], 400, { details: '/name is missing' }],
    ['create: no body', ['POST', '/api/services'], 400, { code: 'REQUEST_INVALID' }],
    ['create: a list', ['POST', '/api/services', []], 400, { details: '/ must be object' }],
    [
      'create: missing and unknown members',
      ['POST', '/api/services', { name: 'x', nmae: 1 }],
      400,
      { details: '/connector is missing\n/settings is missing\n/nmae is not expected' },
    ],
    [
      'create: wrong types',
      ['POST', '/api/services', { ...service, name: 5, settings: 'x' }],
      400,
      { details: '/name must be string\n/settings must be object' },
    ],
    [
      'create: broken JSON',
      ['POST', '/api/services', '{\n  "name": "x",\n  "settings": {,}\n}'],
      400,
      { details: 'line 3, column 16: a member name in double quotes is missing' },
    ],
    ['create: a prototype', ['POST', '/api/services', '{"__proto__": {}}'], 400, { code: 'REQUEST_INVALID' }],
    ['create: too large', ['POST', '/api/services', large], 413, { code: 'REQUEST_TOO_LARGE' }],
    [
      'create: not JSON',
      [
        'POST',
        '/api/services',
        'name=x',
        { origin: 'http://127.0.0.1:4780', 'content-type': 'application/x-www-form-urlencoded' },
      ],
      415,
      { code: 'REQUEST_TYPE_UNSUPPORTED' },
    ],
    [
      'test: no settings',
      ['POST', '/api/connection-tests', { connector: 'postgres' }],
      400,
      { details: '/settings is missing' },
    ],
    [
      'test: without code',
      ['POST', '/api/connection-tests', { connector: 'plain', settings: {} }],
      409,
      { code: 'CONNECTOR_NOT_TESTABLE' },
    ],
    ...runRefusals,
    ...readingRefusals,
    ['page not built', ['GET', '/services', undefined, { accept: 'text/html' }], 404, { hint: 'Run npm run build.' }],
  ]
  test.each(cases)('%s', async (_what, request, status, expected) => {
    const response = await api.call(...request)
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(response.json()).toMatchObject(expected)
    fits('Error', response.json())
  })

  test('every route of the API was visited, and describes its errors', async () => {
    const { paths } = (await api.call('GET', '/openapi.json')).json()
    const routes = Object.entries<object>(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
    )
    const visited = cases.map(([, [method, url]]) => `${method} ${url.split('?')[0]}`)
    visited.push(...takeNothing)
    for (const { route, operation } of routes) {
      const pattern = new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
      expect(
        visited.some((request) => pattern.test(request)),
        `${route} is visited`,
      ).toBe(true)
      expect(operation, route).toHaveProperty('responses.4XX')
      expect(operation, route).toHaveProperty('summary')
    }
    expect(routes.length).toBeGreaterThanOrEqual(13)
  })

  test('a bug says nothing of itself, and the log has its place without its message', async () => {
    const app = await buildApp({
      ...appParts(),
      webRoot: null,
      log: { level: 'error', stream: { write: (line) => lines.push(line) } },
    })
    const lines: string[] = []
    app.get('/api/bug', () => {
      throw new Error(`unhandled variant: ${canary}`)
    })
    const response = await app.inject({ url: '/api/bug', headers: { host: 'localhost' } })
    expect(response.statusCode).toBe(500)
    fits('Error', response.json())
    expect(response.json().code).toBe('INTERNAL_ERROR')
    expect(lines.join('')).toContain('routes.test.ts')
    expect(lines.join('') + response.body).not.toContain(canary)
    await app.close()
  })

  test('too many requests, whereas the page has as many files as it needs', async () => {
    const app = await buildApp({ ...appParts(), webRoot: null, requestsPerMinute: 2 })
    const get = (url = '/api/demo') => app.inject({ url, headers: { host: 'localhost' } })
    for (let file = 0; file < 4; file += 1) expect((await get(`/assets/${file}.js`)).statusCode).not.toBe(429)
    expect([(await get()).statusCode, (await get()).statusCode]).toEqual([200, 200])
    const refused = await get()
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'REQUEST_RATE_LIMITED'])
    fits('Error', refused.json())
    await app.close()
  })

  test('something that is not HTTP', async () => {
    await api.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = api.app.server.address() as { port: number }
    const socket = connect(port, '127.0.0.1').setEncoding('utf8')
    socket.write('NONSENSE\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [string]
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    fits('Error', JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))
    socket.destroy()
  })

  test('a state that has gone is told, and the server goes on', async () => {
    const other = await startTestApp()
    await other.server.stop()
    const response = await other.call('GET', '/api/services')
    expect(response.statusCode).toBe(503)
    expect(response.json().code).toBe('STATE_DATABASE_UNAVAILABLE')
    expect((await other.call('GET', '/api/health')).statusCode).toBe(503)
    expect((await other.call('GET', '/api/connectors')).statusCode).toBe(200)
    await other.app.close()
    await other.context.store.close()
  })

  const appParts = () => ({
    context: api.context,
    content: () => ({ find: () => null, connectors: [], broken: [], problems: [] }),
    demo: () => null,
    version: '0',
    instance: 'test',
  })
})

describe('answers fit the OpenAPI document', () => {
  test.each([
    ['/api/health', 'Health'],
    ['/api/demo', 'DemoConnection'],
    ['/api/connectors/postgres', 'ConnectorDetail'],
    ['/api/connectors/plain', 'ConnectorDetail'],
    ['/api/services/name-check?name=x', 'NameCheck'],
  ])('%s is a %s', async (url, name) => {
    const response = await api.call('GET', url)
    expect(response.statusCode).toBe(200)
    fits(name, response.json())
  })

  test('services, with and without a test', async () => {
    const settings = { hostPort: '127.0.0.1:1', database: 'x', username: 'x' }
    const created = await api.call('POST', '/api/services', { name: 'fits', connector: 'postgres', settings })
    fits('ServiceDetail', created.json())
    await api.call('POST', '/api/connection-tests', { connector: 'postgres', settings })
    const tested = (await api.call('GET', `/api/services/${created.json().id}`)).json()
    expect(tested.state).toBe('failed')
    fits('ServiceDetail', tested)
    for (const summary of (await api.call('GET', '/api/services')).json()) fits('ServiceSummary', summary)
  })

  test('it refers to nothing that is not in it', async () => {
    const document = (await api.call('GET', '/openapi.json')).json()
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? []
    expect(references.length).toBeGreaterThan(20)
    for (const reference of new Set(references)) {
      const name = /^"\$ref":"#\/components\/schemas\/(\w+)"$/.exec(reference)?.[1] ?? reference
      expect(document.components.schemas, reference).toHaveProperty(name)
    }
    expect(document.components.schemas.Error.properties.code.enum).toEqual(appErrorCodes)
  })
})

describe('content folders', () => {
  test('a folder without code has its form and help; service type and flags are hidden', async () => {
    const detail = (await api.call('GET', '/api/connectors/plain')).json()
    expect(detail).toMatchObject({ title: 'Plain', testable: false, secretFields: ['/token'], problem: null })
    expect(Object.keys(detail.schema.properties)).toEqual(['url', 'token'])
    expect(detail.schema.required).toEqual(['url'])
    expect(detail.help.sections.map((section: { id: string }) => section.id)).toEqual(['url'])
  })

  test('its services are saved with their secrets sealed', async () => {
    const settings = { url: 'https://plain.example', token: canary }
    const saved = await api.call('POST', '/api/services', { name: 'plain one', connector: 'plain', settings })
    expect(saved.json()).toMatchObject({
      storedSecrets: ['/token'],
      settings: { url: 'https://plain.example' },
      state: 'untested',
    })
    expect((await api.storedRows()).includes(canary)).toBe(false)
  })

  test.each([
    ['torn', 'torn/connection.schema.json:3:23: a colon is missing after the member name'],
    ['wrong', 'wrong/connection.schema.json:4:20: /properties/a/type must be equal to one of the allowed values'],
    ['lost', 'lost/connection.schema.json:2:34: lost/nowhere.json does not exist'],
    ['out', 'out/connection.schema.json:2:34: $ref leads out of the content folder'],
  ])('a broken schema (%s) says where, and the others are shown', async (id, problem) => {
    const list = (await api.call('GET', '/api/connectors')).json()
    expect(list.find((entry: { id: string }) => entry.id === id)).toMatchObject({ testable: false, problem })
    expect(list.find((entry: { id: string }) => entry.id === 'postgres')).toMatchObject({
      testable: true,
      problem: null,
    })
    const detail = await api.call('GET', `/api/connectors/${id}`)
    expect(detail.statusCode).toBe(500)
    expect(detail.json()).toMatchObject({ code: 'CONTENT_UNUSABLE', details: problem })
    expect(detail.body).not.toContain(folder)
  })

  test('a broken help document shows what can be read, with its problems', async () => {
    const { help } = (await api.call('GET', '/api/connectors/odd')).json()
    expect(help.problems.map((problem: { line: number }) => problem.line)).toContain(3)
    expect(JSON.stringify(help.overview) + JSON.stringify(help.sections)).toContain('Never closed.')
  })

  test('the validators are a module for this origin, cached under an address that changes with it', async () => {
    const { validatorsUrl } = (await api.call('GET', '/api/connectors/postgres')).json()
    const module = await api.call('GET', validatorsUrl)
    expect(module.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(module.headers['cache-control']).toContain('immutable')
    expect(module.body).toMatch(/^export default \(runtime\) => \{/)
    expect((await api.call('GET', '/api/connectors/postgres/validators.js?v=old')).headers['cache-control']).toBe(
      'no-store',
    )
  })
})

describe('other sites are kept out', () => {
  const body = { name: 'from elsewhere', connector: 'postgres', settings: {} }
  test.each([
    'evil.example',
    'evil.example:4780',
    '127.0.0.1.evil.example',
    'localhost.evil.example:4780',
    '127.0.0.1:4780@evil.example',
    'a b',
  ])('a request for %j is refused', async (host) => {
    const response = await api.call('GET', '/api/services', undefined, { host })
    expect(response.statusCode).toBe(403)
    expect(response.json().code).toBe('REQUEST_HOST_REFUSED')
  })
  test.each(['localhost:4780', '127.0.0.1:1', '[::1]:4780', '192.168.1.4'])(
    'a request for %s is answered',
    async (host) => {
      expect((await api.call('GET', '/api/health', undefined, { host })).statusCode).toBe(200)
    },
  )
  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'http://127.0.0.1:9999' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'content-type': 'text/plain' }],
    [{ 'content-type': 'application/x-www-form-urlencoded' }],
  ])('a change with %j is refused', async (headers) => {
    const response = await api.call('POST', '/api/services', JSON.stringify(body), headers)
    expect(response.statusCode).toBe(403)
    expect(response.json().code).toBe('REQUEST_ORIGIN_REFUSED')
    expect((await api.call('GET', '/api/services')).body).not.toContain('from elsewhere')
    if ('content-type' in headers) return
    expect((await api.call('DELETE', `/api/services/${nobody}`, undefined, headers)).statusCode).toBe(403)
    expect((await api.call('PUT', `/api/services/${nobody}`, body, headers)).statusCode).toBe(403)
  })
  test('our own page and programs may change things', async () => {
    const own = { origin: 'http://127.0.0.1:4780', 'sec-fetch-site': 'same-origin' }
    expect((await api.call('POST', '/api/services', { ...body, name: 'own page' }, own)).statusCode).toBe(200)
    expect((await api.call('POST', '/api/services', { ...body, name: 'a program' })).statusCode).toBe(200)
    expect((await api.call('POST', `/api/runs/${nobody}/cancel`, undefined, {})).json().code).toBe('RUN_NOT_FOUND')
  })
})

describe('the page', () => {
  let page: FastifyInstance
  beforeAll(async () => {
    const webRoot = makeFolder({
      'index.html':
        '<meta property="csp-nonce" nonce="CSP_NONCE_PLACEHOLDER"><script type="module" nonce="CSP_NONCE_PLACEHOLDER" src="/assets/a-1a2b.js"></script>',
      'assets/a-1a2b.js': 'export {}',
      'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    })
    page = await buildApp({
      context: api.context,
      content: () => ({ find: () => null, connectors: [], broken: [], problems: [] }),
      demo: () => null,
      version: '0',
      instance: 'page',
      webRoot,
    })
  })
  afterAll(async () => page?.close())
  const get = (url: string, accept = 'text/html,*/*') => page.inject({ url, headers: { host: 'localhost:1', accept } })

  test('has a fresh nonce in every response, and a policy without unsafe sources', async () => {
    const [one, two] = [await get('/'), await get('/services/new?x=1')]
    const nonces = [one, two].map((response) => {
      const policy = String(response.headers['content-security-policy'])
      const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|data:|http/)
      expect(nonce.length).toBeGreaterThanOrEqual(22)
      expect(response.body.split(nonce)).toHaveLength(3)
      expect(response.body).not.toContain('PLACEHOLDER')
      expect(response.headers['cache-control']).toBe('no-store')
      return nonce
    })
    expect(nonces[0]).not.toBe(nonces[1])
  })

  test('its hashed files are kept for ever, the others are asked for again, and missing ones are missing', async () => {
    expect((await get('/assets/a-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/favicon.svg')).headers['cache-control']).toBe('no-cache')
    for (const url of ['/assets/gone-1.js', '/missing.svg', '/api/nothing', '/assets/..%2f..%2fetc/passwd']) {
      const response = await get(url)
      expect(response.statusCode, url).toBeGreaterThanOrEqual(400)
      expect(response.headers['content-type']).toContain('application/json')
    }
  })

  test('its headers keep it out of frames and its answers out of other sites', async () => {
    const { headers } = await get('/api/demo')
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
  })
})
