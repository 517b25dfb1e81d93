import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import { availableMajors } from '../../../support/majors.ts'
import { startServer, type TestServer } from '../../../support/servers.ts'
import { tortureSchema } from '../../../support/torture.ts'
import { formFor, isRelation, readSnapshot, type Snapshot } from './read-snapshot.ts'

/** What the server itself says of every relation's parts, by `schema.relation part`. */
const serverTexts = {
  indexes: `select n.nspname || '.' || c.relname || ' ' || ic.relname as part, pg_get_indexdef(i.indexrelid) as text
    from pg_index i join pg_class ic on ic.oid = i.indexrelid join pg_class c on c.oid = i.indrelid
    join pg_namespace n on n.oid = c.relnamespace`,
  constraints: `select n.nspname || '.' || c.relname || ' ' || k.conname as part, pg_get_constraintdef(k.oid) as text
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_constraint p on p.oid = k.conparentid and k.contype = 'f'
    where p.conrelid is distinct from k.conrelid`,
  columns: `select n.nspname || '.' || c.relname || ' ' || a.attname as part,
      json_build_array(format_type(a.atttypid, a.atttypmod), not a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
        col_description(c.oid, a.attnum), a.attidentity <> '', a.attgenerated <> '')::text as text
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
  triggers: `select n.nspname || '.' || c.relname || ' ' || t.tgname as part, pg_get_triggerdef(t.oid) as text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal or (t.tgparentid <> 0 and t.tgconstraint = 0)`,
  views: `select n.nspname || '.' || c.relname as part, pg_get_viewdef(c.oid) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm')`,
  partitions: `select n.nspname || '.' || c.relname as part,
      concat_ws(' | ', pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid)) as text
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f') and (c.relispartition or c.relkind = 'p')`,
} as const

type Area = keyof typeof serverTexts

const place = ({ schema, name }: Relation) => `${schema}.${name}`

const ours: Readonly<Record<Area, (relation: Relation) => readonly (readonly [part: string, text: string])[]>> = {
  indexes: (relation) => relation.indexes.map(({ name, definition }) => [`${place(relation)} ${name}`, definition]),
  constraints: (relation) =>
    relation.constraints.map(({ name, definition }) => [`${place(relation)} ${name}`, definition]),
  columns: (relation) =>
    relation.columns.map((column) => [
      `${place(relation)} ${column.name}`,
      JSON.stringify([
        column.type,
        column.nullable,
        column.default ?? column.generated?.expression ?? null,
        column.comment,
        column.identityColumn !== null,
        column.generated !== null,
      ]),
    ]),
  triggers: (relation) => relation.triggers.map(({ name, definition }) => [`${place(relation)} ${name}`, definition]),
  views: (relation) => (relation.viewDefinition === null ? [] : [[place(relation), relation.viewDefinition]]),
  partitions: (relation) => {
    const text = [relation.partitionBound, relation.partitioning?.key ?? null].filter((part) => part !== null)
    return text.length === 0 ? [] : [[place(relation), text.join(' | ')]]
  },
}

async function compare(server: TestServer, database: string, snapshot: Snapshot): Promise<number> {
  const relations = snapshot.objects.filter(isRelation)
  let compared = 0
  for (const area of Object.keys(serverTexts) as Area[]) {
    const rows = await server.sql(
      `set search_path = ''; set timezone = 'UTC'; set extra_float_digits = 3;
      select * from (${serverTexts[area]}) x where part !~ '^(pg_|information_schema\\.)' order by part`,
      database,
    )
    const theirs = new Map(
      rows.map(({ part, text }) => [part, area === 'columns' ? JSON.stringify(JSON.parse(String(text))) : text]),
    )
    const found = new Map(relations.flatMap((relation) => ours[area](relation)))
    expect(sorted(found), area).toEqual(sorted(theirs))
    compared += found.size
  }
  return compared
}

const sorted = (texts: ReadonlyMap<unknown, unknown>) => Object.fromEntries([...texts].sort())

describe.each(availableMajors())('Postgres %i: what is written here equals what the server writes', (major) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({ major })
    await server.sql('create database torture')
    for (const { sql } of tortureSchema(major)) await server.sql(sql, 'torture')
    await server.sql(moreIndexes, 'torture')
  })
  afterAll(() => server?.stop())

  test('for every index, constraint, column, trigger, view and partition', async () => {
    const snapshot = await readSnapshot(formFor(server, 'torture'))
    expect(snapshot.end.skipped).toEqual([])
    expect(await compare(server, 'torture', snapshot)).toBeGreaterThan(300)
  })

  test('also when it is read in shards', async () => {
    const whole = await readSnapshot(formFor(server, 'torture'))
    const sharded = await readSnapshot(formFor(server, 'torture'), {}, { largeFrom: 5, shard: 7 })
    const byOid = (snapshot: Snapshot) =>
      [...snapshot.objects].sort((a, b) => a.identity.oid - b.identity.oid || a.kind.localeCompare(b.kind))
    expect(byOid(sharded)).toEqual(byOid(whole))
    expect(sharded.end).toEqual(whole.end)
  })
})

/** Operator classes and collations for which an index looks plain and is not. */
const moreIndexes = `
create schema plain;
create table plain.t (a text, b varchar(10), c bpchar, d inet, e cidr, f int[], g "char", h name, i date,
  "Select" int, "user" int, "ünï" int, j jsonb, k text collate "C", x oid);
create index i1 on plain.t (b);
create index i2 on plain.t (b varchar_ops);
create index i3 on plain.t (a text_pattern_ops, b varchar_pattern_ops desc, c bpchar_pattern_ops);
create index i4 on plain.t (b text_ops, c bpchar_ops);
create index i5 on plain.t (d, e);
create index i6 on plain.t (f);
create index i7 on plain.t using gin (f, j jsonb_path_ops);
create index i8 on plain.t using gin (j);
create index i9 on plain.t (g, h, i desc nulls last, "Select" nulls first, "user" desc, "ünï" asc);
create index i10 on plain.t (k collate "POSIX", k, a collate "C" desc);
create index i11 on plain.t using hash (d);
create unique index i12 on plain.t (a) include ("Select", b);
create index i13 on plain.t (x);
create index "I 14" on plain.t (h collate "C");
create index i15 on plain.t (lower(a)) where x > 5 and b is not null;
create index i16 on plain.t ((a || 'x') collate "C" desc nulls last, i) include (h) where f is not null;
create index i17 on plain.t ((x::text), lower(b));
create index i18 on plain.t ((a collate "C"), (f[1]));
create index i19 on plain.t (upper(a) varchar_pattern_ops, lower(k) text_pattern_ops);
create index i20 on plain.t (coalesce(b, a));
create index i21 on plain.t using gin ((j -> 'a'));
create index i22 on plain.t using gin ((j -> 'a') jsonb_path_ops) where (j ? 'a');
create index i23 on plain.t using hash ((h || 'x'));
create index i24 on plain.t (b) where t is not null;
create index i25 on plain.t ((lower(a) collate "POSIX"));
create index i26 on plain.t (extract(epoch from i));
create unique index i27 on plain.t (abs("Select")) include ("user") where "ünï" > 0;
create index i28 on plain.t ((a = b));
create table plain.u (like plain.t);
create table plain.w (like plain.t);
alter table plain.u add check (a <> '' and u is not null), add check ("Select" > "user") no inherit;
alter table plain.w add check (a <> '' and w is not null), add check ("Select" > "user");
alter table plain.w add check ("ünï" > 0) not valid;
create index on plain.u (lower(a)) where u is not null;
create index on plain.w (lower(a)) where w is not null;
`
