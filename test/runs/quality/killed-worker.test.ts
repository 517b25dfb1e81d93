import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Run } from '../../../src/core/runs.ts'
import { toKeyring } from '../../../src/store/keyring.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { killProcess, startWorkerProcess } from '../../support/kill-workers.ts'
import { type StateAndSource, startStateAndSource } from '../../support/state-and-source.ts'

let rig: StateAndSource
let store: Store
let holder: pg.Client
beforeAll(async () => {
  rig = await startStateAndSource({ tables: 3, services: 1 })
  const keyring = toKeyring([Buffer.from(rig.env.PATCHBAY_KEY ?? '', 'base64url')])
  store = await openStore({ url: rig.env.DATABASE_URL ?? '', keyring })
  const { port, password } = rig.source
  holder = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'orders' })
  await holder.connect()
})
afterAll(async () => {
  await holder?.end()
  await store?.close()
  await rig?.stop()
})

/** Sessions in the source besides the one that holds the lock. */
const sessions = async (): Promise<unknown[]> =>
  await rig.source.sql(
    "select wait_event_type from pg_stat_activity where datname = 'orders' and wait_event_type is distinct from 'Client'",
  )

/** A run that waits for its third relation, which is locked. */
async function startBlockedRun(): Promise<Run> {
  await holder.query('begin; lock table t3 in access exclusive mode')
  const [service] = await store.services.list()
  const run = service && (await store.runs.enqueue(service.id, 'profile', 'asked', null))
  if (run === undefined || run === null) throw new Error('nothing was queued')
  await expect.poll(sessions, { interval: 20 }).toEqual([{ wait_event_type: 'Lock' }])
  return run
}

const profilesOf = async ({ serviceId }: Run): Promise<number[]> =>
  await Promise.all(
    ['t1', 't2', 't3'].map(async (relation) => {
      const place = { database: 'orders', schema: 'public', relation }
      return (await store.profiles.history(serviceId, place, 9)).length
    }),
  )

const stateOf = async ({ id }: Run) => (await store.runs.find(id))?.state

test('a profile run whose worker is killed goes on in another one and profiles nothing twice', async () => {
  const first = await startWorkerProcess(rig.env)
  const run = await startBlockedRun()
  await killProcess(first)
  expect(await stateOf(run)).toBe('running')
  expect(await profilesOf(run)).toEqual([1, 1, 0])
  await holder.query('rollback')
  const second = await startWorkerProcess(rig.env)
  await expect.poll(() => stateOf(run)).toBe('succeeded')
  await killProcess(second)
  expect(await store.runs.find(run.id)).toMatchObject({ attempt: 2, result: { relations: 3, failed: 0 } })
  expect(await profilesOf(run)).toEqual([1, 1, 1])
})

test('a profile run that is cancelled leaves nothing on the server and keeps what it had', async () => {
  const worker = await startWorkerProcess(rig.env)
  const run = await startBlockedRun()
  await store.runs.cancel(run.id)
  await expect.poll(() => stateOf(run)).toBe('cancelled')
  await expect.poll(sessions).toEqual([])
  await holder.query('rollback')
  await killProcess(worker)
  expect(await profilesOf(run)).toEqual([2, 2, 1])
})
