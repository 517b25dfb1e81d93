/** Statements that fill a database with many tables, for measurements. */
const words = [
  'order',
  'customer',
  'invoice',
  'payment',
  'shipment',
  'product',
  'price',
  'stock',
  'account',
  'ledger',
  'event',
  'device',
  'contract',
  'ticket',
  'region',
] as const

const word = (place: number): string => words[place % words.length] ?? ''

/** Tables go through the same shapes in turn, so that a database of any size has the same mixture. */
interface Shape {
  readonly table: string
  readonly name: string
  readonly partitioned: boolean
  readonly id: string
  readonly number: number
}

function shapeOf(number: number, schemas: number): Shape {
  const name = `${word(number)}_${word(number * 7 + 3)}_${number}`
  const partitioned = number % 50 === 7
  const id = partitioned
    ? 'id bigint not null'
    : number % 10 === 4
      ? 'id uuid primary key default gen_random_uuid()'
      : number % 20 === 9
        ? 'id bigserial primary key'
        : 'id bigint primary key generated always as identity'
  return { table: `area_${number % schemas}.${name}`, name, partitioned, id, number }
}

/**
 * Yields batches of SQL: `count` tables of 12 columns with a key, two indexes, a check or unique constraint, foreign
 * keys, grants, policies, triggers and comments on three in ten; of every 50 tables one has 12 partitions, and to
 * every ten comes a view, up to three deep. Ends with vacuumed and analyzed catalogs.
 */
export function* manyTables(count: number): Generator<string> {
  const schemas = Math.max(2, Math.ceil(count / 200))
  yield preamble(schemas)
  let batch: string[] = []
  let lastView: string | null = null
  for (let number = 0; number < count; number += 1) {
    const shape = shapeOf(number, schemas)
    batch.push(...tableStatements(shape, schemas))
    if (number % 10 === 9) {
      const view = `area_${number % schemas}.view_${number}`
      batch.push(
        viewStatement(view, shape, shapeOf(number - 1, schemas), Math.floor(number / 10) % 3 === 0 ? null : lastView),
      )
      lastView = view
    }
    if (batch.length < 1_000) continue
    yield batch.join(';\n')
    batch = []
  }
  yield batch.join(';\n')
}

/** What a database needs after {@link manyTables} to be like one that has been there for a while. */
export const settleCatalogs: readonly string[] = [
  'pg_class',
  'pg_attribute',
  'pg_attrdef',
  'pg_constraint',
  'pg_index',
  'pg_description',
  'pg_depend',
  'pg_rewrite',
  'pg_type',
  'pg_proc',
  'pg_sequence',
  'pg_inherits',
].map((catalog) => `vacuum (freeze, analyze) pg_catalog.${catalog}`)

function preamble(schemas: number): string {
  return [
    `do $$ begin
  if not exists (select from pg_roles where rolname = 'app_reader') then
    create role app_reader; create role app_writer;
  end if;
end $$`,
    'create schema common',
    "create type common.status as enum ('new', 'active', 'paused', 'closed')",
    "create domain common.email as varchar(320) check (value ~ '^[^@]+@[^@]+$')",
    'create function common.touch() returns trigger language plpgsql as $$ begin new.updated_at = now(); return new; end $$',
    ...Array.from({ length: schemas }, (_, schema) => [
      `create schema area_${schema}`,
      `grant usage on schema area_${schema} to app_reader`,
      `comment on schema area_${schema} is 'Area ${schema}'`,
      `create type area_${schema}.kind as enum ('a${schema}', 'b${schema}')`,
    ]).flat(),
  ].join(';\n')
}

