import { expect, it } from 'vitest'
import { codesOf, columnsOf, lineageOf, readsOf, relation } from './describe-lineage.ts'

it('follows values through the static statements of PL/pgSQL', async () => {
  const entries = await lineageOf(`create function shop.fill(a int, b text[]) returns void language plpgsql as $$
declare
  v text;
  r shop.cart%rowtype;
  c cursor for select z from shop.z;
begin
  create temp table tt as select id, state from shop.cart where id = a;
  select state into v from tt;
  r.id := 3;
  insert into shop.log (msg, n) values (v, a);
  for r in select c.item from shop.cart c loop
    insert into shop.log2 (x) values (r.item);
  end loop;
  if exists (select from shop.gate where open) then
    update shop.cart set state = v where id = fill.a;
  end if;
  execute 'delete from shop.cart where id = $1' using a;
  execute format('truncate %I', v);
end $$`)
  expect(entries.map(({ line, kind }) => `${line} ${kind}`)).toEqual([
    '1 create_function',
    '7 create_table_as',
    '8 select',
    '10 insert',
    '11 select',
    '12 insert',
    '14 select',
    '15 update',
    '17 delete',
    '18 execute',
  ])
  const inside = entries.slice(1)
  expect(new Set(inside.map(({ routine }) => routine))).toEqual(new Set(['shop.fill(integer, text[])']))
  const target = (name: string) => inside.filter((entry) => entry.target?.relation === name).flatMap(columnsOf)
  expect(target('tt')[1]).toBe('pg_temp.tt.state ← shop.cart.id (filter), shop.cart.state')
  expect(target('log')).toEqual(['shop.log.msg ← pg_temp.tt.state', 'shop.log.n ← '])
  expect(target('log2')).toEqual(['shop.log2.x ← shop.cart.item'])
  expect(inside.flatMap(codesOf)).toEqual(['LINEAGE_DYNAMIC_SQL'])
})

it('reads SQL bodies, quoted and standard, and DO', async () => {
  const entries = await lineageOf(`create function one(k int) returns int language sql as 'select max(v)
from t where id = k and u = one.k';
create function two() returns int begin atomic
  select w from t;
end;
create function three(p int) returns int return (select max(p + v) from t);
do $$ begin
  insert into d (x) select y from s;
end $$;`)
  expect(
    entries.filter(({ reads }) => reads.length > 0).map((entry) => [entry.line, entry.routine, ...columnsOf(entry)]),
  ).toEqual([
    [1, 'one(integer)', 'max ← t.id (filter), t.u (filter), t.v'],
    [4, 'two()', 'w ← t.w'],
    [6, 'three(integer)', 'max ← t.v'],
    [8, undefined, 'd.x ← s.y'],
  ])
})

it('lists a body that cannot be read', async () => {
  const entries = await lineageOf('create function f() returns int language plpgsql as $$ begin bogus; end $$')
  expect(entries.flatMap(codesOf)).toEqual(['LINEAGE_ROUTINE_UNPARSABLE'])
})

it.each([
  ['SET in its header', "set search_path = b, pg_temp as 'select x from t'"],
  ['set_config before', "as $$ select set_config('search_path', '\"$user\", b', true); select x from t $$"],
  ['RESET behind SET', "set search_path = b as 'set search_path to a; reset search_path; select x from t'"],
])('looks names up as a routine sets its path: %s', async (_, rest) => {
  const contents = {
    database: 'd',
    searchPath: ['a'],
    relations: ['a', 'b'].map((schema) => ({ database: 'd', schema, name: 't', columns: ['x'] })),
  }
  const entries = await lineageOf(`create function f() returns int language sql ${rest}; select x from t`, contents)
  const schemas = entries.flatMap(({ reads }) => reads.map(({ schema }) => schema))
  expect(schemas).toEqual([_.startsWith('RESET') ? 'a' : 'b', 'a'])
})

it('follows a path that PL/pgSQL sets on its way', async () => {
  const body = "begin perform set_config('search_path', 'b', true); insert into t (x) select y from s; end"
  const entries = await lineageOf(`create function f() returns void language plpgsql as $$ ${body} $$`, {
    database: 'd',
    searchPath: ['a'],
    relations: [
      { database: 'd', schema: 'b', name: 't', columns: ['x'] },
      { database: 'd', schema: 'b', name: 's', columns: ['y'] },
    ],
  })
  expect(entries.flatMap(columnsOf)).toContain('b.t.x ← b.s.y')
})

it('takes NEW and OLD for rows of the tables that have the trigger', async () => {
  const [cart, order] = [relation('cart', 'id item'), relation('orders', 'id total')]
  const script = (name: string) => `create function ${name}() returns trigger language plpgsql as $$ begin
    if new.item is distinct from old.item then
      insert into log (who, what) values (old.id, new.item);
    end if;
    new.item := lower(new.item);
    delete from seen where seen.id = old.id;
    insert into copy select new.*;
    insert into docs (doc) values (to_jsonb(new));
    return new;
  end $$`
  const contents = {
    ...{ database: 'd', searchPath: ['public'] },
    relations: [
      cart,
      order,
      relation('log', 'who what'),
      relation('seen', 'id'),
      relation('copy', 'x y'),
      relation('docs', 'doc'),
    ],
    triggers: [
      { relation: cart, routine: { schema: 'public', name: 'one' } },
      ...[cart, order].map((each) => ({ relation: each, routine: { schema: 'public', name: 'two' } })),
    ],
  }
  const inside = (await lineageOf(script('one'), contents)).slice(1)
  expect(inside.flatMap(columnsOf)).toEqual([
    '?column? ← cart.item',
    'log.who ← cart.id',
    'log.what ← cart.item',
    'lower ← cart.item',
    'copy.x ← cart.id',
    'copy.y ← cart.item',
    'docs.doc ← cart.id, cart.item',
  ])
  expect(inside.map(readsOf)).toContainEqual(['cart.id', 'seen.id'])
  expect(inside.flatMap(codesOf)).toEqual([])
  const log = (await lineageOf(script('two'), contents)).find(({ target }) => target?.relation === 'log')
  expect(log && columnsOf(log)).toEqual(['log.who ← cart.id, orders.id', 'log.what ← cart.item'])
  expect((await lineageOf(script('none_of_them'), contents)).flatMap(codesOf)).toEqual([])
})
