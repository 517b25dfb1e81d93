create schema extensions;
create extension btree_gist with schema extensions;
create extension citext with schema extensions;
create extension hstore;
create extension pg_trgm with schema "Odd schema";
create extension ltree with schema extensions;
create extension postgres_fdw with schema extensions;
create extension bloom with schema extensions;
create extension cube with schema extensions;
create extension earthdistance with schema extensions;
create extension unaccent;
comment on extension citext is 'text without case, said otherwise';
create table torture.with_extensions (
  name extensions.citext primary key, tags hstore default 'a=>1', path extensions.ltree unique, box extensions.cube, valid daterange, note text,
  exclude using gist (name with =, valid with &&)
);
create index trigrams on torture.with_extensions using gist (note "Odd schema".gist_trgm_ops (siglen = 32));
create index gin_trigrams on torture.with_extensions using gin (note "Odd schema".gin_trgm_ops, (name::text) "Odd schema".gin_trgm_ops);
create index blooming on torture.with_extensions using bloom (note) with (length = 100, col1 = 3);
create domain torture.email as extensions.citext check (value ~ '@');
create function torture.with_hstore(hstore default '') returns extensions.ltree[] language sql as 'select null::extensions.ltree[]';
create view torture.on_extension as select name || 'x' as name, tags -> 'a' as a, path operator(extensions.@>) path as self from torture.with_extensions;
create server remote_postgres foreign data wrapper postgres_fdw options (host 'db.example.org', dbname 'orders');
create foreign table torture.remote_orders (id integer, name extensions.citext) server remote_postgres options (schema_name 'public', table_name 'orders');
create text search configuration torture.unaccented (copy = pg_catalog.simple);
alter text search configuration torture.unaccented alter mapping for hword, hword_part, word with public.unaccent, pg_catalog.simple;
create operator torture.~~~ (leftarg = extensions.citext, rightarg = extensions.citext, function = extensions.citext_eq);
