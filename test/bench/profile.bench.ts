import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgres } from '../../src/connectors/postgres/index.ts'
import type { ProfileRequest, RelationProfile } from '../../src/core/quality/profile.ts'
import { startServer, type TestServer } from '../support/servers.ts'

/**
 * Profiling one table of twelve columns beside a query per metric group and column, and beside one query for everything,
 * in the same run: ratios hold on any machine, times do not. PATCHBAY_BENCH_ROWS=5000000 is the size of the goals.
 */
const rows = Number(process.env.PATCHBAY_BENCH_ROWS ?? 1_000_000)
const columns = {
  id: 'number',
  tenant_id: 'number',
  grp: 'number',
  amount: 'number',
  score: 'number',
  nm: 'text',
  status: 'text',
  email: 'text',
  created_at: 'moment',
  d: 'moment',
  flag: 'flag',
  payload: 'document',
} as const
const names = Object.keys(columns) as (keyof typeof columns)[]
const large = ['id', 'tenant_id', 'amount', 'score', 'nm', 'email', 'created_at'] as const

let server: TestServer
let client: pg.Client
beforeAll(async () => {
  server = await startServer({
    conf: { shared_buffers: '1GB', max_wal_size: '8GB', autovacuum: 'off', effective_cache_size: '3GB' },
  })
  await server.sql(`
create unlogged table large as select i::int8 as id, (hashint4(i) & 2147483647) % 50000 as tenant_id, (i % 20)::int2 as grp,
  ((hashint8(i) & 2147483647) % 1000000 / 100.0)::numeric(12, 2) as amount, random() as score,
  'name ' || (hashint4(i + 7) & 2147483647) % 800000 as nm, (array['new', 'paid', 'sent', 'done', 'lost'])[i % 5 + 1] as status,
  'user' || i || '@example.org' as email, timestamptz '2020-01-01' + i * interval '13 s' as created_at,
  date '2015-01-01' + i % 3000 as d, i % 3 = 0 as flag, jsonb_build_object('a', i, 'b', i % 7) as payload
from generate_series(1, ${rows}) i;
alter table large add primary key (id);
analyze large`)
  client = new pg.Client({
    host: server.host,
    port: server.port,
    user: 'postgres',
    password: server.password,
    database: 'postgres',
  })
  await client.connect()
  // The same memory as a profile takes.
  await client.query("set work_mem = '64MB'")
  await client.query('select count(payload) from large')
}, 900_000)
afterAll(async () => {
  await client?.end()
  await server?.stop()
})

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly value: T }> {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}

async function profile(rest: Partial<ProfileRequest> = {}): Promise<RelationProfile> {
  const form = {
    hostPort: `${server.host}:${server.port}`,
    username: 'postgres',
    password: server.password,
    database: 'postgres',
  }
  const request: ProfileRequest = {
    relations: ['large'],
    exact: false,
    sample: null,
    where: null,
    budget: { totalMs: null, relationMs: 3_600_000, bytes: null },
    done: [],
    ...rest,
  }
  const result = await postgres.profile(form, {
    request,
    signal: new AbortController().signal,
    report: () => undefined,
  })
  const relation = result.ok ? result.value.relations[0] : undefined
  if (relation === undefined) throw new Error(JSON.stringify(result))
  return relation
}

/** As catalogs do: a query for each group of metrics of each column. */
function queriesPerGroup(): string[] {
  const perColumn = names.flatMap((name) => {
    const kind = columns[name]
    const length = kind === 'text' ? `, min(length(${name})), max(length(${name})), avg(length(${name}))` : ''
    const moments = kind === 'number' ? `, avg(${name}), sum(${name}), stddev(${name})` : ''
    const ends = kind === 'flag' || kind === 'document' ? '' : `, min(${name}), max(${name})`
    if (kind === 'document') return [`select count(${name}) from large`]
    return [
      `select count(${name})${ends}${moments}${length} from large`,
      `select count(distinct ${name}) from large`,
      `select count(*) from (select ${name} from large group by 1 having count(*) = 1) u`,
      ...(kind === 'number'
        ? [
            `select percentile_cont(array[0.25, 0.5, 0.75]) within group (order by ${name}) from large`,
            `select width_bucket(${name}::float8, e.least, e.greatest, 20), count(*)
              from large, (select min(${name})::float8 as least, max(${name})::float8 as greatest from large) e group by 1`,
          ]
        : []),
    ]
  })
  return ['select count(*) from large', ...perColumn]
}

const lengths = (text: string) => [`min(length(${text}))`, `max(length(${text}))`, `avg(length(${text}))`]

/** The same figures as an exact profile. */
function oneQuery(): string {
  const list = names.flatMap((name) => {
    const kind = columns[name]
    return [
      `count(${name})`,
      ...(kind === 'flag' || kind === 'document' ? [] : [`min(${name})`, `max(${name})`]),
      `count(distinct ${name})`,
      ...(kind === 'number' ? [`avg(${name})`, `sum(${name})`, `stddev(${name})`] : []),
      ...(kind === 'number' || kind === 'moment'
        ? [`percentile_disc(array[0, 0.25, 0.5, 0.75, 1]) within group (order by ${name})`]
        : []),
      ...(kind === 'text' ? lengths(name) : kind === 'document' ? lengths(`${name}::text`) : []),
    ]
  })
  return `select count(*), ${list.join(', ')} from large`
}

test('a profile takes a fifteenth of a query per group, and an exact one no longer than one query for everything', async () => {
  const usual = await timed(profile)
  const again = await timed(profile)
  const exact = await timed(() => profile({ exact: true }))
  const single = await timed(() => client.query(oneQuery()))
  const groups = await timed(async () => {
    for (const query of queriesPerGroup()) await client.query(query)
  })
  const usualMs = Math.min(usual.ms, again.ms)
  const off = large.map((name) => {
    const of = ({ columns: found }: RelationProfile) =>
      Number(found.find(({ column }) => column === name)?.metrics.distinctCount?.value)
    return { name, off: of(usual.value) / of(exact.value) - 1 }
  })
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(2)} s`
  console.log(
    `${rows} rows: profile ${seconds(usualMs)}, exact ${seconds(exact.ms)}, one query ${seconds(single.ms)}, ` +
      `${queriesPerGroup().length} queries ${seconds(groups.ms)} (${(groups.ms / usualMs).toFixed(1)} times as long)`,
  )
  console.log(off.map(({ name, off: share }) => `${name} ${(share * 100).toFixed(2)} %`).join(', '))
  for (const { off: share } of off) expect(Math.abs(share)).toBeLessThanOrEqual(0.01)
  expect(usualMs * 15).toBeLessThanOrEqual(groups.ms)
  expect(exact.ms).toBeLessThanOrEqual(1.1 * single.ms)
}, 1_800_000)
