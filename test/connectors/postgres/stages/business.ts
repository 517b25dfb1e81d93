/** A database with one of each kind of relation, names that need quoting, and grants of every shape. */
export const businessSql = `
create extension pg_stat_statements schema public;
create schema sales;
create schema "Odd ""name""";
create type sales.state as enum ('new', 'paid', 'lost');
create domain sales.positive as numeric(12, 2) check (value > 0);

create table sales.customers (id int generated always as identity primary key, name text not null, vip bool default false);
create table sales.orders (
  id bigint primary key, customer int references sales.customers, state sales.state not null default 'new',
  total sales.positive, doubled numeric generated always as (total * 2) stored, note text collate "C", tags text[]
);
comment on table sales.orders is 'What was bought';
comment on column sales.orders.total is 'With tax';
create table sales.events (at timestamptz, kind text) partition by range (at);
create table sales.events_2026 partition of sales.events for values from ('2026-01-01') to ('2027-01-01');
create view sales.paid as select id, total from sales.orders where state = 'paid';
create materialized view sales.by_customer as select customer, sum(total) as total from sales.orders group by customer;

create table "Odd ""name"""."Table; drop" ("Column ""x""" int, "select" text, secret text);
create table public.notes (id int, body text);
create table public.open (id int);

alter table sales.orders enable row level security;
create policy "tenant isolation" on sales.orders for select to "Reader" using (id > 10);
alter table sales.customers enable row level security;
create policy "tenant isolation" on sales.customers using (true) with check (vip is not null);

create function sales.total_of(customer int) returns numeric language sql stable as 'select sum(total) from sales.orders o where o.customer = $1';
create function sales.total_of(customer text) returns numeric language sql stable begin atomic select 1.0; end;
create procedure sales.nothing() language plpgsql as 'begin end';
create aggregate sales.product (numeric) (sfunc = numeric_mul, stype = numeric);

grant select on public.open to "Reader";
grant usage on schema "Odd ""name""" to "Reader";
grant select ("Column ""x""", "select") on "Odd ""name"""."Table; drop" to "Reader";
select count(*) from sales.orders;
`
