import { expect, test } from 'vitest'
import { analyzeText, type ParserSlot } from '../../src/connectors/postgres/lineage/analyze-text.ts'
import { catalogOf } from '../../src/connectors/postgres/lineage/catalog.ts'
import { openParser } from '../../src/connectors/postgres/lineage/parse-sql.ts'
import { openSession } from '../../src/connectors/postgres/lineage/session.ts'

const columns = [
  'id',
  'name',
  'state',
  'amount',
  'placed_at',
  'customer_id',
  'note',
  'tenant',
  'kind',
  'flags',
  'seen',
  'rank',
]
const relations = Array.from({ length: 200 }, (_, at) => ({
  database: 'shop',
  schema: 'public',
  name: `t${at}`,
  columns,
}))
const catalog = catalogOf({ database: 'shop', searchPath: ['public'], relations })

/** What applications run: shapes as pg_stat_statements shows them, over other relations each. */
const shapes = [
  'SELECT a.id, a.name, a.state FROM T1 a WHERE a.id = $1',
  'SELECT * FROM T1 WHERE tenant = $1 AND state = $2 ORDER BY placed_at DESC LIMIT $3',
  'SELECT a.id, b.name, sum(a.amount) AS total FROM T1 a JOIN T2 b ON b.id = a.customer_id WHERE a.placed_at > $1 GROUP BY a.id, b.name HAVING sum(a.amount) > $2 ORDER BY total DESC',
  'INSERT INTO T1 (id, name, state, amount, placed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET name = excluded.name, state = excluded.state RETURNING id',
  'UPDATE T1 SET state = $1, seen = now() WHERE id = $2 AND tenant = $3',
  'DELETE FROM T1 WHERE id IN (SELECT customer_id FROM T2 WHERE placed_at < $1)',
  'WITH recent AS (SELECT id, customer_id, amount, row_number() OVER (PARTITION BY customer_id ORDER BY placed_at DESC) AS n FROM T1 WHERE tenant = $1) SELECT r.id, c.name, r.amount FROM recent r JOIN T2 c ON c.id = r.customer_id WHERE r.n <= $2',
  'SELECT a.id, CASE WHEN a.state = $1 THEN a.amount ELSE $2 END AS due, (SELECT max(b.placed_at) FROM T2 b WHERE b.customer_id = a.id) AS last FROM T1 a LEFT JOIN T2 x USING (id) WHERE EXISTS (SELECT 1 FROM T2 y WHERE y.id = a.id AND y.kind = ANY ($3))',
  'BEGIN',
  'SELECT count(*) FROM T1 WHERE state = $1',
]

/** One after the other: a hundred thousand texts in a list would be most of the memory measured. */
function* statements(size: number): Generator<string> {
  for (let at = 0; at < size; at++)
    yield (shapes[at % shapes.length] ?? '').replaceAll('T1', `t${at % 200}`).replaceAll('T2', `t${(at * 7) % 200}`)
}

async function analyzeAll(slot: ParserSlot, texts: Iterable<string>): Promise<void> {
  const session = openSession(catalog)
  for (const text of texts) for await (const step of analyzeText(slot, { text, routine: null }, session)) void step
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

test('5,000 statements a second are parsed and resolved, at a small multiple of parsing alone', async () => {
  const texts = [...statements(5_000)]
  // One parser for both: a new one's code is not optimised yet.
  const slot = { parser: await openParser() }
  const rates = { parse: [] as number[], both: [] as number[] }
  // In turns, so that whatever else the machine does falls on both.
  for (let round = 0; round < 5; round++) {
    rates.parse.push(texts.length / (await timed(() => texts.forEach((text) => void slot.parser.parse(text)))))
    rates.both.push(texts.length / (await timed(() => analyzeAll(slot, texts))))
  }
  const best = { parse: Math.max(...rates.parse), both: Math.max(...rates.both) }
  console.log(
    `parse ${best.parse.toFixed(0)}/s, parse and resolve ${best.both.toFixed(0)}/s: ${(best.parse / best.both).toFixed(2)} times as long`,
  )
  expect(best.parse / best.both).toBeLessThanOrEqual(3)
  expect(best.both).toBeGreaterThanOrEqual(5_000)
}, 120_000)

test('100,000 statements need no more memory than 10,000', async () => {
  const slot = { parser: await openParser() }
  const sizeMb = () => process.memoryUsage().rss / 1e6
  await analyzeAll(slot, statements(10_000))
  const before = sizeMb()
  await analyzeAll(slot, statements(100_000))
  const grown = sizeMb() - before
  console.log(`memory: ${before.toFixed(0)} MB after 10,000 statements, ${grown.toFixed(0)} MB more after 100,000`)
  expect(grown).toBeLessThanOrEqual(30)
}, 120_000)
