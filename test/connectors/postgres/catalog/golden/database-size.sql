-- Postgres 14 to 19
select nullif(pg_catalog.sum(c.relpages::pg_catalog.int8), 0) * pg_catalog.current_setting('block_size')::pg_catalog.int8
from pg_catalog.pg_class c;
