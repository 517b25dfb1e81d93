-- Postgres 14 to 19
select t.oid, t.typnamespace, t.typname, t.typtype, t.typowner, t.typacl, t.typrelid, t.typarray,
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end, t.typnotnull, t.typdefault,
  t.typcollation, b.typcollation, d.description
from pg_catalog.pg_type t
left join pg_catalog.pg_type b on b.oid = t.typbasetype
left join pg_catalog.pg_class c on c.oid = t.typrelid
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and d.objoid = t.oid and d.objsubid = 0
where t.typnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and (t.typtype in ('d', 'e', 'r', 'm', 'b') or c.relkind = 'c')
  and not (t.typelem <> 0 and t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc)
  and t.oid between 0 and 4294967295;
