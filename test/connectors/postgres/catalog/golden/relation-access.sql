-- Postgres 14 to 19
select c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner) as owner,
  pg_catalog.pg_has_role(c.relowner, 'USAGE') as owned,
  coalesce(a.columns, 0) as columns,
  case when pg_catalog.has_table_privilege(c.oid, 'SELECT') then 'a'
    when a.granted and pg_catalog.has_any_column_privilege(c.oid, 'SELECT') then 's' else 'n' end as access,
  pg_catalog.row_security_active(c.oid) as rows_hidden
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join (
  select attrelid, pg_catalog.count(*) as columns, pg_catalog.bool_or(attacl is not null) as granted
  from pg_catalog.pg_attribute
  where attnum > 0 and not attisdropped and attrelid between 0 and 4294967295
  group by attrelid
) a on a.attrelid = c.oid
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.oid between 0 and 4294967295
order by n.nspname, c.relname;
