import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { createServer } from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServerOptions, startServer } from '../../src/server/start-server.ts'
import { makeFolder, startTestApp, type TestApp } from './test-app.ts'

let api: TestApp
beforeAll(async () => {
  api = await startTestApp()
})
afterAll(async () => api?.close())

const schema = (title: string) => JSON.stringify({ title, type: 'object', properties: { a: { type: 'string' } } })

function options(root: string, more: Partial<ServerOptions> = {}): ServerOptions {
  return {
    context: api.context,
    contentRoots: [root],
    webRoot: path.join(root, 'no page'),
    demo: () => null,
    version: '0',
    host: '127.0.0.1',
    allowedHosts: [],
    port: 0,
    watchContent: false,
    onContentProblem: () => undefined,
    log: { level: 'silent', stream: { write: () => undefined } },
    ...more,
  }
}

test('a name that a proxy passes on is answered once it is allowed', async () => {
  const server = await startServer(options(makeFolder({}), { allowedHosts: ['Patchbay.example.org'] }))
  const statusFor = async (host: string) => {
    const [response] = await once(get(`${server.url}/api/health`, { headers: { host } }), 'response')
    response.resume()
    return response.statusCode
  }
  try {
    expect(await statusFor('patchbay.example.org')).toBe(200)
    expect(await statusFor('patchbay.example.org:443')).toBe(200)
    expect(await statusFor('other.example.org')).toBe(403)
  } finally {
    await server.close()
  }
})

test('the next free port is taken when the first one is not free', async () => {
  const other = createServer()
  await once(other.listen(0, '127.0.0.1'), 'listening')
  const { port } = other.address() as { port: number }
  const server = await startServer(options(makeFolder({}), { port }))
  try {
    expect(Number(new URL(server.url).port)).toBeGreaterThan(port)
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
  } finally {
    await server.close()
    other.close()
  }
})

test('an address that is not ours is an error with words', async () => {
  await expect(startServer(options(makeFolder({}), { host: '192.0.2.1' }))).rejects.toMatchObject({
    message: 'Cannot listen on 192.0.2.1, port 0.',
    details: 'EADDRNOTAVAIL',
  })
  await expect(startServer(options('/nowhere'))).rejects.toMatchObject({ code: 'CONTENT_UNUSABLE' })
})

test('content is read again when a file changes; a mistake is told with its place and mended by the next change', async () => {
  const root = makeFolder({ 'one/connection.schema.json': schema('First'), 'one/help.md': '# One\n' })
  const file = path.join(root, 'one/connection.schema.json')
  const told: string[] = []
  const server = await startServer(options(root, { watchContent: true, onContentProblem: (text) => told.push(text) }))
  const titles = async () => {
    const list = (await (await fetch(`${server.url}/api/connectors`)).json()) as { title: string }[]
    return list.map((entry) => entry.title)
  }
  try {
    expect(await titles()).toEqual(['First'])
    writeFileSync(file, '{ "title": }')
    await expect.poll(titles).toEqual(['one'])
    expect(told).toEqual([`error: ${file}:1:12: a value is missing or not valid`])
    writeFileSync(file, schema('Second'))
    await expect.poll(titles).toEqual(['Second'])
  } finally {
    await server.close()
  }
})
