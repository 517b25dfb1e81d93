-- Postgres 14 to 19
select n.oid, n.nspname, n.nspowner, n.nspacl
from pg_catalog.pg_namespace n
where n.oid between 0 and 4294967295;
