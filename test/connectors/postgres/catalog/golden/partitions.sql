-- Postgres 14 to 19
select c.oid, pg_catalog.pg_get_expr(c.relpartbound, 0),
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
  case when c.relispartition then pg_catalog.pg_partition_root(c.oid)::pg_catalog.oid end
from pg_catalog.pg_class c
where (c.relispartition or c.relkind = 'p') and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295;
