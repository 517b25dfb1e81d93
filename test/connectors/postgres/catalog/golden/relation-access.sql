-- Postgres 14 to 19
select c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner) as owner,
  (select pg_catalog.count(*) from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
  case when pg_catalog.has_table_privilege(c.oid, 'SELECT') then 'a'
    when pg_catalog.has_any_column_privilege(c.oid, 'SELECT') then 's' else 'n' end as access,
  pg_catalog.row_security_active(c.oid) as rows_hidden
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.oid between 0 and 4294967295
order by n.nspname, c.relname;
