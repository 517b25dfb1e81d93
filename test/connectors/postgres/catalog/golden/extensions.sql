-- Postgres 14 to 19
select e.oid, e.extname, e.extowner, e.extnamespace, e.extversion, e.extrelocatable, d.description
from pg_catalog.pg_extension e
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass and d.objoid = e.oid and d.objsubid = 0
where e.oid between 0 and 4294967295;
