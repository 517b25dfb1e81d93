-- Postgres 14 to 19
select o.oid, o.opcnamespace, o.opcname, o.opcmethod, o.opcdefault, o.opcintype
from pg_catalog.pg_opclass o
where o.oid between 0 and 4294967295;
