-- Postgres 14 to 19
select i.inhrelid, i.inhparent, i.inhseqno
from pg_catalog.pg_inherits i
where i.inhrelid between 0 and 4294967295;
