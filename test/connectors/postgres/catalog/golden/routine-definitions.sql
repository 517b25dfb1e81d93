-- Postgres 14 to 19
select p.oid, pg_catalog.pg_get_functiondef(p.oid),
  case when p.prosqlbody is not null then pg_catalog.pg_get_function_sqlbody(p.oid) end
from pg_catalog.pg_proc p
where p.prokind <> 'a' and p.pronamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
  and not exists (select 1 from pg_catalog.pg_depend i
    where i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and i.objid = p.oid and i.deptype = 'i');
