-- Postgres 14 to 19
select d.objoid, d.objsubid, d.description
from pg_catalog.pg_description d
where d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objoid between 0 and 4294967295;
