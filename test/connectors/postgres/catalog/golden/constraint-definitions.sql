-- Postgres 14 to 19
select k.oid, k.conrelid, pg_catalog.pg_get_constraintdef(k.oid)
from pg_catalog.pg_constraint k
where k.contype in ('c', 'x', 't') and k.conrelid <> 0 and k.conrelid between 0 and 4294967295;
