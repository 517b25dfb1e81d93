import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { ServiceDetail, ServiceSummary } from '../../src/core/api.ts'
import { type CommandResult, patchbay } from '../support/patchbay.ts'
import { startServer, type TestServer } from '../support/servers.ts'

const canary = 'canary-Kp3x'

let server: TestServer
let directory: string
let env: Record<string, string>

beforeAll(async () => {
  server = await startServer()
  await server.sql(`create role reader login password '${canary}'`)
  await server.sql('create database state')
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-cli-'))
  env = {
    PATCHBAY_DATA_DIR: path.join(directory, 'installation'),
    DATABASE_URL: `postgres://postgres:${encodeURIComponent(server.password)}@127.0.0.1:${server.port}/state`,
  }
})
afterAll(async () => {
  await server?.stop()
  if (directory !== undefined) await rm(directory, { recursive: true, force: true })
})

const run = (args: readonly string[], more: Record<string, string> = {}): Promise<CommandResult> =>
  patchbay(args, { env: { ...env, ...more } })

async function file(name: string, value: unknown): Promise<string> {
  const place = path.join(directory, name)
  await writeFile(place, typeof value === 'string' ? value : JSON.stringify(value))
  return place
}

const service = (name: string, settings: Record<string, unknown> = {}) => ({
  name,
  connector: 'postgres',
  settings: {
    hostPort: `127.0.0.1:${server.port}`,
    username: 'reader',
    database: 'postgres',
    sslMode: 'disable',
    ...settings,
  },
})

async function names(): Promise<readonly string[]> {
  const { out } = await run(['services', 'list', '--json'])
  return (JSON.parse(out) as ServiceSummary[]).map((summary) => summary.name)
}

