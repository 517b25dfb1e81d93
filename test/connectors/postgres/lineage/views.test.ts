import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemColumns } from '../../../../src/connectors/postgres/lineage/bound-relation.ts'
import { contentsOf, definitionsOf } from '../../../../src/connectors/postgres/lineage/snapshot-contents.ts'
import { nameKey } from '../../../../src/core/catalog/references.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../src/core/catalog/snapshot.ts'
import type { StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'
import { demoRoles } from '../../../../src/embedded/demo/sql/shop-access.ts'
import { shopCode } from '../../../../src/embedded/demo/sql/shop-code.ts'
import { shopTables } from '../../../../src/embedded/demo/sql/shop-tables.ts'
import { availableMajors, productMajor } from '../../../support/majors.ts'
import { takeSnapshot } from '../../../support/rebuild.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { tortureSchema } from '../../../support/torture.ts'
import { lineageOf } from './describe-lineage.ts'

const isRelation = (object: SnapshotObject): object is Relation => 'columns' in object
const builtIn: readonly string[] = ['pg_catalog', 'information_schema']

/** What pg_depend says of each view, partitions rolled up: as lineage speaks of them. */
function recordedReads(objects: readonly SnapshotObject[]): Record<string, readonly string[]> {
  const relations = objects.filter(isRelation)
  const byName = new Map(relations.map((relation) => [nameKey(relation), relation]))
  const whole = (name: { schema: string; name: string }): { schema: string; name: string } => {
    const relation = byName.get(nameKey(name))
    const [parent] = relation?.partitionBound == null ? [] : relation.parents
    return parent === undefined ? name : whole(parent)
  }
  const views = relations.flatMap((view) => {
    if (view.reads === null) return []
    const reads = view.reads.map((read) => `${whole(read).schema}.${whole(read).name}.${read.column}`)
    return [[`${view.schema}.${view.name}`, [...new Set(reads)].sort()] as const]
  })
  return Object.fromEntries(views)
}

function resolvedReads(entries: readonly StatementLineage[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    entries.map(({ target, reads }) => {
      const named = reads.filter(
        ({ schema, column }) => column !== null && !systemColumns.has(column) && !builtIn.includes(schema ?? ''),
      )
      const names = named.map(({ schema, relation, column }) => `${schema}.${relation}.${column}`)
      return [`${target?.schema}.${target?.relation}`, [...new Set(names)].sort()]
    }),
  )
}

async function viewEntries(objects: readonly SnapshotObject[], database: string) {
  const contents = contentsOf(objects, database)
  const texts = definitionsOf(objects, database).filter(({ routine }) => routine === null)
  return (await Promise.all(texts.map(({ text }) => lineageOf(text, contents)))).flat()
}

/** What views can read in ways that are easy to get wrong. */
const shapes = [
  'create type point3 as (x int, y int, z text[])',
  'create type span as (a point3, b point3)',
  'create table t (id int primary key, v int, s text, p point3, l span, ps point3[], j jsonb)',
  'create table u (id int primary key, t_id int, w int)',
  'create table parted (id int, k int) partition by list (k)',
  'create table parted_1 partition of parted for values in (1)',
  'create table old (id int, gone int, kept int)',
  "create function rows_of_u(int) returns setof u language sql as 'select * from u'",
  "create function point_of(int) returns point3 language sql as 'select null::point3'",
  "create function u_name(u) returns text language sql as 'select null::text'",
  'create view stars as select * from t join u using (id)',
  'create view natural_star as select * from (select id, v from t) x natural full join u',
  'create view renamed_star as select * from u as x (a, b)',
  'create view aliased as select j.k, j.w from (t join u using (id)) as j (k)',
  'create view using_alias as select x.id, w from t join u using (id) as x',
  'create view whole as select t, u_name(u) as n, u.u_name as m from t, u',
  'create view of_whole as select (x.r).w, (x.r).id from (select u as r from u) x',
  'create view counted as select count(u), count(*) as n, array_agg(t.v order by t.s) from t, u',
  'create view json_rows as select row_to_json(t) as a, json_agg(x) as b from t, (select id, w from u) x group by t.*',
  'create view fields as select (p).x, (l).a.y, ((l).b).z, (ps[1]).y as py, (t).v from t',
  'create view all_fields as select (p).*, (l).* from t',
  'create view from_functions as select w, (point_of(1)).x, f.z from rows_of_u(1), point_of(2) f',
  'create view populated as select x.* from t, jsonb_populate_record(null::u, t.j) x',
  'create view system_columns as select tableoid::regclass as r, id from only t where ctid is not null',
  'create view of_parts as select k from parted union all select id from parted_1',
  'create view on_view as select stars, whole.m from stars, whole',
  'create view deep as with recursive r as (select id, 1 as n from t union all select u.id, n + v from r, u, lateral (select v from t where t.id = u.w) l where r.id = u.t_id) select n from r',
  'create view unused_query as with never as (select s from t) select w from u where exists (select from parted where k = w)',
  'create view of_old as select gone, kept from old',
  'create or replace view of_old as select id as gone, kept from old',
  'alter table old drop column gone',
  'alter table old rename column kept to still_kept',
  'alter view stars rename column v to volume',
  'create view ruled as select id, w from u',
  'create rule ins as on insert to ruled do instead insert into t (id, s) values (new.id, new.w)',
  'create materialized view held as select s, sum(v) over (partition by p order by j) from t',
]

const throughFunctions: readonly string[] = ['through_function', 'from_functions', 'populated']

async function expectAgreement(server: TestServer, database: string, views: number): Promise<void> {
  const snapshot = await takeSnapshot(server, database)
  // Servers before 15 do not record the columns of a row that a function gives.
  const isUnrecorded = ({ name }: SnapshotObject) => server.major < 15 && throughFunctions.includes(name)
  const objects = snapshot.objects.filter((object) => !isUnrecorded(object))
  const entries = await viewEntries(objects, database)
  expect(entries.flatMap(({ problems }) => problems)).toEqual([])
  expect(resolvedReads(entries)).toEqual(recordedReads(objects))
  expect(entries.length).toBeGreaterThanOrEqual(views)
}

describe.each(availableMajors())('Postgres %i: columns that a view reads are those the server recorded', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create database torture')
    for (const { sql } of tortureSchema(major)) await server.sql(sql, 'torture')
  }, 60_000)
  afterAll(() => server?.stop())

  test('in a schema of everything there is', () => expectAgreement(server, 'torture', 15))

  test('in whatever shape it reads them', async () => {
    await server.sql('create database shapes')
    await server.sql(shapes.join(';'), 'shapes')
    await expectAgreement(server, 'shapes', 19)
  })

  // The demo is made for the server that comes with the product.
  test.runIf(major === productMajor)('in the demo', async () => {
    await server.sql('create database shop')
    for (const sql of [demoRoles, shopTables, shopCode]) await server.sql(sql, 'shop')
    await expectAgreement(server, 'shop', 10)
  })
})
