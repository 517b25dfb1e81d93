import type { JsonObject } from '../../../../src/core/json.ts'

/** A role in a copy of the same business. In `sql`, `READER` stands for the role; it is run there by a superuser. */
export interface Scenario {
  readonly name: string
  readonly sql: string
  readonly form?: JsonObject
  /** From this major on. */
  readonly since?: number
  /** Worth a look on every major, not only on the newest. */
  readonly everywhere?: true
  /** What the test has to tell: stages that did not pass with their codes, in order. */
  readonly told: string
}

export const templateSql = `
create extension pg_stat_statements;
create schema sales; create schema hr; create schema "Odd ""s""";
create type sales.state as enum ('new', 'paid');
create domain sales.positive as numeric check (value > 0);
create table sales.customers (id int generated always as identity primary key, name text not null default 'x');
create table sales.orders (id int primary key, customer int references sales.customers, state sales.state, total sales.positive);
insert into sales.customers (name) values ('Ada'), ('Bob');
insert into sales.orders values (1, 1, 'new', 10), (2, 2, 'paid', 20);
create table sales.events (at date, kind text) partition by range (at);
create table sales.events_26 partition of sales.events for values from ('2026-01-01') to ('2027-01-01');
create view sales.paid as select id, total from sales.orders where state = 'paid';
create view sales.paid_ids as select id from sales.paid;
create materialized view sales.by_customer as select customer, sum(total) as total from sales.orders group by customer;
create table hr.staff (id int, name text, pay numeric);
create table "Odd ""s"""."T t" ("C c" int, "select" text);
create table public.notes (id int, body text);
create function sales.total(c int) returns numeric language sql stable as 'select sum(total) from sales.orders where customer = c';
create function sales.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before update on sales.orders for each row execute function sales.touch();
create index on sales.orders ((total * 2)) where state = 'new';
create statistics sales.both on customer, state from sales.orders;
comment on table sales.orders is 'What was bought';
select count(*) from sales.orders;`

const all =
  'grant usage on schema sales, hr, "Odd ""s""" to READER; grant select on all tables in schema sales, hr, "Odd ""s""", public to READER;'
const stats = 'grant pg_read_all_stats to READER;'
const nothing = 'schemas SCHEMAS_NOT_USABLE, relations RELATIONS_NOT_READABLE, '
const masked = 'usage USAGE_TEXTS_MASKED, lineage LINEAGE_FROM_VIEWS_ONLY, '
const closed = 'profiler PROFILER_TABLES_NOT_READABLE'
const some = `relations RELATIONS_NOT_READABLE, ${masked}${closed}`
const hidden = 'profiler PROFILER_ROWS_HIDDEN'
const unread = 'lineage LINEAGE_FROM_VIEWS_ONLY'

