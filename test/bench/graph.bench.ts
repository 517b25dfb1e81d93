import { expect, test } from 'vitest'
import { layoutBoxes } from '../../src/web/graph/layout.ts'

/** Tables of a schema that has grown: most refer to a few, some to their neighbours. */
function grown(count: number) {
  const boxes = Array.from({ length: count }, (_, at) => ({ id: `t${at}`, width: 236, height: 60 + (at % 8) * 22 }))
  const links = boxes.flatMap((_, at): (readonly [string, string])[] => [
    [`t${at}`, `t${(at * 7) % 20}`],
    [`t${at}`, `t${Math.max(0, at - 1 - (at % 9))}`],
  ])
  return { boxes, links }
}

test('300 relations are arranged within a second', () => {
  layoutBoxes(grown(20))
  const began = performance.now()
  const positions = layoutBoxes(grown(300))
  const took = performance.now() - began
  process.stdout.write(`300 relations, 600 links: arranged in ${Math.round(took)} ms\n`)
  expect(positions).toHaveLength(300)
  expect(took).toBeLessThan(1000)
})
