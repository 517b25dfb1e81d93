import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppError } from '../../src/core/error.ts'
import type { RunId, ServiceId } from '../../src/core/ids.ts'
import { findNamedSnapshot } from '../../src/runs/stored-snapshot.ts'
import { patchbay } from '../support/patchbay.ts'
import { plainTable } from '../support/plain-table.ts'
import { startState, type TestState } from '../support/stored-catalog.ts'

let state: TestState
let directory: string
let firstRun: RunId
let otherRun: RunId
let cancelledRun: RunId

const run = (...args: string[]) => patchbay(args, { env: state.env, cwd: directory })

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'patchbay-stored-'))
  state = await startState()
  const service = await state.makeService('orders prod')
  await state.keep(service, [plainTable('public', 'orders')])
  firstRun = (await state.store.runs.list(all))[0]?.id as RunId
  await state.keep(service, [plainTable('public', 'orders'), plainTable('public', 'returns')])
  const once = await state.makeService('once')
  await state.keep(once, [plainTable('public', 'notes')])
  otherRun = (await state.store.runs.list(all))[0]?.id as RunId
  const cancelled = await state.store.runs.enqueue(service, 'extract', 'asked', null)
  cancelledRun = cancelled?.id as RunId
  await state.store.runs.cancel(cancelledRun)
  await state.makeService('never')
})
afterAll(async () => {
  await state?.stop()
  await rm(directory, { recursive: true, force: true })
})

const all = { serviceId: null, kind: null, states: null, before: null, limit: 1 } as const

describe('a stored snapshot on the command line', () => {
  it('is compared with another one, or with a file', async () => {
    const { code, out } = await run('diff', '--json', 'orders prod@previous', 'Orders Prod@latest')
    expect(code).toBe(0)
    expect(JSON.parse(out).changes).toMatchObject([{ change: 'added', object: { name: 'returns' } }])
    const { out: lines } = await run('export', 'orders prod@1', '--as', 'jsonl')
    await writeFile(path.join(directory, 'first.jsonl'), lines)
    const same = await run('diff', '--exit-code', 'first.jsonl', `orders prod@${firstRun}`)
    expect([same.code, same.err]).toEqual([0, ''])
  })

  it('is shown, written as SQL and exported', async () => {
    expect((await run('show', 'orders prod@latest')).out).toContain('public.returns')
    expect((await run('show', 'orders prod@previous')).out).not.toContain('public.returns')
    expect((await run('ddl', 'orders prod@2', 'public.returns')).out).toContain('CREATE TABLE public.returns')
    expect((await run('export', 'orders prod@previous', '--as', 'csv')).out).not.toContain('returns')
  })

  it('is not meant where a file has its name', async () => {
    await writeFile(path.join(directory, 'orders prod@latest'), '')
    const { code, err } = await run('show', 'orders prod@latest')
    expect([code, err]).toEqual([2, expect.stringContaining('is empty')])
    await rm(path.join(directory, 'orders prod@latest'))
  })

  it.each([
    ['nobody@latest', 'no service named'],
    ['once', '@latest behind its name'],
    ['once@previous', 'read once'],
    ['postgresql://reader@db.example.org/orders', 'patchbay extract'],
  ])('says what is wrong with %s', async (text, words) => {
    const { code, err } = await run('show', text)
    expect([code, err.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(words)])
  })

  it('says why there is none of a name', async () => {
    const services = await state.store.services.list()
    const [once, never, orders] = ['once', 'never', 'orders prod'].map(
      (name) => services.find((service) => service.name === name)?.id,
    )
    const why = async (service: ServiceId | undefined, name: string) =>
      await findNamedSnapshot(state, service as ServiceId, name).then(
        () => 'found',
        (error: AppError) => `${error.message} ${error.hint ?? ''}`,
      )
    expect(await why(never, 'latest')).toContain('never read')
    expect(await why(once, 'previous')).toContain('read once')
    expect(await why(orders, '7')).toBe(
      'The service has no snapshot 7. The latest is 2; earlier ones may have been removed since.',
    )
    expect(await why(orders, 'yesterday')).toContain('latest, previous')
    expect(await why(orders, '')).toContain('latest, previous')
    expect(await why(orders, otherRun)).toContain('another service')
    expect(await why(orders, cancelledRun)).toContain('took no snapshot')
    expect(await why(orders, '7d0c2b1e-5a7f-4f0e-9b1c-0a4de2f6c1aa')).toContain('no such run')
  })
})
