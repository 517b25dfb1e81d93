create table torture.virtual (a integer, b integer, c integer generated always as (a * b) virtual, d text generated always as (a::text) stored, e integer generated always as (a + 1));
create table torture.not_nulls (
  a integer constraint "a is there" not null, b integer not null no inherit, c integer, d integer primary key, e integer,
  constraint c_there not null c
);
comment on constraint "a is there" on torture.not_nulls is 'a named NOT NULL';
alter table torture.not_nulls add constraint later_there not null e not valid;
create table torture.not_nulls_child (constraint own_name not null a, f integer) inherits (torture.not_nulls);
alter table torture.not_nulls rename column c to renamed;
create table torture.not_nulls_part (a integer constraint part_a not null, b integer) partition by list (a);
create table torture.not_nulls_part_1 partition of torture.not_nulls_part for values in (1);
create table torture.not_nulls_part_2 (b integer, a integer constraint other_name not null);
alter table torture.not_nulls_part attach partition torture.not_nulls_part_2 for values in (2);
create table torture.unenforced (
  a integer constraint loose check (a > 0) not enforced, b integer references torture.keys not enforced, c integer check (c > 1) enforced
);
create table torture.temporal (id int4range, valid_at daterange, note text, constraint temporal_key primary key (id, valid_at without overlaps), unique (id, valid_at without overlaps));
create table torture.temporal_refers (id int4range, parent int4range, valid_at daterange, primary key (id, valid_at without overlaps), constraint within foreign key (parent, period valid_at) references torture.temporal (id, period valid_at));
create publication generated_columns for all tables with (publish_generated_columns = stored);
create function torture.old_and_new() returns setof integer language sql begin atomic update torture.full_identity set a = 1 returning new.a; end;
alter default privileges for role torture_owner grant select on large objects to torture_reader;
create index parallel_gin on torture.every_type using gin (au);
create table torture.not_valid_fk (a integer) partition by list (a);
create table torture.not_valid_fk_1 partition of torture.not_valid_fk for values in (1);
alter table torture.not_valid_fk add constraint nv foreign key (a) references torture.keys not valid;
create table torture.unchecked (a integer);
create table torture.unchecked_below (a integer) inherits (torture.unchecked);
alter table torture.unchecked add constraint there not null a not valid;
alter table torture.unchecked_below validate constraint there;
create table torture.unchecked_too () inherits (torture.unchecked);
comment on constraint there on torture.unchecked_too is 'checked here';
create table torture.all_checked (a integer not null);
create table torture.unchecked_and_checked () inherits (torture.unchecked, torture.all_checked);
create table torture.unchecked_part (a integer, b integer) partition by list (a);
alter table torture.unchecked_part add constraint part_there not null a not valid;
create table torture.unchecked_part_1 partition of torture.unchecked_part for values in (1);
create table torture.unchecked_part_2 (a integer, constraint own_2 not null a, b integer);
alter table torture.unchecked_part attach partition torture.unchecked_part_2 for values in (2);
create table torture.unchecked_part_3 (a integer, b integer);
alter table torture.unchecked_part_3 add constraint own_3 not null a not valid;
alter table torture.unchecked_part attach partition torture.unchecked_part_3 for values in (3);
create table torture.half_checked (a integer);
create table torture.half_checked_1 () inherits (torture.half_checked);
create table torture.half_checked_2 () inherits (torture.half_checked);
alter table torture.half_checked add constraint half not null a not valid;
alter table torture.half_checked_2 validate constraint half;
