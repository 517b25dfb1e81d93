import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { ServiceId } from '../../src/core/ids.ts'
import type { Store } from '../../src/store/open-store.ts'
import { startPatchbay } from './patchbay.ts'
import type { StateAndSource } from './state-and-source.ts'

/** A worker process; resolves once it works. */
export async function startWorkerProcess(env: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = startPatchbay(['worker'], { env })
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  for await (const chunk of child.stdout ?? []) {
    if (String(chunk).startsWith('Working')) return child
  }
  throw new Error(`the worker ended and said: ${said}`)
}

export async function killProcess(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

export interface KillCount {
  readonly kills: number
  /** Kills that hit at least one run under way. */
  readonly hits: number
}

/** Kills worker processes at random moments while runs are there to be done, and looks at the state after each. */
export async function killWorkers(
  { state, env }: StateAndSource,
  store: Store,
  kills: number,
  longestMs: number,
): Promise<KillCount> {
  const services = (await store.services.list()).map((service) => service.id)
  let hits = 0
  for (let kill = 0; kill < kills; kill++) {
    for (const service of services) await store.runs.enqueue(service, 'extract', 'asked', null)
    const child = startPatchbay(['worker'], { env })
    if (kill % 5 > 0) await once(child.stdout ?? child, 'data')
    await sleep(Math.random() * longestMs)
    await killProcess(child)
    const running = await state.sql(`select from patchbay.runs where state = 'running'`)
    if (running.length > 0) hits++
    await expectWholeSnapshots(state)
  }
  return { kills, hits }
}

/** Every snapshot that can be seen holds all it says it does, and every run has at most one. */
async function expectWholeSnapshots(state: StateAndSource['state']): Promise<void> {
  const broken = await state.sql(`
    select snapshot.number, snapshot.objects, count(version.id)::int as found
    from patchbay.snapshots as snapshot
    left join patchbay.object_versions as version on version.service_id = snapshot.service_id
      and version.first_number <= snapshot.number
      and (version.last_number is null or version.last_number >= snapshot.number)
    group by snapshot.id
    having snapshot.objects <> count(version.id) or count(version.id) <> count(distinct version.key_digest)`)
  expect(broken).toEqual([])
  expect(await state.sql('select run_id from patchbay.snapshots group by run_id having count(*) > 1')).toEqual([])
  const unfounded = await state.sql(`
    select from patchbay.snapshots as snapshot join patchbay.runs as run on run.id = snapshot.run_id
    where run.state <> 'succeeded'`)
  expect(unfounded).toEqual([])
}

/** Lets a last worker do what is left, and checks that nothing is lost, doubled or left behind. */
export async function expectAllDone({ state, env }: StateAndSource, store: Store): Promise<void> {
  const child = await startWorkerProcess(env)
  const waiting = () => state.sql(`select id from patchbay.runs where state in ('queued', 'running')`)
  await expect.poll(waiting, { timeout: 120_000, interval: 200 }).toEqual([])
  child.kill('SIGTERM')
  if (child.exitCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
  await expectWholeSnapshots(state)
  const ended = await state.sql(`
    select run.state, run.reason->>'code' as code, count(snapshot.id)::int as snapshots
    from patchbay.runs as run left join patchbay.snapshots as snapshot on snapshot.run_id = run.id
    where run.kind = 'extract'
    group by 1, 2, run.id`)
  for (const run of ended) {
    if (run.state === 'succeeded') expect(run.snapshots).toBe(1)
    else if (run.state === 'cancelled') expect(run.snapshots).toBe(0)
    else expect(run).toMatchObject({ state: 'failed', code: 'RUN_INTERRUPTED', snapshots: 0 })
  }
  for (const { id } of await store.services.list()) await expectNoLeftovers(state, id)
  expect(await state.sql('select from patchbay_jobs._private_jobs')).toEqual([])
  expect(await state.sql('select from patchbay.workers')).toEqual([])
  const unused = `select from patchbay.contents where hash not in (select content_hash from patchbay.object_versions)`
  expect(await state.sql(unused)).toEqual([])
}

/** An attempt that was given up may leave rows nobody sees, which the next run removes; here the last one succeeded. */
async function expectNoLeftovers(state: StateAndSource['state'], service: ServiceId): Promise<void> {
  const invisible = await state.sql(`
    select from patchbay.object_versions as version where service_id = '${service}'
      and not exists (select from patchbay.snapshots as snapshot where snapshot.service_id = version.service_id
        and snapshot.number >= version.first_number
        and (version.last_number is null or snapshot.number <= version.last_number))`)
  expect(invisible).toEqual([])
}
