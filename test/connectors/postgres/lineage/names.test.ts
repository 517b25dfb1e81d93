import { describe, expect, it } from 'vitest'
import { codesOf, columnsOf, lineageOf, readsOf, relation } from './describe-lineage.ts'

const a = relation('a', 'id v ts tags')
const b = relation('b', 'id w')
const parts = relation('parts', 'id')
const contents = {
  database: 'd',
  searchPath: ['public'],
  relations: [a, b, parts, { ...relation('part_1', 'id'), root: parts }],
  functions: [{ schema: 'public', name: 'totals', columns: ['id', 'amount'] }],
}

async function outputs(sql: string): Promise<readonly string[]> {
  return (await lineageOf(sql, contents)).flatMap(columnsOf)
}

describe('with a catalog', () => {
  it.each([
    ['select * from b', ['id ← b.id', 'w ← b.w']],
    ['table b', ['id ← b.id', 'w ← b.w']],
    ['select t.* from b as t(p)', ['p ← b.id', 'w ← b.w']],
    ['select (b).* from b', ['id ← b.id', 'w ← b.w']],
    ['select row_to_json(b) from b', ['row_to_json ← b.id, b.w']],
    ['select V, "v" from A', ['v ← a.v', 'v ← a.v']],
    ['select id from a join b using (id)', ['id ← a.id (direct+join), b.id (join)']],
    ['select id from a right join b using (id)', ['id ← a.id (join), b.id (direct+join)']],
    ['select id from a full join b using (id)', ['id ← a.id (direct+join), b.id (direct+join)']],
    [
      'select x, w from (a natural join b) as j(x)',
      ['x ← a.id (direct+join), b.id (join)', 'w ← a.id (join), b.id (join), b.w'],
    ],
    ['select j.id from a join b using (id) as j', ['id ← a.id (direct+join), b.id (join)']],
    ['select v as x from a group by x order by 1', ['x ← a.v (direct+group+sort)']],
    ['select (select max(w) from b where b.id = a.id) from a', ['max ← a.id (filter), b.id (filter), b.w']],
    ['select id from a where exists (select from b where w = v)', ['id ← a.id, a.v (filter), b.w (filter)']],
    ['select l.w from a, lateral (select w from b where b.id = a.id) l', ['w ← a.id (filter), b.id (filter), b.w']],
    ['with b as (select v as w from a) select w from b', ['w ← a.v']],
    ['with b as (select * from b) select w from b', ['w ← b.w']],
    ['with x as materialized (select id from a), y(k) as (select id from x) select k from y', ['k ← a.id']],
    [
      'with recursive r(n, p) as (select id, v from a union all select b.id, r.p from b join r on b.w = r.n) select p from r',
      ['p ← a.id (join), a.v, b.id (join), b.w (join)'],
    ],
    ['select v from a union all select w from b', ['v ← a.v, b.w']],
    ['select v from a except select w from b', ['v ← a.v, b.w (filter)']],
    [
      'select sum(v) over win from a window win as (partition by id order by ts)',
      ['sum ← a.id (window), a.ts (window), a.v'],
    ],
    ['select count(*) filter (where v > 1) from a', ['count ← a.*, a.v (conditional)']],
    ["select string_agg(v, ',' order by ts) from a", ['string_agg ← a.ts (sort), a.v']],
    [
      'select id, sum(v) from a group by grouping sets ((id), (ts, 1))',
      ['id ← a.id (direct+group), a.ts (group)', 'sum ← a.id (group), a.ts (group), a.v'],
    ],
    ['select case when v > 1 then ts end from a', ['case ← a.ts, a.v (conditional)']],
    ['select e, n from a, unnest(tags) with ordinality as u(e, n)', ['e ← a.tags', 'n ← ']],
    ['select amount from totals(1), b', ['amount ← ']],
    ['select t.key from a, jsonb_each(tags) t', ['key ← a.tags']],
    ["select t.q from a, json_table(tags, '$' columns (q int path '$.q')) t", ['q ← a.tags']],
    ['values (1, (select max(v) from a))', ['column1 ← ', 'column2 ← a.v']],
    ['select ctid from b', ['ctid ← b.ctid']],
    ['select id from part_1', ['id ← parts.id']],
    ['select distinct on (id) v from a tablesample system (1)', ['v ← a.id (group), a.v']],
    ['explain select v from a', ['v ← a.v']],
    ['copy (select v from a where id = 1) to stdout', ['v ← a.id (filter), a.v']],
  ])('%s', async (sql, expected) => {
    expect(await outputs(sql)).toEqual(expected)
  })

  it('resolves writes into their target by position or name', async () => {
    const cases = [
      ['insert into b select id, v from a', ['b.id ← a.id', 'b.w ← a.v']],
      ['insert into b (w) select v from a on conflict (id) do update set w = excluded.w + b.id', ['b.w ← a.v, b.id']],
      [
        'update b set (w, id) = (select v, id from a) where w > 1',
        ['b.w ← a.v, b.w (filter)', 'b.id ← a.id, b.w (filter)'],
      ],
      ['update b set w = a.v from a where a.id = b.id', ['b.w ← a.id (filter), a.v, b.id (filter)']],
      [
        'merge into b using a on a.id = b.id when matched then update set w = a.v when not matched by source then delete when not matched then insert values (a.id, a.ts)',
        ['b.w ← a.id (join), a.ts, a.v, b.id (join)', 'b.id ← a.id (direct+join), b.id (join)'],
      ],
      ['create table c (x) as select v from a', ['c.x ← a.v']],
      ['select v into c from a', ['c.v ← a.v']],
      ['create view c (x) as select v from a', ['c.x ← a.v']],
    ] as const
    for (const [sql, expected] of cases) expect(await outputs(sql), sql).toEqual(expected)
  })

  it('makes an entry of its own for a write inside of WITH', async () => {
    const [gone, kept] = await lineageOf(
      'with m as (delete from a where v > 1 returning id)\ninsert into b (id) select id from m',
      contents,
    )
    expect([gone?.kind, gone?.target?.relation, gone && readsOf(gone)]).toEqual(['delete', 'a', ['a.id', 'a.v']])
    expect([kept?.kind, kept && columnsOf(kept)]).toEqual(['insert', ['b.id ← a.id']])
  })

  it('says what the catalog does not have', async () => {
    const [entry] = await lineageOf('select nope\nfrom missing, a', contents)
    expect(entry?.problems).toContainEqual(expect.objectContaining({ code: 'LINEAGE_RELATION_UNKNOWN', line: 2 }))
    expect((await lineageOf('select a.nope from a', contents)).flatMap(codesOf)).toEqual(['LINEAGE_COLUMN_UNKNOWN'])
    expect((await lineageOf('select relname from pg_class', contents)).flatMap(codesOf)).toEqual([])
  })
})

describe('without a catalog', () => {
  it('leaves unknown what only a server could know', async () => {
    const [entry] = await lineageOf('select v from a, b')
    expect(entry && columnsOf(entry)).toEqual(['v ← ?.v'])
    expect(entry?.problems.map(({ code }) => code)).toEqual(['LINEAGE_COLUMN_AMBIGUOUS'])
    expect(await lineageOf('insert into t select * from s.b')).toMatchObject([
      {
        target: { database: null, schema: null, relation: 't' },
        reads: [{ schema: 's', relation: 'b', column: null }],
      },
    ])
  })

  it('knows what the script itself makes, renames and drops', async () => {
    const script = `
      set search_path to shop;
      create table cart (id int, item int);
      alter table cart add column state text, drop column item;
      alter table cart rename to basket;
      create temp table late as select * from basket;
      select * from late;
      drop table late;
      select * from late;`
    const entries = await lineageOf(script)
    expect(entries.slice(4).map(columnsOf)).toEqual([
      ['pg_temp.late.id ← shop.basket.id', 'pg_temp.late.state ← shop.basket.state'],
      ['id ← pg_temp.late.id', 'state ← pg_temp.late.state'],
      [],
      ['* ← shop.late.*'],
    ])
  })
})
