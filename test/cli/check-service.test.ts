import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ServiceId } from '../../src/core/ids.ts'
import { parseChecks } from '../../src/core/quality/checks/parse-checks.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { killProcess, startWorkerProcess } from '../support/kill-workers.ts'
import { collect, patchbay, startPatchbay } from '../support/patchbay.ts'
import { type StateAndSource, startStateAndSource } from '../support/state-and-source.ts'

const checks = `checks:
  - { id: a, relation: public.t1, column: name, kind: columnValuesToBeNotNull }
  - { id: b, relation: public.t1, column: name, kind: columnValuesToBeInSet, parameters: { allowedValues: [x] }, severity: warning }
  - { id: c, relation: public.t2, kind: tableRowCountToEqual, parameters: { value: 1 } }
`
/** Takes as long as the table says. */
const nap = `  - { id: nap, relation: public.t2, kind: tableCustomSQLQuery, parameters: { sqlExpression: select 1 from nap where pg_sleep(seconds) is null } }
`

let rig: StateAndSource
let store: Store
let folder: string
let [shop, sleepy, bare]: (ServiceId | undefined)[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-check-service-'))
  rig = await startStateAndSource({ tables: 2, services: 3 })
  await rig.source.sql("insert into t1 values (1, 'x'), (2, 'y'); create table nap as select 600 as seconds", 'orders')
  const keyring = toKeyring([Buffer.from(rig.env.PATCHBAY_KEY ?? '', 'base64url')])
  store = await openStore({ url: rig.env.DATABASE_URL ?? '', keyring })
  ;[shop, sleepy, bare] = (await store.services.list()).map(({ id }) => id)
  await keep(shop, checks)
  await keep(sleepy, checks + nap)
})
afterAll(async () => {
  await store?.close()
  await rig?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function keep(service: ServiceId | undefined, text: string): Promise<void> {
  const parsed = parseChecks(text)
  if (service === undefined || !parsed.ok) throw new Error('not kept')
  await store.checks.put(service, parsed.value)
}

const check = (...args: string[]) => patchbay(['check', ...args], { env: rig.env })
const naps = async () =>
  (await rig.source.sql(`select pid from pg_stat_activity where query like '%nap where%' and pid <> pg_backend_pid()`))
    .length

test("a service's own checks are run and their results stay in its history", async () => {
  const file = path.join(folder, 'junit.xml')
  const { code, out, err } = await check('service 0', '--junit', file)
  expect({ code, err }).toEqual({ code: 1, err: '' })
  expect(out.split('\n')).toEqual([
    '✓ public.t1.name  Not null: none of 2 rows fails',
    '✗ public.t1.name  In a set: 1 of 2 rows fails (warning)',
    '✗ public.t2  Number of rows: 0 rows; expected 1',
    '1 passed, 2 failed, 0 could not be answered.',
    '',
  ])
  const [run] = await store.runs.list({ serviceId: shop ?? null, kind: 'check', states: null, before: null, limit: 9 })
  expect(run).toMatchObject({ state: 'succeeded', result: { passed: 1, failed: 2, error: 0 } })
  const xml = await readFile(file, 'utf8')
  expect(xml).toContain('<testsuite name="public.t1" tests="2" failures="0" errors="0"')
  expect(xml.match(/<testcase [^>]*time="\d+\.\d{3}"/g)).toHaveLength(3)
})

test('of some relations alone, as one document', async () => {
  const { code, out } = await check('service 0', '--relation', 'public.t1', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out).checks.map((each: { id: string; status: string }) => [each.id, each.status])).toEqual([
    ['a', 'passed'],
    ['b', 'failed'],
  ])
  const written = await check('service 0', '--as', 'dbt')
  expect(written).toMatchObject({ code: 0, out: expect.stringContaining('- not_null') })
})

test('what cannot be run says what to do', async () => {
  const refused = async (...args: string[]) => {
    const { code, out } = await check(...args, '--json')
    return [code, JSON.parse(out).message]
  }
  expect(await refused('service 2')).toEqual([2, '"service 2" keeps no checks.'])
  expect(bare).toBeDefined()
  expect(await refused('service 0', '--relation', 'other')).toEqual([
    2,
    'None of the checks of "service 0" is about these relations.',
  ])
  expect(await refused('service 0', '--timeout', '5s')).toEqual([2, expect.stringContaining('go with --checks FILE')])
  expect(await refused('postgresql://a@127.0.0.1/b')).toEqual([2, expect.stringContaining('only a saved service')])
})

test('a server that is away fails the run with its reason', async () => {
  await rig.source.sql('alter database orders rename to elsewhere')
  const { code, out, err } = await check('service 0', '--json')
  await rig.source.sql('alter database elsewhere rename to orders')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ code: 'OPEN_DATABASE_MISSING', hint: expect.any(String) })
  expect(err).toMatch(/^check \S+ failed/)
  expect(err).toContain('There is no database')
})

test('Ctrl-C ends the reading on the server, and keeps what was answered', async () => {
  const child = startPatchbay(['check', 'service 1'], { env: rig.env })
  const ended = collect(child)
  await expect.poll(naps).toBe(1)
  child.kill('SIGINT')
  const { code, err } = await ended
  expect(code).toBe(3)
  expect(err).toMatch(/was cancelled .*\n3 of its checks were answered before, and their results are kept\./)
  expect(await naps()).toBe(0)
})

test('a run whose worker is killed goes on with the checks that are left, and the server is left alone', async () => {
  const first = await startWorkerProcess(rig.env)
  if (sleepy === undefined) throw new Error('no service')
  const queued = await store.runs.enqueue(sleepy, 'check', 'asked', null)
  if (queued === null) throw new Error('not queued')
  await expect.poll(naps).toBe(1)
  await killProcess(first)
  const before = await store.checks.resultsIn(queued.id)
  expect(before.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  await rig.source.sql('update nap set seconds = 0', 'orders')
  const second = await startWorkerProcess(rig.env)
  const state = async () => (await store.runs.find(queued.id))?.state
  await expect.poll(state).toBe('succeeded')
  await killProcess(second)
  const after = await store.checks.resultsIn(queued.id)
  expect(after.map(({ id, status }) => [id, status])).toEqual([
    ['a', 'passed'],
    ['b', 'failed'],
    ['c', 'failed'],
    ['nap', 'passed'],
  ])
  expect(after.slice(0, 3)).toEqual(before)
  expect(await store.runs.find(queued.id)).toMatchObject({ attempt: 2 })
  await expect.poll(naps).toBe(0)
})
