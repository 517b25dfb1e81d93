import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { ColumnMetrics, ProfileReading } from '../../../../src/core/quality/profile.ts'
import { withholdValues } from '../../../../src/core/quality/withhold-values.ts'
import { outerMajors, productMajor } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'

const tables = `
create type mood as enum ('sad', 'ok', 'happy');
create domain price as numeric check (value > -1);
create domain dear as price;
create domain letters as char(4);
create domain switches as bit(4);
create domain wide_switches as varbit;
create domain past as timestamptz;
create type pair as (a int, b json);
create table behind_domains (cost dear, word letters, bits switches, many wide_switches, at past, words letters[]);
insert into behind_domains select i, 'ab' || i, (i % 16)::bit(4), (i % 16)::bit(6), timestamptz '2024-01-01' + i * interval '1 day',
  array['ab' || i]::letters[] from generate_series(1, 40) i;
create table odd_kinds (p point, b box, l lseg, li line, po polygon, c circle, pa path, boxes box[], points point[], moneys money[],
  nets inet[], ranges daterange[], spans interval[], texts text[], bits bit(3)[], pairs pair[], vectors tsvector[],
  q tsquery, names name[], ids oid[], flag "char", cls regclass, snap pg_snapshot, js json, xs xml[], vec int2vector, ov oidvector,
  dr datemultirange, tr tstzrange, ts tsvector, cash money, half bit varying(5), moods mood[], pri pair, prices dear[], acl aclitem, sys xid, cm cid);
insert into odd_kinds values (point(1, 2), '((1,1),(0,0))', '[(0,0),(1,1)]', '{1,2,3}', '((0,0),(1,1),(2,0))', '<(0,0),1>', '[(0,0),(1,1)]',
  '{(1,1),(0,0)}', array[point(0, 0)], array['1'::money], '{10.0.0.1}', '{"[2024-01-01,2024-02-01)"}', '{1 day}', '{a,null}', '{101}',
  array[row(1, '{}')::pair], array['a b'::tsvector], 'a & b', '{n}', '{1}', 'x', 'pg_class', '10:20:10,14', '[1]', array['<a/>'::xml], '1 2', '3 4',
  '{[2024-01-01,2024-02-01)}', '[2024-01-01,infinity)', 'a b', '-1', '101', '{sad}', row(1, '{}'), '{1,2}', 'postgres=r/postgres', '7', '8');
insert into odd_kinds default values;
`

describe.each(outerMajors())('a profile of rare types on Postgres %i', (major) => {
  let server: TestServer
  const profile = async ({ relations }: { readonly relations: readonly string[] }): Promise<ProfileReading> => {
    const form = {
      hostPort: `127.0.0.1:${server.port}`,
      username: 'postgres',
      password: server.password,
      database: 'shop',
    }
    const budget = { totalMs: null, relationMs: 60_000, bytes: null }
    const request = { relations, exact: false, sample: null, where: null, budget, done: [] }
    const signal = new AbortController().signal
    const result = await postgres.profile(form, { signal, request, report: () => undefined })
    if (!result.ok) throw new Error(result.error.summary)
    return result.value
  }
  const one = ({ relations }: ProfileReading, name: string) => {
    const found = relations.find(({ relation }) => relation === name)
    if (found === undefined) throw new Error(`${name} was not profiled`)
    return found
  }
  const metricsOf = (reading: ProfileReading, relation: string, column: string): ColumnMetrics =>
    one(reading, relation).columns.find((entry) => entry.column === column)?.metrics ?? {}

  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create database shop')
    await server.sql(tables, 'shop')
  })
  afterAll(() => server?.stop())

  test('sees whole values behind domains, and numbers and times behind them as such', async () => {
    const reading = await profile({ relations: ['behind_domains'] })
    const [expected] = await server.sql('select min(word::text), max(word::text) from behind_domains', 'shop')
    expect(metricsOf(reading, 'behind_domains', 'word')).toMatchObject({
      min: { value: expected?.min },
      max: { value: expected?.max },
      distinctCount: { value: '40' },
    })
    expect(metricsOf(reading, 'behind_domains', 'bits')).toMatchObject({
      distinctCount: { value: '16' },
      max: { value: '1111' },
    })
    expect(metricsOf(reading, 'behind_domains', 'many')).toMatchObject({
      distinctCount: { value: '16' },
      max: { value: '001111' },
    })
    const bases = one(reading, 'behind_domains').columns.map(({ column, base }) => [column, base])
    expect(bases).toMatchObject([
      ['cost', 'numeric'],
      ['word', 'bpchar'],
      ['bits', '"bit"'],
      ['many', 'bit varying'],
      ['at', 'timestamp with time zone'],
      ['words', undefined],
    ])
    const kept = withholdValues(one(reading, 'behind_domains')).columns.map(({ metrics }) => metrics)
    expect(kept[1]).not.toHaveProperty('max')
    expect(kept[4]?.max?.value).toMatch(/^2024-02-10/)
    expect(kept[0]?.max?.value).toBe('40')
  })

  test('fails over no type: shapes, pseudo-numbers, composites, and arrays of everything', async () => {
    const reading = await profile({ relations: ['odd_kinds'] })
    expect(reading.failed).toEqual([])
    const { columns } = one(reading, 'odd_kinds')
    for (const { column, metrics } of columns) {
      expect({ column, nulls: metrics.nullCount?.value }).toEqual({ column, nulls: '1' })
    }
    expect(metricsOf(reading, 'odd_kinds', 'cash')).toMatchObject({ min: { value: '-$1.00' }, sum: { value: '-1.00' } })
    expect(metricsOf(reading, 'odd_kinds', 'texts')).toMatchObject({
      maxLength: { value: 2 },
      distinctCount: { value: '1' },
    })
    expect(metricsOf(reading, 'odd_kinds', 'p')).not.toHaveProperty('distinctCount')
  })

  test('nor over what extensions bring: key-value pairs, and files read as tables', async () => {
    const names = "select name from pg_available_extensions where name in ('hstore', 'file_fdw') order by 1"
    const there = (await server.sql(names, 'shop')).map(({ name }) => String(name))
    if (major === productMajor) expect(there).toEqual(['file_fdw', 'hstore'])
    const make: Readonly<Record<string, string>> = {
      file_fdw: `create server files foreign data wrapper file_fdw; create foreign table of_extension (a int, b text)
        server files options (program 'printf "1,x\\n2,\\n"', format 'csv')`,
      hstore: `create table of_extension (a hstore, b hstore[]);
        insert into of_extension values ('k=>1', array['k=>2'::hstore]), ('k=>2', null)`,
    }
    for (const name of there) {
      await server.sql(`create extension ${name}; ${make[name]}`, 'shop')
      const reading = await profile({ relations: ['of_extension'] })
      expect(reading.failed).toEqual([])
      expect(metricsOf(reading, 'of_extension', 'a').distinctCount?.value).toBe('2')
      expect(metricsOf(reading, 'of_extension', 'b').nullCount?.value).toBe('1')
      await server.sql(`drop ${name === 'hstore' ? '' : 'foreign'} table of_extension`, 'shop')
    }
  })
})
