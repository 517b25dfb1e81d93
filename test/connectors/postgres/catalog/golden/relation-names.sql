-- Postgres 14 to 19
select c.oid, c.relnamespace, c.relname, c.relkind, c.relowner, c.reltype
from pg_catalog.pg_class c
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c') and c.relnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_')
  and c.oid between 0 and 4294967295;
