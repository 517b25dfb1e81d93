-- Postgres 14 to 19
select a.attrelid, pg_catalog.json_agg(a.attname order by a.attnum) as unreadable
from pg_catalog.pg_attribute a
where a.attnum > 0 and not a.attisdropped and a.attrelid between 0 and 4294967295
  and not pg_catalog.has_column_privilege(a.attrelid, a.attnum, 'SELECT')
group by a.attrelid
order by a.attrelid;
