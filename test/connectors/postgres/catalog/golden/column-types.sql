-- Postgres 14 to 19
select x.atttypid, x.atttypmod, pg_catalog.format_type(x.atttypid, x.atttypmod), t.typcollation, t.typstorage,
  b.typnamespace, b.typname, b.typtype
from (
  -- With those of indexes and composite types, which costs less than to keep them out.
  select distinct a.atttypid, a.atttypmod from pg_catalog.pg_attribute a
  where a.attnum > 0 and not a.attisdropped and a.attrelid between 0 and 4294967295
) x
join pg_catalog.pg_type t on t.oid = x.atttypid
join pg_catalog.pg_type b
  on b.oid = case when t.typelem <> 0 and t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc
    then t.typelem else t.oid end;