function tableStatements(shape: Shape, schemas: number): string[] {
  const { table, name, partitioned, id, number } = shape
  const target = number > 20 ? shapeOf(number - 1 - (number % 20), schemas) : null
  const canRefer = target !== null && !target.partitioned && target.id.includes('identity') && number % 3 !== 0
  const statements = [
    `create table ${table} (${[
      id,
      'tenant_id integer not null',
      `parent_id bigint${canRefer ? ` references ${target.table} (id) on delete cascade` : ''}`,
      "name varchar(120) not null default 'unnamed'",
      "status common.status not null default 'new'",
      'email common.email',
      "tags text[] default '{}'",
      "payload jsonb not null default '{}'",
      `amount numeric(12, 2) default 0 ${number % 2 === 1 ? 'check (amount >= 0)' : ''}`,
      'total numeric generated always as (coalesce(amount, 0) * 1.2) stored',
      'created_at timestamptz not null default now()',
      number % 3 === 0
        ? `kind area_${number % schemas}.kind`
        : "updated_at timestamp default (now() at time zone 'utc')",
      ...(partitioned ? ['primary key (id, created_at)'] : []),
      ...(number % 5 === 1 && !partitioned ? ['unique (tenant_id, name)'] : []),
    ].join(', ')})${partitioned ? ' partition by range (created_at)' : ''}`,
    `create index on ${table} (tenant_id, created_at desc)`,
    `create index ${name}_ix on ${table} ${secondIndex(number)}`,
  ]
  if (partitioned) {
    for (let month = 1; month <= 12; month += 1) {
      statements.push(`create table ${table}_p${month} partition of ${table}
  for values from ('${firstOf(month)}') to ('${firstOf(month + 1)}')`)
    }
  }
  if (number % 10 < 3) {
    statements.push(`comment on table ${table} is 'Holds ${word(number)} records of area ${number % schemas}'`)
    for (const column of ['id', 'tenant_id', 'name', 'status', 'payload', 'amount', 'created_at']) {
      statements.push(`comment on column ${table}.${column} is 'The ${column} of the ${word(number)}'`)
    }
  }
  if (number % 5 === 0)
    statements.push(`grant select on ${table} to app_reader; grant insert, update on ${table} to app_writer`)
  if (number % 20 === 3) {
    statements.push(
      `alter table ${table} enable row level security`,
      `create policy tenant_isolation on ${table} to app_reader
  using (tenant_id = current_setting('app.tenant')::int) with check (tenant_id > 0)`,
    )
  }
  if (number % 33 === 5 && number % 3 !== 0) {
    statements.push(`create trigger touch before update on ${table} for each row execute function common.touch()`)
  }
  if (number % 50 === 11) {
    statements.push(`create function area_${number % schemas}.latest_${number}(tenant int, most int default 10)
  returns setof ${table} language sql stable as
  $$ select * from ${table} where tenant_id = tenant order by created_at desc limit most $$`)
  }
  return statements
}

const firstOf = (month: number): string =>
  month > 12 ? '2026-01-01 00:00+00' : `2025-${String(month).padStart(2, '0')}-01 00:00+00`

function secondIndex(number: number): string {
  if (number % 4 === 0) return "(lower(name)) where status <> 'closed'"
  return number % 4 === 1 ? 'using gin (payload)' : '(parent_id)'
}

function viewStatement(view: string, a: Shape, b: Shape, inner: string | null): string {
  return inner === null
    ? `create view ${view} as select a.tenant_id, a.name, b.amount as other, a.amount + coalesce(b.amount, 0) as both_amounts,
  case when a.status = 'active' then 1 else 0 end as active, count(*) over (partition by a.tenant_id) as n
  from ${a.table} a left join ${b.table} b on b.tenant_id = a.tenant_id and b.created_at > a.created_at
  where a.status <> 'closed'`
    : `create view ${view} as with sums as (
    select tenant_id, sum(both_amounts) as amount, max(name) as name from ${inner} group by tenant_id
  ) select sums.tenant_id, sums.name, sums.amount as other, sums.amount as both_amounts, q.payload ->> 'k' as k
  from sums join ${a.table} q using (tenant_id)`
}
