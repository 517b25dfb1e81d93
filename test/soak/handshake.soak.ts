import { expect, it } from 'vitest'
import { fuzzHandshakes } from '../connectors/postgres/connect/fuzzed-server.ts'

it('10,000 servers that talk nonsense neither hang nor break a connection test', async () => {
  const first = Number(process.env.PATCHBAY_SEED ?? 1_000)
  const rssBefore = process.memoryUsage().rss
  const began = performance.now()
  const { broken, left, endings, slowestMs } = await fuzzHandshakes(first, 10_000, 16)
  const grownMb = Math.round((process.memoryUsage().rss - rssBefore) / 1e6)
  console.log(
    `${Math.round((performance.now() - began) / 1000)} s, slowest ${Math.round(slowestMs)} ms, memory +${grownMb} MB`,
    endings,
  )
  expect(broken).toEqual([])
  expect(left).toBe(0)
}, 1_800_000)
