-- Postgres 14 to 19
select c.oid, pg_catalog.pg_get_viewdef(c.oid)
from pg_catalog.pg_class c
where c.relkind in ('v', 'm') and c.oid between 0 and 4294967295;