/** Roles × what was granted × what was taken away × row security × extensions. */
export const scenarios: readonly Scenario[] = [
  { name: 'a superuser', sql: 'alter role READER superuser', told: '', everywhere: true },
  { name: 'a bare role', sql: '', told: `${nothing}${masked}${closed}`, everywhere: true },
  { name: 'everything granted by itself', sql: `${all}${stats}`, told: '', everywhere: true },
  {
    name: 'pg_read_all_data and pg_read_all_stats',
    sql: `grant pg_read_all_data to READER;${stats}`,
    told: '',
  },
  { name: 'pg_monitor alone', sql: 'grant pg_monitor to READER', told: `${nothing}${closed}` },
  { name: 'tables without statistics', sql: all, told: masked.slice(0, -2) },
  { name: 'statistics without tables', sql: stats, told: `${nothing}${closed}` },
  {
    name: 'USAGE without SELECT',
    sql: `${stats} grant usage on schema sales, hr, "Odd ""s""" to READER`,
    told: `relations RELATIONS_NOT_READABLE, ${closed}`,
  },
  {
    name: 'SELECT without USAGE',
    sql: `${stats} grant select on all tables in schema sales, hr, "Odd ""s""", public to READER`,
    told: `${nothing}${closed}`,
  },
  {
    name: 'one schema',
    sql: `${stats} grant usage on schema sales to READER; grant select on all tables in schema sales to READER`,
    told: `${nothing}${closed}`,
  },
  {
    name: 'one table',
    sql: `${all} revoke select on all tables in schema hr, sales, public, "Odd ""s""" from READER; grant select on hr.staff to READER`,
    told: some,
  },
  {
    name: 'some columns',
    sql: `${all}${stats} revoke select on hr.staff from READER; grant select (id, name) on hr.staff to READER`,
    told: 'columns COLUMNS_NOT_READABLE',
    everywhere: true,
  },
  {
    name: 'every column by itself',
    sql: `${all}${stats} revoke select on hr.staff from READER; grant select (id, name, pay) on hr.staff to READER`,
    told: '',
  },
  {
    name: 'some columns in a closed schema',
    sql: `${all}${stats} revoke select on hr.staff from READER; grant select (id) on hr.staff to READER; revoke usage on schema hr from READER`,
    told: `${nothing}columns COLUMNS_NOT_READABLE, ${closed}`,
  },
  {
    name: 'a group whose rights are inherited',
    sql: `create role GROUP; ${all.replaceAll('READER', 'GROUP')} grant GROUP to READER; ${stats}`,
    told: '',
  },
  {
    name: 'a group whose rights a NOINHERIT role lacks',
    sql: `create role GROUP; ${all.replaceAll('READER', 'GROUP')} alter role READER noinherit; grant GROUP to READER`,
    told: `${nothing}${masked}${closed}`,
    everywhere: true,
  },
  {
    name: 'a grant without inheritance',
    sql: `create role GROUP; ${all.replaceAll('READER', 'GROUP')} grant GROUP to READER with inherit false; ${stats}`,
    since: 16,
    everywhere: true,
    told: `${nothing}${closed}`,
  },
  {
    name: 'statistics by way of a group',
    sql: `create role GROUP; grant pg_read_all_stats to GROUP; grant GROUP to READER; ${all}`,
    told: '',
  },
  {
    name: 'statistics without inheritance',
    sql: `${all} grant pg_read_all_stats to READER with inherit false`,
    since: 16,
    everywhere: true,
    told: masked.slice(0, -2),
  },
  {
    name: 'what PUBLIC may read',
    sql: `grant usage on schema sales, hr, "Odd ""s""" to public; grant select on all tables in schema sales, hr, "Odd ""s""", public to public; ${stats}`,
    told: '',
  },
  {
    name: 'the owner of everything',
    sql: `alter table sales.orders owner to READER; alter table hr.staff owner to READER; ${all}${stats}`,
    told: '',
  },
  {
    name: 'row security without a policy',
    sql: `${all}${stats} alter table sales.orders enable row level security`,
    told: hidden,
  },
  {
    name: 'row security with a policy for some rows',
    sql: `${all}${stats} alter table sales.orders enable row level security; create policy p on sales.orders to READER using (id = 1)`,
    told: hidden,
  },
  {
    name: 'row security passed by BYPASSRLS',
    sql: `${all}${stats} alter table sales.orders enable row level security; alter role READER bypassrls`,
    told: '',
  },
  {
    name: 'row security passed by the owner',
    sql: `${all}${stats} alter table sales.orders enable row level security; alter table sales.orders owner to READER`,
    told: '',
  },
  {
    name: 'row security forced on the owner',
    sql: `${all}${stats} alter table sales.orders enable row level security, force row level security; alter table sales.orders owner to READER`,
    told: hidden,
  },
  {
    name: 'row security on a table that is closed anyway',
    sql: `${all}${stats} alter table hr.staff enable row level security; revoke select on hr.staff from READER`,
    told: `relations RELATIONS_NOT_READABLE, ${closed}`,
  },
  {
    name: 'a view whose owner lost the table',
    sql: `${all}${stats} create role GROUP; alter view sales.paid owner to GROUP`,
    told: `relations RELATIONS_NOT_READABLE, ${closed}`,
  },
  {
    name: 'a view that reads as the reader',
    sql: `${all}${stats} alter view sales.paid set (security_invoker = true); revoke select on sales.orders from READER`,
    since: 15,
    everywhere: true,
    told: `relations RELATIONS_NOT_READABLE, ${closed}`,
  },
  {
    name: 'no extension',
    sql: `${all}${stats} drop extension pg_stat_statements`,
    told: `usage USAGE_EXTENSION_MISSING, ${unread}`,
  },
  {
    name: 'the extension in a closed schema',
    sql: `${all}${stats} create schema closed; alter extension pg_stat_statements set schema closed`,
    told: `${nothing}usage USAGE_SOURCE_DENIED, ${unread}, ${closed}`,
  },
  {
    name: 'the extension’s view closed',
    sql: `${all}${stats} revoke select on pg_stat_statements from public; revoke select on pg_stat_statements from READER`,
    told: `relations RELATIONS_NOT_READABLE, usage USAGE_SOURCE_DENIED, ${unread}, ${closed}`,
  },
  {
    name: 'a view of one’s own as the source',
    sql: `${all} create view public.shared as select * from pg_stat_statements; create function public.seen() returns setof pg_stat_statements language sql security definer as 'select * from public.pg_stat_statements'; create or replace view public.shared as select * from public.seen(); grant select on public.shared to READER`,
    form: { queryStatementSource: 'public.shared' },
    told: '',
  },
  ...[
    'pg_policy',
    'pg_proc',
    'pg_trigger',
    'pg_constraint',
    'pg_description',
    'pg_enum',
    'pg_attrdef',
    'pg_statistic_ext',
    'pg_publication',
    'pg_depend',
  ].map((catalog) => ({
    name: `${catalog} closed`,
    sql: `${all}${stats} revoke select on pg_catalog.${catalog} from public`,
    told: `closed ${catalog}`,
  })),
  ...[
    'pg_get_viewdef(oid)',
    'pg_get_triggerdef(oid)',
    'pg_get_expr(pg_node_tree, oid)',
    'pg_get_functiondef(oid)',
    'pg_get_indexdef(oid)',
    'pg_get_constraintdef(oid)',
  ].map((name) => ({
    name: `${name} closed`,
    sql: `${all}${stats} revoke execute on function pg_catalog.${name} from public`,
    told: `closed ${name}`,
  })),
  {
    name: 'limits and a search path of the role’s own',
    sql: `${all}${stats} create schema trap; create table trap.pg_class (oid int); grant usage on schema trap to READER; grant select on trap.pg_class to READER; alter role READER set search_path = trap, pg_catalog; alter role READER set statement_timeout = '500ms'; alter role READER set default_transaction_read_only = on`,
    told: '',
  },
  {
    name: 'a schema filter',
    sql: stats,
    form: { schemaFilterPattern: { includes: ['^public$'] } },
    told: `relations RELATIONS_NOT_READABLE, ${closed}`,
  },
  {
    name: 'CONNECT taken away',
    sql: 'revoke connect on database DATABASE from public',
    told: 'open OPEN_CONNECT_DENIED',
  },
  {
    name: 'a role that may not log in',
    sql: 'alter role READER nologin',
    told: 'open AUTH_ROLE_UNUSABLE',
  },
  {
    name: 'a role without connections',
    sql: 'alter role READER connection limit 0',
    told: 'open CONN_LIMIT_OF_ROLE',
  },
  {
    name: 'a password that ran out',
    sql: "alter role READER valid until '2001-01-01'",
    told: 'authenticate AUTH_PASSWORD_REJECTED',
  },
]
