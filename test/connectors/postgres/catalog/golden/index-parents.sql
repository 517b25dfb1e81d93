-- Postgres 14 to 19
select h.inhrelid, p.relnamespace, p.relname
from pg_catalog.pg_inherits h
join pg_catalog.pg_index i on i.indexrelid = h.inhrelid
join pg_catalog.pg_class p on p.oid = h.inhparent
where i.indrelid between 0 and 4294967295;
