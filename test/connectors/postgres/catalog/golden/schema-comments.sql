-- Postgres 14 to 19
select d.objoid, d.description
from pg_catalog.pg_description d
where d.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objsubid = 0 and d.objoid between 0 and 4294967295;