describe('patchbay services', () => {
  it('says where to begin when there are none', async () => {
    const { code, out } = await run(['services', 'list'])
    expect(code).toBe(0)
    expect(out).toContain('no services yet')
    expect(await names()).toEqual([])
  })

  it('imports, lists, shows, tests, exports and deletes without ever printing a secret', async () => {
    const source = await file('two.yaml', {
      services: [service('orders prod', { password: `\${ORDERS}` }), service('billing', { password: canary })],
    })
    const printed: string[] = []
    const step = async (args: readonly string[], more: Record<string, string> = {}) => {
      const { code, out, err } = await run(args, more)
      printed.push(out, err)
      return { code, out, err }
    }
    expect((await step(['services', 'import', source], { ORDERS: canary })).code).toBe(0)
    const list = await step(['services', 'list'])
    expect(list.out).toMatch(/billing +postgres +127\.0\.0\.1:\d+\/postgres +untested/)
    const shown = await step(['services', 'show', 'ORDERS PROD', '--json'])
    expect((JSON.parse(shown.out) as ServiceDetail).storedSecrets).toEqual(['/password'])
    expect((await step(['services', 'show', 'billing'])).out).toMatch(/password +\(stored\)/)

    const tested = await step(['test', 'orders prod', '--json'])
    expect([tested.code, JSON.parse(tested.out).verdict]).toEqual([0, 'warned'])
    expect((await step(['services', 'list'])).out).toMatch(/orders prod .* warned +20\d\d-/)

    const yaml = await step(['services', 'export'])
    expect(parse(yaml.out).services).toHaveLength(2)
    expect(yaml.out).toContain(`\${PATCHBAY_ORDERS_PROD_PASSWORD}`)
    const json = await step(['services', 'export', 'billing', '--json'])
    expect(JSON.parse(json.out)).toEqual({
      services: [service('billing', { password: `\${PATCHBAY_BILLING_PASSWORD}` })],
    })

    const back = await file('back.json', json.out)
    expect((await step(['services', 'delete', 'billing'])).code).toBe(2)
    expect((await step(['services', 'delete', 'billing', '--yes'])).code).toBe(0)
    expect(await names()).toEqual(['orders prod'])
    const unset = await step(['services', 'import', back])
    expect(unset.code).toBe(2)
    expect(unset.err).toContain('/password: the environment variable PATCHBAY_BILLING_PASSWORD is not set')
    expect((await step(['services', 'import', back, '--json'], { PATCHBAY_BILLING_PASSWORD: canary })).code).toBe(0)
    expect((await step(['test', 'billing'])).code).toBe(0)
    const deleted = await step(['services', 'delete', 'billing', '--yes', '--json'])
    expect(JSON.parse(deleted.out)).toMatchObject({ name: 'billing' })
    expect(printed.join('')).not.toContain(canary)
  })

  it.each([
    ['an unknown connector', { ...{ name: 'b', connector: 'oracle', settings: {} } }, 'There is no such connector'],
    ['a missing host', { name: 'b', connector: 'postgres', settings: { username: 'u', database: 'd' } }, '/hostPort'],
    ['a missing name', { connector: 'postgres', settings: {} }, '/services/1/name'],
    ['settings of a wrong kind', { name: 'b', connector: 'postgres', settings: [] }, '/services/1/settings'],
    [
      'an unknown property',
      { name: 'b', connector: 'postgres', settings: {}, owner: 'x' },
      'there is no property "owner"',
    ],
    ['the same name twice', { name: 'A', connector: 'postgres', settings: {} }, 'more than one service'],
  ])('saves nothing of a file with %s', async (_, broken, message) => {
    const before = await names()
    const source = await file('broken.json', { services: [service('a', { password: canary }), broken] })
    const { code, out, err } = await run(['services', 'import', source])
    expect(code).toBe(2)
    expect(err).toContain('Nothing was saved')
    expect(err).toContain(message)
    expect(out + err).not.toContain(canary)
    expect(await names()).toEqual(before)
  })

  it('saves nothing of a file that names a service there is', async () => {
    const before = await names()
    const source = await file('taken.json', { services: [service('new one'), service('ORDERS prod')] })
    const { code, err } = await run(['services', 'import', source])
    expect(code).toBe(2)
    expect(err).toContain('there is a service of that name already')
    expect(await names()).toEqual(before)
  })

  it('takes PATCHBAY_PASSWORD for a service without a password, and only there', async () => {
    const source = await file('bare.json', { services: [service('bare'), service('full', { password: canary })] })
    expect((await run(['services', 'import', source])).code).toBe(0)
    expect((await run(['test', 'bare'])).code).toBe(1)
    expect((await run(['test', 'bare'], { PATCHBAY_PASSWORD: canary })).code).toBe(0)
    expect((await run(['test', 'full'], { PATCHBAY_PASSWORD: 'something else' })).code).toBe(0)
  })

  it('says where a file is broken, and what a file without services lacks', async () => {
    const broken = await run([
      'services',
      'import',
      await file('broken.yaml', `services:\n  - name: @${canary}`),
      '--json',
    ])
    expect([broken.code, JSON.parse(broken.out).details]).toEqual([2, expect.stringContaining('line 2, column 11')])
    expect(broken.out).not.toContain(canary)
    const none = await run(['services', 'import', await file('none.yaml', 'name: x\n')])
    expect(none.code).toBe(2)
    expect(none.err).toContain('line 1, column 1')
  })

  it('answers an unknown name with the error shape', async () => {
    for (const args of [
      ['services', 'show', 'nobody'],
      ['services', 'export', 'nobody'],
      ['services', 'delete', 'nobody', '--yes'],
      ['test', 'nobody'],
    ]) {
      const { code, out } = await run([...args, '--json'])
      expect([args, code, JSON.parse(out).code]).toEqual([args, 2, 'SERVICE_NOT_FOUND'])
    }
  })

  it('exits 2 when the state cannot be reached, without the address that holds its password', async () => {
    const url = `postgres://u:${canary}@127.0.0.1:1/state`
    const { code, out, err } = await run(['services', 'list', '--json'], { DATABASE_URL: url })
    expect([code, JSON.parse(out).code]).toEqual([2, 'STATE_DATABASE_UNAVAILABLE'])
    expect(out + err).not.toContain(canary)
  })
})

describe('patchbay doctor', () => {
  it('finds nothing to do in an installation that works', async () => {
    const { code, out } = await run(['doctor', '--json'])
    const { checks } = JSON.parse(out) as { checks: { id: string; status: string }[] }
    expect(checks.filter((check) => check.status !== 'ok')).toEqual([])
    expect(checks.map((check) => check.id)).toEqual(['node', 'data-directory', 'key', 'state', 'content'])
    expect(code).toBe(0)
  })

  it('names each problem and what to do, and exits 1', async () => {
    const { code, out } = await run(['doctor'], {
      PATCHBAY_DATA_DIR: '/dev/null/x',
      PATCHBAY_KEY: canary,
      DATABASE_URL: `postgres://u:${canary}@127.0.0.1:1/state`,
    })
    expect(code).toBe(1)
    expect(out).toMatch(/✗ Data directory +problem/)
    expect(out).toMatch(/✗ Key +problem/)
    expect(out).toMatch(/✗ State database +problem/)
    expect(out).toContain('Set PATCHBAY_DATA_DIR')
    expect(out).not.toContain(canary)
  })

  it('asks for the Node version that package.json asks for', async () => {
    const { oldestNode } = await import('../../src/cli/doctor.ts')
    const { engines } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(engines.node).toBe(`>=${oldestNode.join('.')}`)
  })
})
