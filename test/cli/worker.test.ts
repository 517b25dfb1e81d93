import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Run } from '../../src/core/runs.ts'
import { toKeyring } from '../../src/store/keyring.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { expectAllDone, killProcess, killWorkers, startWorkerProcess } from '../support/kill-workers.ts'
import { type CommandResult, patchbay } from '../support/patchbay.ts'
import { type StateAndSource, startStateAndSource } from '../support/state-and-source.ts'

let rig: StateAndSource
let store: Store
beforeAll(async () => {
  rig = await startStateAndSource({ tables: 400, services: 3 })
  const keyring = toKeyring([Buffer.from(rig.env.PATCHBAY_KEY ?? '', 'base64url')])
  store = await openStore({ url: rig.env.DATABASE_URL ?? '', keyring })
})
afterAll(async () => {
  await store?.close()
  await rig?.stop()
})

const run = (...args: string[]): Promise<CommandResult> => patchbay(['runs', ...args], { env: rig.env })

/** Extractions of the source wait until what it returns is called. */
async function holdExtractions(): Promise<() => Promise<void>> {
  const { port, password } = rig.source
  const holder = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'orders' })
  await holder.connect()
  await holder.query('begin; lock table pg_catalog.pg_description')
  return () => holder.end()
}

describe('patchbay runs', () => {
  it('performs a run right here where no worker is there, and shows what came of it', async () => {
    const { code, out, err } = await run('start', 'service 0', '--json')
    expect([code, err]).toEqual([0, ''])
    const ended: Run = JSON.parse(out)
    expect(ended).toMatchObject({ state: 'succeeded', kind: 'extract', result: { counts: { table: 400 } } })
    const shown = await run('show', ended.id)
    expect(shown.out).toMatch(/^extract \S+ succeeded after [\d.]+ s\n {2}snapshot /)
    expect(shown.out).toMatch(/^ +400 table$/m)
    expect((await run('list', '--service', 'SERVICE 0')).out).toMatch(
      /^ID +SERVICE +KIND +STATE +CREATED +TOOK\n\S+ +service 0 +extract +succeeded +\S+ +[\d.]+ s\n$/,
    )
  })

  it('says no when the test of a service fails', async () => {
    await rig.source.sql('alter database orders rename to elsewhere')
    const { code, out } = await run('start', 'service 1', '--kind', 'test')
    await rig.source.sql('alter database elsewhere rename to orders')
    expect(code).toBe(1)
    expect(out).toMatch(/^test \S+ failed/)
  })
})

describe('patchbay worker', () => {
  it('leaves a queued run to a worker, which takes it up and is asked to cancel it', async () => {
    const { out } = await run('start', 'service 2', '--no-wait', '--json')
    const queued: Run = JSON.parse(out)
    expect(queued.state).toBe('queued')
    expect(await run('cancel', queued.id)).toMatchObject({ code: 0, out: `extract ${queued.id} was cancelled\n` })
  })

  it('is replaced by another one when it is killed, and the run begins anew', async () => {
    const first = await startWorkerProcess(rig.env)
    const [service] = await store.services.list()
    if (service === undefined) throw new Error('no service')
    const release = await holdExtractions()
    const queued = await store.runs.enqueue(service.id, 'extract', 'asked', null)
    if (queued === null) throw new Error('not queued')
    const state = async () => (await store.runs.find(queued.id))?.state
    await expect.poll(state).toBe('running')
    await killProcess(first)
    await release()
    expect(await state()).toBe('running')
    const second = await startWorkerProcess(rig.env)
    await expect.poll(state).toBe('succeeded')
    await killProcess(second)
    expect(await store.runs.find(queued.id)).toMatchObject({ attempt: 2 })
  })

  it('may be killed at any moment: no half snapshot is seen, nothing is lost, and nothing is there twice', async () => {
    await killWorkers(rig, store, 5, 900)
    await expectAllDone(rig, store)
  })

  it('refuses a number of runs that is none', async () => {
    const { code, err } = await patchbay(['worker', '--concurrency', '0'], { env: rig.env })
    expect([code, err]).toEqual([2, expect.stringContaining('between 1 and 99')])
  })
})
