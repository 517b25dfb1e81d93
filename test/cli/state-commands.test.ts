import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunId } from '../../src/core/ids.ts'
import { patchbay } from '../support/patchbay.ts'
import { plainTable, textColumn } from '../support/plain-table.ts'
import { startState, type TestState } from '../support/stored-catalog.ts'

let state: TestState
const run = (...args: string[]) => patchbay(args, { env: state.env })
const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out)
const refused = async (...args: string[]) => {
  const { code, out } = await run(...args, '--json')
  return [code, JSON.parse(out).code]
}

beforeAll(async () => {
  state = await startState()
  const service = await state.makeService('orders prod')
  const policy = {
    name: 'tenant_isolation',
    command: 'select',
    permissive: false,
    roles: [null],
    using: '(tenant = 1)',
    check: null,
    comment: null,
  } as const
  await state.keep(service, [plainTable('public', 'orders')])
  const orders = plainTable('public', 'orders', { columns: [textColumn('mail')], policies: [policy] })
  await state.keep(service, [orders, plainTable('public', 'returns')])
})
afterAll(() => state?.stop())

describe('what the page does with the state, the command does too', () => {
  it('schedules: made, changed, listed and deleted, one a kind', async () => {
    const made = await json('schedules', 'set', 'orders prod', '30 2 * * *', '--time-zone', 'Europe/Berlin')
    expect(made).toMatchObject({ kind: 'extract', description: 'At 02:30', enabled: true })
    const changed = await json('schedules', 'set', 'Orders Prod', '0 * * * *', '--off')
    expect(changed).toMatchObject({ id: made.id, timeZone: 'Europe/Berlin', enabled: false, nextTimes: [] })
    expect(await json('schedules', 'list', 'orders prod')).toEqual([changed])
    expect(await refused('schedules', 'set', 'orders prod', 'every day')).toEqual([2, 'SCHEDULE_INVALID'])
    expect((await run('schedules', 'delete', 'orders prod')).code).toBe(0)
    expect((await run('schedules', 'delete', 'orders prod')).err).toContain('no schedule for extract')
  })

  it('retention: of a service and in general, one rule at a time', async () => {
    const own = { keepLast: 5, keepDays: 90 }
    expect((await json('retention', 'orders prod', '--keep-last', '5')).own).toEqual(own)
    expect((await run('retention', 'orders prod')).out).toBe('Kept are the last 5 and those of the last 90 days.\n')
    expect(await json('retention', '--keep-days', 'none')).toEqual({ keepLast: 500, keepDays: null })
    expect((await json('retention', 'orders prod', '--general')).own).toBe(null)
    expect(await refused('retention', '--general')).toEqual([2, 'REQUEST_INVALID'])
  })

  it('snapshots and how they changed', async () => {
    const found = await json('snapshots', 'list', 'orders prod')
    expect(found.map(({ number }: { number: number }) => number)).toEqual([2, 1])
    const { steps } = await json('snapshots', 'changes', 'orders prod')
    expect(steps).toMatchObject([{ from: { number: 1 }, to: { number: 2 }, counts: { added: 1, changed: 1 } }])
    expect((await run('snapshots', 'changes', 'orders prod')).out).toMatch(/1 → 2 {2}1 added, 1 changed/)
  })

  it('search over all services, or in one', async () => {
    expect(await json('search', 'mail')).toMatchObject([{ name: 'orders', serviceName: 'orders prod' }])
    expect(await json('search', 'retur', '--service', 'orders prod')).toMatchObject([{ name: 'returns' }])
    expect((await run('search', 'mail')).out).toContain('column of mail')
  })

  it('classifications with what each policy does', async () => {
    const [found] = await json('classifications', 'PostgresPolicyTags')
    expect(found.tags).toMatchObject([{ name: 'tenant_isolation', uses: [{ relation: { name: 'orders' } }] }])
    const { out } = await run('classifications')
    expect(out).toContain('PostgresPolicyTags.tenant_isolation')
    expect(out).toContain('public.orders: select, restrictive, to PUBLIC, using ((tenant = 1))')
    expect(await refused('classifications', 'Others')).toEqual([2, 'REQUEST_INVALID'])
  })

  it('runs that are tried again', async () => {
    const ended = (await json('runs', 'list'))[0].id as RunId
    const again = await json('runs', 'retry', ended, '--no-wait')
    expect(again).toMatchObject({ state: 'queued', origin: 'retry', retryOf: ended })
    expect(await refused('runs', 'retry', again.id)).toEqual([2, 'RUN_NOT_ENDED'])
    expect((await run('runs', 'cancel', again.id)).code).toBe(0)
  })

  it('a service with a slash in its name is no file, something that begins like a path is', async () => {
    await state.makeService('north / east')
    const { code, out } = await run('export', 'north / east', '--as', 'jdbc')
    expect([code, out]).toEqual([0, expect.stringContaining('jdbc:postgresql://127.0.0.1')])
    expect((await run('export', './north', '--as', 'jdbc')).err).toContain('does not exist')
  })

  it('SQL as one JSON document', async () => {
    const one = await json('ddl', 'orders prod@latest', 'public.returns')
    expect(one).toMatchObject({ object: { kind: 'table', schema: 'public', name: 'returns' } })
    expect(one.sql).toContain('CREATE TABLE public.returns')
    expect(await json('ddl', 'orders prod@latest')).toMatchObject({ object: null, database: one.database })
  })
})
