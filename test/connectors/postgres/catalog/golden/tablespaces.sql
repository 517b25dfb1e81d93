-- Postgres 14 to 19
select t.oid, t.spcname, t.spcowner, t.spcacl, t.spcoptions, d.description
from pg_catalog.pg_tablespace t
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_tablespace'::pg_catalog.regclass and d.objoid = t.oid
where t.oid between 0 and 4294967295;
