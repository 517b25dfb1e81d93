-- Postgres 14 to 19
select n.oid, n.nspname, n.nspowner, n.nspacl, d.description
from pg_catalog.pg_namespace n
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objoid = n.oid and d.objsubid = 0
where n.oid between 0 and 4294967295;
