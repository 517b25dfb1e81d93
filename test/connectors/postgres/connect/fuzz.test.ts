import { expect, it } from 'vitest'
import { fuzzHandshakes } from './fuzzed-server.ts'

it('a server that talks nonsense neither hangs nor breaks a connection test, 300 times', async () => {
  const { broken, left, endings } = await fuzzHandshakes(1, 300, 8)
  expect(broken).toEqual([])
  expect(left).toBe(0)
  // Damage of many kinds was done; a test that only ever sees one proves nothing.
  expect(Object.keys(endings).length).toBeGreaterThan(5)
  expect(endings.passed).toBeUndefined()
})
