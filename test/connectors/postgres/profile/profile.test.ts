import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import { createSelectList } from '../../../../src/connectors/postgres/profile/select-list.ts'
import type { ColumnMetrics, ProfileReading, ProfileRequest } from '../../../../src/core/quality/profile.ts'
import { outerMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

const plain: ProfileRequest = {
  relations: null,
  exact: false,
  sample: null,
  where: null,
  budget: { totalMs: null, relationMs: 60_000, bytes: null },
  done: [],
}

const torture = `
create type mood as enum ('sad', 'ok', 'happy');
create domain price as numeric check (value > -1);
create domain dear as price;
create type pair as (a int, b json);
create table kinds (
  small int2, id int8 primary key, "Odd ""name" int4, ratio float8, single float4, huge numeric, cost dear, cash money,
  day date, moment timestamptz, wall timestamp, clock time, offset_clock timetz, span interval,
  word text, code varchar(10), fixed char(8), tag name, yes bool, key uuid, doc jsonb, raw_doc json,
  list int[], moods mood[], documents json[], range int4range, ranges nummultirange, feeling mood, combined pair,
  address inet, net cidr, mac macaddr, bits bit varying, blob bytea, place point, lsn pg_lsn, none text,
  search tsvector, markup xml, wide_mac macaddr8, fixed_bits bit(4), path path, txid xid8
);
insert into kinds select
  case when i % 3 = 0 then null else i % 7 end, i + 9007199254740993, i,
  case i when 1 then 'NaN' when 2 then 'Infinity' when 3 then '-Infinity' else i / 8.0 end::float8, i / 4.0,
  case i when 1 then 'NaN' when 2 then 1e1000 when 3 then -1e-1000 else i end::numeric, i / 3.0, i::numeric::money,
  case i when 1 then 'infinity' when 2 then '-infinity' else date '2020-01-01' + i end::date,
  case i when 1 then 'infinity' else timestamptz '2020-01-01 00:00Z' + i * interval '1 hour' end,
  timestamp '0001-01-01 00:00 BC' + i * interval '1 day', time '01:00' + i * interval '1 second', '10:00+02',
  i * interval '1 minute', case when i % 2 = 0 then 'Žluťoučký ' || i else repeat('𝒳', i % 5) end, 'c' || i, 'f' || i,
  'n' || i, i % 2 = 0, ('00000000-0000-4000-8000-' || lpad(i::text, 12, '0'))::uuid, jsonb_build_object('a', i % 4),
  '{"a": 1}', array[i, i % 3], array['sad', 'happy']::mood[], array['{}'::json], int4range(i, i + 5),
  nummultirange(numrange(i, i + 1)), (array['sad', 'ok', 'happy'])[i % 3 + 1]::mood, row(i, '{}'::json)::pair,
  ('10.0.' || i % 200 || '.1')::inet, '10.0.0.0/8', '08:00:2b:01:02:03', b'101', decode(lpad(to_hex(i), 4, '0'), 'hex'),
  point(i, i), '0/16'::pg_lsn, null,
  to_tsvector('simple', 'word ' || i % 5), ('<a n="' || i || '"/>')::xml, '08:00:2b:01:02:03:04:05', b'1010', '[(0,0),(1,1)]', i::text::xid8
from generate_series(1, 300) i;
create table empty_one (id int, amount numeric, word text, seen date);
create table all_null (id int, amount float8, word text, seen timestamptz, list int[], yes bool);
insert into all_null select from generate_series(1, 50);
create table great (value float8, span interval);
insert into great values (1e308, '1 day'), (1e308, '2 days'), (-1e308, null), (1, '1 year');
create table toasted (body text, raw bytea);
insert into toasted select string_agg(md5((i * j)::text), ''), decode(string_agg(md5((i * j)::text), ''), 'hex')
  from generate_series(1, 5) i, generate_series(1, 3000) j group by i;
create table sales (region text, day date, amount numeric) partition by list (region);
create table sales_eu partition of sales for values in ('eu') partition by range (day);
create table sales_eu_now partition of sales_eu for values from ('2024-01-01') to (maxvalue);
create table sales_us partition of sales for values in ('us');
insert into sales select case when i % 4 = 0 then 'eu' else 'us' end, date '2024-01-01' + i, i from generate_series(1, 400) i;
create table many (id int primary key, member int, word text, price numeric(12, 2), at timestamptz, flag bool, day date);
insert into many select i, hashint4(i) % 40000, md5((i % 100000)::text), (i % 777) / 10.0, timestamptz '2024-01-01' + i * interval '1 s', i % 3 = 0,
    case i when 1 then 'infinity' else date '1990-01-01' + i % 20000 end
  from generate_series(1, 120000) i;
analyze many, sales;
-- Nulls that ANALYZE has not seen.
update many set flag = null, price = null where id = 9;
create table none ();
insert into none default values;
create table closed (id int); insert into closed select generate_series(1, 20); analyze closed;
create table half_open (id int, secret text); insert into half_open values (1, 'x');
create table guarded (id int); insert into guarded select generate_series(1, 10);
alter table guarded enable row level security;
create policy few on guarded using (id < 4);
create role reader login password 'reads tables';
grant select on all tables in schema public to reader;
revoke select on closed, half_open from reader; grant select (id) on half_open to reader;
`

const mapValues = (record: Readonly<Record<string, number>>, to: (value: number) => string) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]))

