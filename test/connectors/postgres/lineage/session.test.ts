import { expect, it } from 'vitest'
import type { RelationAddress, StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'
import { codesOf, columnsOf, lineageOf, readsOf, relation } from './describe-lineage.ts'

const contents = { database: 'd', searchPath: ['public'], relations: [relation('t', 'a b'), relation('u', 'id w')] }

const nameOf = ({ schema, relation: name }: RelationAddress) => `${schema}.${name}`
const movesOf = ({ moves = [] }: StatementLineage) =>
  moves.map(({ from, to }) => `${nameOf(from)} → ${to === null ? '' : nameOf(to)}`)

async function moves(sql: string): Promise<readonly (readonly string[])[]> {
  return (await lineageOf(sql, contents)).map(movesOf)
}

it('says what becomes of relations that are renamed, moved and dropped', async () => {
  expect(await moves('alter table t rename to x; alter table x set schema s; drop table s.x, u; select 1')).toEqual([
    ['public.t → public.x'],
    ['public.x → s.x'],
    ['s.x → ', 'public.u → '],
    [],
  ])
  expect(await moves('alter table t rename column a to c; alter view if exists t rename to v')).toEqual([
    [],
    ['public.t → public.v'],
  ])
})

it('takes a snapshot that has the new name alone for younger than the rename', async () => {
  expect(await moves('alter table was rename to t; alter table s.u set schema public')).toEqual([
    ['public.was → public.t'],
    ['s.u → public.u'],
  ])
})

it('takes back with ROLLBACK what a transaction did to names', async () => {
  const script = `
    begin;
    alter table t rename to x;
    create table made (n int);
    savepoint s;
    drop table x;
    rollback to s;
    select a from x;
    set search_path to nowhere;
    rollback;
    select a from t;
    select n from made;
    rollback;
    begin; alter table t rename to y; commit; rollback; select a from y`
  const entries = await lineageOf(script, contents)
  expect(entries.flatMap(movesOf)).toEqual([
    'public.t → public.x',
    'public.x → ',
    'public.x → public.t',
    'public.t → public.y',
  ])
  expect(entries.filter(({ kind }) => kind === 'select').map(readsOf)).toEqual([['x.a'], ['t.a'], ['made.n'], ['y.a']])
  expect(entries.flatMap(codesOf)).toEqual(['LINEAGE_RELATION_UNKNOWN'])
})

it('resolves what EXECUTE runs', async () => {
  const [, executed, , made, , unknown] = await lineageOf(
    `prepare p (int) as insert into t (a) select id from u where w = $1;
    execute p (1);
    prepare q as select id as k from u;
    create table c as execute q;
    deallocate p;
    execute p (2)`,
    contents,
  )
  expect(executed && [executed.kind, ...columnsOf(executed)]).toEqual(['execute', 't.a ← u.id, u.w (filter)'])
  expect(made && columnsOf(made)).toEqual(['c.k ← u.id'])
  expect(unknown && codesOf(unknown)).toEqual(['LINEAGE_DYNAMIC_SQL'])
})

it('writes nothing where a statement is only planned', async () => {
  const entries = await lineageOf(
    `explain insert into t (a) select id from u;
    explain (analyze off) with gone as (delete from t returning a) select a from gone;
    explain (analyze, buffers) insert into t (a) select id from u;
    explain analyze delete from t where t is null`,
    contents,
  )
  expect(entries.map(({ kind, target }) => `${kind} ${target?.relation ?? ''}`)).toEqual([
    'explain ',
    'explain ',
    'explain_analyze t',
    'explain_analyze t',
  ])
  expect(entries.at(-1)?.reads).toMatchObject([{ relation: 't', column: null }])
})

it('empties every relation that TRUNCATE names', async () => {
  const [entry] = await lineageOf('truncate t, only u restart identity cascade', contents)
  expect([entry?.kind, entry?.target, entry?.empties?.map(nameOf)]).toEqual([
    'truncate',
    null,
    ['public.t', 'public.u'],
  ])
})
