-- Roles, schemas and names that need care.
create role torture_owner nologin;
create role "Odd ""Role""" login noinherit connection limit 3;
create role torture_reader;
create role torture_writer in role torture_reader;
comment on role torture_owner is 'owns what the superuser does not';
alter role torture_reader set search_path = "$user", 'Odd schema', public;
alter role torture_reader set statement_timeout = '5min';
grant torture_owner to torture_writer with admin option;
create schema "Odd schema" authorization torture_owner;
create schema "select";
create schema работа;
create schema torture authorization torture_owner;
comment on schema "Odd schema" is 'it''s a \ schema with "quotes" and a
line break';
grant usage on schema "Odd schema" to torture_reader, public;
grant usage, create on schema "select" to torture_writer with grant option;
create table "Odd schema"."Odd ""table"" ' \ $$" (
  "Odd ""column""" integer default 1,
  "select" text default 'it''s \ $$ $1',
  "столбец" text,
  "😀" text,
  "a.b" text,
  " leading" text,
  "UPPER" text,
  "a""b" text collate "C"
);
comment on table "Odd schema"."Odd ""table"" ' \ $$" is E'tab\there, back\\slash, ''quote'' and $$';
comment on column "Odd schema"."Odd ""table"" ' \ $$"."Odd ""column""" is 'a column';
comment on column "Odd schema"."Odd ""table"" ' \ $$"."😀" is '😀';
create table "select"."table" ("user" integer primary key, "order" integer unique, "end" text check ("end" <> 'from'));
create table "select"."a_name_of_sixty_three_bytes_that_fills_all_the_room_there_is_xx" (
  "another_name_of_sixty_three_bytes_that_fills_all_the_room_there" integer primary key check (another_name_of_sixty_three_bytes_that_fills_all_the_room_there > 0) not null
);
create table работа.таблица (ключ serial primary key, "имя" text not null unique);
create index "Odd ""index""" on "Odd schema"."Odd ""table"" ' \ $$" ("Odd ""column""" desc nulls last, "select" collate "C" text_pattern_ops);
create table "select".empty ();
create table "select"."value" ("values" integer, "row" integer, "int" integer, "character" integer, "between" integer, "authorization" integer, "system_user" integer);
create view "select"."view" as select "user" as "select", "order" as "Ord er" from "select"."table";
create function "Odd schema"."Odd ""function"""("a b" integer, "select" text default 'x''y') returns text language sql as $f$ select $2 || '$$' || 'it''s' $f$;
create sequence "Odd schema"."Odd ""seq""";
create type "Odd schema"."Odd ""type""" as enum ('a', 'it''s', 'back\slash', '', 'a"b', 'ü');
create table "Odd schema".uses ("a" "Odd schema"."Odd ""type""" default 'it''s', b "Odd schema"."Odd ""type"""[] default '{a,"it''s"}', c integer default nextval('"Odd schema"."Odd ""seq"""'));
