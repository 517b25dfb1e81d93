create table torture.every_type (
  a smallint, b integer, c bigint, d numeric, e numeric(12, 2), f real, g double precision, h money, i char, j char(7),
  k varchar, l varchar(30), m text, n bytea, o timestamp, p timestamp(3), q timestamptz, r timestamptz(0), s date, t time,
  u time(2), v timetz, w timetz(1), x interval, y interval year to month, z interval second(3), aa boolean, ab point,
  ac line, ad lseg, ae box, af path, ag polygon, ah circle, ai cidr, aj inet, ak macaddr, al macaddr8, am bit, an bit(5),
  ao varbit, ap varbit(9), aq tsvector, ar tsquery, "as" uuid, at json, au jsonb, av jsonpath, aw xml, ax int4range,
  ay int8range, az numrange, ba tsrange, bb tstzrange, bc daterange, bd int4multirange, be datemultirange, bf integer[],
  bg numeric(5, 1)[], bh text[][], bi varchar(10)[], bj name, bk "char", bl oid, bm regclass, bn regproc, bo regtype,
  bp xid, bq pg_lsn, br tid, bs cid, bt interval[], bu refcursor, bv xid8, bw regrole, bx regnamespace, by regconfig,
  ca interval(2), cb interval day to second(1), cc char(3)[], cd txid_snapshot, ce pg_snapshot
) with (autovacuum_enabled = false);
create type torture.mood as enum ('sad', 'ok');
alter type torture.mood add value 'fine' before 'ok';
comment on type torture.mood is 'how it goes';
grant usage on type torture.mood to torture_reader;
create domain torture.positive as integer default 1 not null constraint above_zero check (value > 0) constraint even check (value % 2 = 0);
comment on constraint above_zero on domain torture.positive is 'more than none';
comment on domain torture.positive is 'a domain';
create domain torture.small as torture.positive check (value < 100);
create domain torture.codes as varchar(8)[] collate "C" check (array_length(value, 1) < 10);
alter domain torture.small add constraint later check (value <> 7) not valid;
revoke usage on type torture.small from public;
create type torture.address as (street text collate "C", number torture.small, tags text[], "Odd field" numeric(9, 3));
comment on column torture.address.street is 'without number';
alter type torture.address owner to torture_owner;
create domain torture.home as torture.address check ((value).street <> '');
create type torture.nested as (one torture.address, many torture.address[], mood torture.mood);
create type torture.nothing as ();
create type torture.float_range as range (subtype = float8, subtype_diff = float8mi);
create type torture.text_range as range (subtype = text, collation = "C", multirange_type_name = torture.text_spans);
create function torture.time_distance(x time, y time) returns double precision language sql strict immutable as 'select extract(epoch from (x - y))::double precision';
create type torture.time_range as range (subtype = time, subtype_diff = torture.time_distance);
create table torture.uses_types (
  a torture.mood default 'ok', b torture.positive, c torture.codes, d torture.address, e torture.home[], f torture.nested,
  g torture.float_range, h torture.text_spans, i torture.time_range[], j torture.mood[] default array['sad'::torture.mood]
);
create table torture.row_of_table (a torture.uses_types, b torture.uses_types[]);
-- A domain whose check calls a function over the domain itself.
create domain torture.circular as text;
create function torture.is_fine(torture.circular) returns boolean language sql immutable as 'select $1 <> ''''';
alter domain torture.circular add constraint fine check (torture.is_fine(value));
