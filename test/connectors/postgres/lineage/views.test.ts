import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemColumns } from '../../../../src/connectors/postgres/lineage/bound-relation.ts'
import { contentsOf, definitionsOf } from '../../../../src/connectors/postgres/lineage/snapshot-contents.ts'
import { nameKey } from '../../../../src/core/catalog/references.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import type { SnapshotObject } from '../../../../src/core/catalog/snapshot.ts'
import { buildLineageGraph } from '../../../../src/core/lineage/graph/build-graph.ts'
import type { StatementLineage } from '../../../../src/core/lineage/statement-lineage.ts'
import { demoRoles } from '../../../../src/embedded/demo/sql/shop-access.ts'
import { shopCode } from '../../../../src/embedded/demo/sql/shop-code.ts'
import { shopTables } from '../../../../src/embedded/demo/sql/shop-tables.ts'
import { outerMajors, productMajor } from '../../../support/majors.ts'
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
  'create table parts (id int primary key, a int, b text, "C" text, text text, d int generated always as (a + 1) stored, during int4range, check (a > 0 and b <> $$text a$$), exclude using gist (during with &&), foreign key (a) references t)',
  'create index by_expression on parts (lower(b), (a + 1)) include (d) where "C" > $$a$$',
  'create index by_cast on parts ((b::varchar)) where text is not null',
  'create statistics together on a, b from parts',
  'create function fire() returns trigger language plpgsql as $$begin return new; end$$',
  'create trigger on_change before update of a, "C" on parts for each row when (old.b is distinct from new.b) execute function fire()',
  'create rule logged as on update to parts where old.a <> new.a do also insert into u (id, w) values (old.id, new.a)',
  'create policy mine on parts using (a in (select x.w from u x, t where t.v = parts.id and t.s = "C")) with check (b = current_user)',
  'create table by_two (a int, b int, c text) partition by range (b, lower(c))',
  'create materialized view held as select s, sum(v) over (partition by p order by j) from t',
]

const throughFunctions: readonly string[] = ['through_function', 'from_functions', 'populated']

/** What stands on which column, as the server knows it. */
const recordedParts = `
  select distinct part.kind || ' ' || part.name || ' on ' || n.nspname || '.' || c.relname || '.' || a.attname as text
  from pg_depend d join pg_class c on c.oid = d.refobjid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid and a.attnum > 0,
  lateral (
    select case contype when 'f' then 'foreign key' else 'constraint' end, conname from pg_constraint
    where d.classid = 'pg_constraint'::regclass and oid = d.objid and contype in ('c', 'f', 'p', 'u', 'x')
      and conislocal and conrelid <> 0
      and conparentid = 0 and not exists (select from pg_class where oid = conrelid and relispartition)
    union all select 'index', i.relname from pg_class i join pg_index x on x.indexrelid = i.oid
      join pg_class t on t.oid = x.indrelid
    where d.classid = 'pg_class'::regclass and i.oid = d.objid and not t.relispartition
      and not exists (select from pg_constraint where conindid = i.oid and contype in ('p', 'u', 'x'))
    union all select 'constraint', conname from pg_constraint join pg_class t on t.oid = conrelid
    where d.classid = 'pg_class'::regclass and conindid = d.objid and contype in ('p', 'u', 'x') and conislocal
      and not t.relispartition
    union all select 'trigger', tgname from pg_trigger join pg_class t on t.oid = tgrelid
    where d.classid = 'pg_trigger'::regclass and pg_trigger.oid = d.objid and not tgisinternal and not t.relispartition
    union all select 'policy', polname from pg_policy where d.classid = 'pg_policy'::regclass and oid = d.objid
    union all select 'rule', rulename from pg_rewrite
    where d.classid = 'pg_rewrite'::regclass and oid = d.objid and rulename <> '_RETURN'
    union all select 'statistics', stxname from pg_statistic_ext
    where d.classid = 'pg_statistic_ext'::regclass and oid = d.objid
    union all select 'generated column', g.attname from pg_attrdef x
      join pg_attribute g on g.attrelid = x.adrelid and g.attnum = x.adnum and g.attgenerated <> ''
    where d.classid = 'pg_attrdef'::regclass and x.oid = d.objid
      and (d.refobjid, d.refobjsubid) <> (x.adrelid, x.adnum::int)
      and not exists (select from pg_class where oid = x.adrelid and relispartition)
    union all select 'publication', pubname from pg_publication p join pg_publication_rel r on r.prpubid = p.oid
    where d.classid = 'pg_publication_rel'::regclass and r.oid = d.objid
    union all select 'generated column', g.attname from pg_attribute g
    where d.classid = 'pg_class'::regclass and g.attrelid = d.objid and g.attnum = d.objsubid and g.attgenerated <> ''
  ) as part (kind, name)
  where d.refclassid = 'pg_class'::regclass and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema') order by 1`

async function expectParts(server: TestServer, database: string, objects: readonly SnapshotObject[]): Promise<number> {
  const { origins } = buildLineageGraph(objects, [])
  const partitions = new Set(objects.filter(isRelation).flatMap((each) => (each.partitionBound ? nameKey(each) : [])))
  const found = origins.flatMap(({ kind, name, of, reads }) => {
    // Of a partition's key nothing is recorded: the server never drops its columns.
    if (kind === 'partition key' || (of !== undefined && partitions.has(nameKey(of)))) return []
    return reads.flatMap(({ node, column }) => {
      const [, schema, relation] = JSON.parse(node)
      return column === null ? [] : [`${kind} ${name} on ${schema}.${relation}.${column}`]
    })
  })
  const recorded = await server.sql(recordedParts, database)
  const bytes = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1)
  expect([...new Set(found)].sort(bytes)).toEqual(recorded.map(({ text }) => text).sort(bytes))
  return recorded.length
}

async function expectAgreement(server: TestServer, database: string, views: number): Promise<void> {
  const snapshot = await takeSnapshot(server, database)
  // Servers before 15 do not record the columns of a row that a function gives.
  const isUnrecorded = ({ name }: SnapshotObject) => server.major < 15 && throughFunctions.includes(name)
  const objects = snapshot.objects.filter((object) => !isUnrecorded(object))
  await expectParts(server, database, snapshot.objects)
  const entries = await viewEntries(objects, database)
  expect(entries.flatMap(({ problems }) => problems)).toEqual([])
  expect(resolvedReads(entries)).toEqual(recordedReads(objects))
  expect(entries.length).toBeGreaterThanOrEqual(views)
}

describe.each(outerMajors())(
  'Postgres %i: columns that views read and parts stand on are those the server recorded',
  (major) => {
    let server: TestServer
    beforeAll(async () => {
      server = await startServer({ major })
      await server.sql('create database torture')
      for (const { sql } of tortureSchema(major)) await server.sql(sql, 'torture')
    })
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
  },
)
