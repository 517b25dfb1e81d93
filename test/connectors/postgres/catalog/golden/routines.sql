-- Postgres 14 to 19
select p.oid, p.pronamespace, p.proname, p.prokind, l.lanname,
  pg_catalog.pg_get_function_identity_arguments(p.oid), pg_catalog.pg_get_function_arguments(p.oid),
  pg_catalog.pg_get_function_result(p.oid), p.provolatile, p.proparallel, p.proisstrict, p.prosecdef, p.proleakproof,
  p.proowner, p.proacl, p.prosqlbody is not null, case when p.prokind <> 'a' then p.prosrc end, d.description
from pg_catalog.pg_proc p
join pg_catalog.pg_language l on l.oid = p.prolang
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objoid = p.oid and d.objsubid = 0
where p.pronamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
  and not exists (select 1 from pg_catalog.pg_depend i
    where i.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and i.objid = p.oid and i.deptype = 'i');
