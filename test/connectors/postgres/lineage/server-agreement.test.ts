import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { lineageOf, readsOf } from './describe-lineage.ts'

const tables = {
  a: ['id', 'v', 'ts', 'tags'],
  b: ['id', 'w', 'a_id'],
  'Odd Name': ['Id', 'x y'],
} as const

const queries = [
  'select * from a join b using (id)',
  'select a.*, w from a natural left join b',
  'select id, count(*) as n from a full join b using (id) group by id having max(w) > 1',
  'select x, w from (a cross join b) as j(x)',
  'select "Id" as id, o."x y" from "Odd Name" o order by "x y"',
  'select (select max(w) from b where b.a_id = a.id) from a',
  'select id from a where exists (select 1 from b where w = v)',
  'select id from a where v in (select w from b) or v = any (select a_id from b)',
  'select l.w, a.v from a, lateral (select w from b where b.a_id = a.id order by w limit 1) l',
  'select l.w from a left join lateral (select w, id from b where a_id = a.id) l on true',
  'with b as (select v as w from a) select w from b',
  'with x(k) as (select id from a), y as (select k, w from x join b on b.id = k) select * from y',
  'with recursive r(n, p) as (select id, v from a union all select b.id, r.p from b join r on b.a_id = r.n) select p from r',
  'select v from a union select w from b order by 1',
  'select v from a except all (select w from b intersect select a_id from b)',
  'select sum(v) over win, rank() over (win order by id) from a window win as (partition by ts)',
  'select count(*) filter (where v > 1), array_agg(id order by ts) from a',
  'select case when v > 1 then ts end, coalesce(v, 0), nullif(v, id), v is null, greatest(v, id) from a',
  'select v::text, ts::date, array[v, id], exists (select from b), cast(v + 1 as text) from a',
  'select e, n from a, unnest(tags) with ordinality as u(e, n)',
  'select g, v from generate_series(1, 3) g, a where a.id = g',
  'select f.* from a, rows from (unnest(tags), generate_series(1, v)) as f(p, q)',
  'select id, sum(v) from a group by grouping sets ((id), rollup (ts, id))',
  'select distinct on (id) v as w from a order by id, ts desc',
  'select v as x, ts from a group by x, 2, ts',
  "select extract(year from ts), current_date, ts at time zone 'UTC', upper(tags[1]) from a",
  'select t.q from (values (1, 2), (3, 4)) as t(p, q) join a on a.id = t.p',
  'select s.z from (select *, v as z from (select * from a) i) s where s.ts is not null',
  'select j.id from a join b on a.id = b.a_id join a j using (v)',
  'select row_to_json(a) as r, count(b.*) as n from a, b group by a.*',
  'select row(a.*)::text as r, w from a, b',
  'select a.id from a tablesample system (10) where (v, id) = (select w, id from b limit 1)',
] as const

describe('a view reads and gives what the server says that it does', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer()
    await server.sql('create table a (id int, v int, ts timestamptz, tags text[])')
    await server.sql('create table b (id int, w int, a_id int)')
    await server.sql('create table "Odd Name" ("Id" int, "x y" text)')
  })
  afterAll(() => server.stop())

  const relations = Object.entries(tables).map(([name, columns]) => ({
    database: 'd',
    schema: 'public',
    name,
    columns,
  }))
  const contents = { database: 'd', searchPath: ['public'], relations }

  it.each(queries)('%s', async (query) => {
    const [row] = await server.sql(`
      create or replace temp view v as select 1;
      drop view v;
      create temp view v as ${query};
      select
        (select coalesce(json_agg(distinct c.relname || '.' || a.attname), '[]')
          from pg_rewrite r
          join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
            and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0
          join pg_class c on c.oid = d.refobjid and c.relname <> 'v'
          join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
          where r.ev_class = 'v'::regclass) as reads,
        (select json_agg(attname order by attnum) from pg_attribute where attrelid = 'v'::regclass) as names`)
    const [entry] = await lineageOf(query, contents)
    expect(entry?.problems).toEqual([])
    const reads = entry === undefined ? [] : readsOf(entry)
    expect(reads.filter((name) => !name.endsWith('.*'))).toEqual([row?.reads].flat().sort())
    expect(entry?.columns.map(({ target }) => target.column)).toEqual(row?.names)
  })
})