describe.each(outerMajors())('a profile on Postgres %i', (major) => {
  let server: TestServer
  const profile = async (
    rest: Partial<ProfileRequest> = {},
    username = 'postgres',
    signal = new AbortController().signal,
  ) => {
    const password = username === 'postgres' ? server.password : 'reads tables'
    const form = { hostPort: `127.0.0.1:${server.port}`, username, password, database: 'shop' }
    const result = await postgres.profile(form, { signal, request: { ...plain, ...rest }, report: () => undefined })
    if (!result.ok) throw new Error(`${result.error.code}: ${result.error.summary} ${result.error.detail}`)
    return result.value
  }
  const one = ({ relations }: ProfileReading, name: string) => {
    const found = relations.find(({ relation }) => relation === name)
    if (found === undefined) throw new Error(`${name} was not profiled`)
    return found
  }
  const metricsOf = (reading: ProfileReading, relation: string, column: string): ColumnMetrics =>
    one(reading, relation).columns.find((entry) => entry.column === column)?.metrics ?? {}
  /** What the server answers to one question per figure, as text. */
  const ask = async (relation: string, figures: Readonly<Record<string, string>>) => {
    const list = Object.entries(figures).map(([name, sql]) => `(${sql})::text as "${name}"`)
    const settings = "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set extra_float_digits = 3;"
    const rows = await server.sql(`${settings} select ${list.join(', ')} from ${relation}`, 'shop')
    return rows[0] as Readonly<Record<string, string | null>>
  }
  const told = (metrics: ColumnMetrics, names: readonly string[]) =>
    Object.fromEntries(
      names.map((name) => [name, (metrics as Record<string, { value: unknown }>)[name]?.value ?? null]),
    )
  const close = (a: unknown, b: unknown) => {
    if (a === null || b === null || Number.isNaN(Number(b))) return expect(String(a)).toBe(String(b))
    if (!Number.isFinite(Number(b))) return expect(String(a)).toBe(String(b))
    expect(Math.abs(Number(a) - Number(b))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(Number(b))))
  }

  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create database shop')
    await server.sql(torture, 'shop')
  })
  afterAll(() => server?.stop())

  test('has counts of every kind of column that equal independent SQL', async () => {
    const reading = await profile({ relations: ['kinds'] })
    expect(reading.failed).toEqual([])
    const { columns, rows } = one(reading, 'kinds')
    expect(rows).toEqual({ value: '300', basis: 'exact', rows: '300' })
    expect(columns).toHaveLength(43)
    for (const { column, metrics } of columns) {
      const x = `"${column.replaceAll('"', '""')}"`
      const sortable = !['raw_doc', 'documents', 'combined', 'place', 'markup', 'path'].includes(column)
      const expected = await ask('kinds', {
        nullCount: `count(*) - count(${x})`,
        ...(sortable ? { distinctCount: `count(distinct ${x})` } : {}),
      })
      expect({ column, ...told(metrics, Object.keys(expected)) }).toEqual({ column, ...expected })
      for (const measure of Object.values(metrics)) expect(measure).toMatchObject({ basis: 'exact', rows: '300' })
    }
  })

  test('has moments and quantiles of numbers that equal independent SQL, NaN and infinities among them', async () => {
    const reading = await profile({ relations: ['kinds'] })
    for (const column of ['small', 'id', 'ratio', 'single', 'huge', 'cost']) {
      const expected = await ask('kinds', {
        mean: `avg(${column})`,
        sum: `sum(${column})`,
        stddev: `stddev(${column})`,
        min: `min(${column})`,
        max: `max(${column})`,
      })
      const metrics = metricsOf(reading, 'kinds', column)
      for (const [name, value] of Object.entries(expected)) close(told(metrics, [name])[name], value)
      const once = `select ${column} from kinds where ${column} is not null group by 1 having count(*) = 1`
      const [unique] = await server.sql(`select count(*) from (${once}) u`, 'shop')
      expect(metrics.uniqueCount?.value).toBe(unique?.count)
    }
    const quantiles = await ask('kinds', {
      q1: 'percentile_cont(0.25) within group (order by cost)',
      median: 'percentile_cont(0.5) within group (order by cost)',
      q3: 'percentile_cont(0.75) within group (order by cost)',
    })
    for (const [name, value] of Object.entries(quantiles))
      close(told(metricsOf(reading, 'kinds', 'cost'), [name])[name], value)
    expect(told(metricsOf(reading, 'kinds', 'ratio'), ['nanCount', 'infiniteCount', 'max', 'min'])).toEqual({
      nanCount: '1',
      infiniteCount: '2',
      max: 'NaN',
      min: '-Infinity',
    })
    expect(metricsOf(reading, 'kinds', 'id').max?.value).toBe('9007199254741293')
  })

  test('has least and greatest values and lengths of every kind that has them', async () => {
    const reading = await profile({ relations: ['kinds'] })
    const kinds = ['day', 'moment', 'wall', 'clock', 'span', 'word', 'code', 'list', 'feeling', 'address', 'cash']
    for (const column of kinds) {
      const expected = await ask('kinds', { min: `min(${column})`, max: `max(${column})` })
      expect(told(metricsOf(reading, 'kinds', column), ['min', 'max'])).toEqual(expected)
    }
    const sorted = {
      key: 'uuid',
      range: 'int4range',
      blob: 'bytea',
      mac: 'macaddr',
      doc: 'jsonb',
      ranges: 'multirange',
    }
    for (const column of Object.keys(sorted)) {
      const expected = await ask('kinds', {
        min: `(array_agg(${column} order by ${column}))[1]`,
        max: `(array_agg(${column} order by ${column} desc))[1]`,
      })
      expect({ column, ...told(metricsOf(reading, 'kinds', column), ['min', 'max']) }).toEqual({ column, ...expected })
    }
    expect(told(metricsOf(reading, 'kinds', 'yes'), ['min', 'max', 'trueCount'])).toEqual({
      min: false,
      max: true,
      trueCount: '150',
    })
    expect(metricsOf(reading, 'kinds', 'day')).toMatchObject({ infiniteCount: { value: '2' } })
    const lengths = await ask('kinds', { minLength: 'min(length(word))', maxLength: 'max(length(word))' })
    expect(told(metricsOf(reading, 'kinds', 'word'), ['minLength', 'maxLength'])).toEqual({
      minLength: Number(lengths.minLength),
      maxLength: Number(lengths.maxLength),
    })
  })

  test('copes with nothing, with nulls only, with overflow, with long values and with no columns', async () => {
    const reading = await profile({ relations: ['empty_one', 'all_null', 'great', 'toasted', 'none'] })
    expect(reading.failed).toEqual([])
    expect(metricsOf(reading, 'empty_one', 'amount')).toMatchObject({
      rowCount: { value: '0' },
      nullCount: { value: '0' },
      nullFraction: { value: null },
      distinctCount: { value: '0' },
      mean: { value: null },
      min: { value: null },
      topValues: { value: [] },
    })
    expect(metricsOf(reading, 'all_null', 'amount')).toMatchObject({
      nullCount: { value: '50' },
      nullFraction: { value: 1 },
      distinctCount: { value: '0' },
      median: { value: null },
    })
    expect(Number(metricsOf(reading, 'great', 'value').mean?.value)).toBeCloseTo(2.5e307, -300)
    expect(Number(metricsOf(reading, 'great', 'value').stddev?.value)).toBeGreaterThan(1e307)
    const lengths = await ask('toasted', { text: 'max(length(body))', bytes: 'max(octet_length(raw))' })
    expect(metricsOf(reading, 'toasted', 'body').maxLength?.value).toBe(Number(lengths.text))
    expect(metricsOf(reading, 'toasted', 'raw').maxLength?.value).toBe(Number(lengths.bytes))
    expect(String(metricsOf(reading, 'toasted', 'body').max?.value)).toHaveLength(1000)
    expect(one(reading, 'none')).toMatchObject({ rows: { value: '1' }, columns: [] })
  })

  test('counts the rows of all partitions once, and those of one where it is named', async () => {
    const reading = await profile({ budget: { ...plain.budget, bytes: 2_000_000 } })
    expect(reading.failed).toMatchObject([{ relation: 'many', reason: { code: 'BUDGET_SPENT' } }])
    expect(reading.relations.map(({ relation }) => relation)).not.toContain('sales_us')
    expect(one(reading, 'sales').rows?.value).toBe('400')
    expect(metricsOf(reading, 'sales', 'amount').sum?.value).toBe('80200')
    const part = await profile({ relations: ['public.sales_eu'] })
    expect(one(part, 'sales_eu').rows?.value).toBe('100')
  })

  test('leaves to statistics what they tell of a large table, and is exact on request', async () => {
    const usual = await profile({ relations: ['many'] })
    const exact = await profile({ relations: ['many'], exact: true })
    for (const column of ['id', 'member', 'word', 'price', 'at', 'day']) {
      const { distinct = '' } = await ask('many', { distinct: `count(distinct ${column})` })
      expect(metricsOf(exact, 'many', column).distinctCount).toEqual({
        value: distinct,
        basis: 'exact',
        rows: '120000',
      })
      const found = Number(metricsOf(usual, 'many', column).distinctCount?.value)
      expect(Math.abs(found / Number(distinct) - 1)).toBeLessThan(0.01)
    }
    const figures = {
      min: 'min(price)',
      max: 'max(price)',
      mean: 'avg(price)',
      stddev: 'stddev(price)',
      sum: 'sum(price)',
    }
    for (const column of ['id', 'word', 'price', 'flag']) {
      const { nulls } = await ask('many', { nulls: `count(*) - count(${column})` })
      expect(metricsOf(usual, 'many', column).nullCount).toEqual({ value: nulls, basis: 'exact', rows: '120000' })
    }
    expect(metricsOf(usual, 'many', 'word')).toMatchObject({ min: { basis: 'estimate' }, meanLength: { value: 32 } })
    const ends = await ask('many', { min: 'min(word)', max: 'max(word)' })
    expect(told(metricsOf(exact, 'many', 'word'), ['min', 'max'])).toEqual(ends)
    for (const [name, value] of Object.entries(await ask('many', figures))) {
      close(told(metricsOf(usual, 'many', 'price'), [name])[name], value)
      close(told(metricsOf(exact, 'many', 'price'), [name])[name], value)
    }
    const shares = { q1: 0.25, median: 0.5, q3: 0.75 }
    for (const [column, kind] of Object.entries({
      id: 'cont',
      member: 'cont',
      price: 'cont',
      day: 'disc',
      at: 'disc',
    })) {
      const expected = await ask(
        'many',
        mapValues(shares, (share) => `percentile_${kind}(${share}) within group (order by ${column})`),
      )
      for (const [name, value] of Object.entries(expected)) {
        const [found] = Object.values(told(metricsOf(exact, 'many', column), [name]))
        if (kind === 'cont') close(found, value)
        else expect(found).toBe(value)
      }
      expect(metricsOf(exact, 'many', column).histogram?.value.bounds).toHaveLength(21)
    }
    const { median } = await ask('many', { median: 'percentile_cont(0.5) within group (order by price)' })
    const guess = metricsOf(usual, 'many', 'price').median
    expect(guess?.basis).toBe('estimate')
    expect(Math.abs(Number(guess?.value) / Number(median) - 1)).toBeLessThan(0.05)
  })

  test('lets workers share the reading of a large table, whatever is made of its rows', async () => {
    const list = createSelectList({ from: 'public.many s', gather: null }, ['"word"'], true)
    list.add(`pg_catalog.max(${list.derive('pg_catalog.length(s."word")')})`)
    list.addSorted('pg_catalog.count(distinct s."word")')
    const [main = '', ...apart] = list.statements()
    const eager = 'set max_parallel_workers_per_gather = 2; set parallel_setup_cost = 0;'
    const plan = await server.sql(`${eager} explain ${main}`, 'shop')
    expect(JSON.stringify(plan)).toContain('Parallel Seq Scan')
    expect(apart).toHaveLength(1)
  })

  test.each([
    { method: 'bernoulli', percent: 20 },
    { method: 'system', percent: 20 },
    { method: 'rows', rows: 24_000 },
  ] as const)('of a sample says how far off it may be: %o', async (sample) => {
    const reading = await profile({ relations: ['many'], sample })
    const { flag, id } = { flag: metricsOf(reading, 'many', 'flag'), id: metricsOf(reading, 'many', 'id') }
    expect(id.mean?.basis).toBe('sampled')
    expect(Number(id.mean?.rows)).toBeGreaterThan(16_000)
    expect(Number(id.mean?.rows)).toBeLessThan(32_000)
    if (sample.method === 'system') return expect(id.mean?.error).toBeUndefined()
    // Twice the 95 % interval, so that luck does not decide.
    expect(Math.abs(Number(id.mean?.value) - 60_000.5)).toBeLessThan(2 * (id.mean?.error ?? 0))
    expect(Math.abs(Number(flag.trueCount?.value) - 40_000)).toBeLessThan(2 * (flag.trueCount?.error ?? 0))
    expect(Number(id.distinctCount?.value) / 120_000).toBeCloseTo(1, 1)
  })

  test('of rows that fulfil a condition is about those', async () => {
    const reading = await profile({ relations: ['kinds'], where: 'small = 1 -- only these' })
    const { count } = await ask('kinds where small = 1', { count: 'count(*)' })
    expect(one(reading, 'kinds').rows).toEqual({ value: count, basis: 'exact', rows: count })
    expect(metricsOf(reading, 'kinds', 'small')).toMatchObject({ min: { value: 1 }, max: { value: 1 } })
  })

  test('gives estimates of what may not be read, and says where rows or columns are hidden', async () => {
    const reading = await profile({ relations: ['closed', 'half_open', 'guarded'] }, 'reader')
    expect(reading.failed).toEqual([])
    expect(one(reading, 'closed')).toMatchObject({
      rows: { value: '20', basis: 'estimate' },
      columns: [],
      problems: [{ code: 'TABLE_NOT_READABLE' }],
    })
    expect(one(reading, 'half_open')).toMatchObject({
      rows: { value: '1', basis: 'exact' },
      columns: [{ column: 'id' }],
      problems: [{ code: 'COLUMNS_NOT_READABLE', message: expect.stringContaining('secret') }],
    })
    expect(one(reading, 'guarded')).toMatchObject({ rows: { value: '3' }, problems: [{ code: 'ROWS_HIDDEN' }] })
  })
})
