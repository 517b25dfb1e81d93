import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PastTest } from '../../src/core/past-tests.ts'
import { patchbay } from '../support/patchbay.ts'
import { type StateAndSource, startStateAndSource } from '../support/state-and-source.ts'

let rig: StateAndSource
beforeAll(async () => {
  rig = await startStateAndSource({ tables: 3, services: 1 })
})
afterAll(async () => rig?.stop())

const run = (...args: string[]) => patchbay(args, { env: rig.env })

it('lists, shows and compares the tests of a service', async () => {
  expect((await run('tests', 'list', 'service 0')).out).toContain('There are no tests of this service yet')
  const none = await run('tests', 'show', 'service 0', '--json')
  expect([none.code, JSON.parse(none.out).code]).toEqual([2, 'TEST_NOT_FOUND'])

  await run('test', 'service 0')
  await rig.source.sql('alter database orders allow_connections false')
  expect((await run('test', 'service 0')).code).toBe(1)

  const tests = JSON.parse((await run('tests', 'list', 'service 0', '--json')).out) as PastTest[]
  expect(tests.map(({ origin, change }) => [origin, change?.direction])).toEqual([
    ['command', 'worse'],
    ['command', undefined],
  ])
  const { code, out } = await run('tests', 'list', 'service 0')
  expect([code, out]).toEqual([0, expect.stringMatching(/worse +It does not connect: Database failed/)])

  const shown = await run('tests', 'show', 'service 0', tests[1]?.id ?? '', '--as', 'markdown')
  expect(shown.out).toMatch(/^## Connection test of `127\.0\.0\.1:\d+\/orders`/)
  expect(JSON.parse((await run('tests', 'show', 'service 0', '--json')).out).verdict).toBe('failed')
  expect((await run('tests', 'diff', 'service 0')).out).toMatch(
    /^Worse than before\.\n(.*\n)* {2}No longer reached: Server/,
  )
  expect((await run('services', 'list')).out).toMatch(/failed +worse since/)
  expect((await run('tests', 'diff', 'service 0', 'nonsense')).code).toBe(2)
})
