-- Postgres 14 to 19
select x.classid, x.objid, e.extname
from pg_catalog.pg_depend x
join pg_catalog.pg_extension e on e.oid = x.refobjid
where x.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass and x.deptype = 'e' and e.oid between 0 and 4294967295;
