-- Postgres 14 to 19
select c.oid, c.relacl, c.relpersistence, c.relam, c.reltablespace, c.reloptions, t.reloptions, c.relreplident,
  c.relrowsecurity, c.relforcerowsecurity, c.relispopulated, c.relispartition, c.reloftype,
  case when c.reltuples >= 0 then c.reltuples end, c.relpages, coalesce(t.relpages, 0),
  case when c.relkind in ('r', 'p', 'm', 'f') then pg_catalog.to_char(pg_catalog.timezone('UTC', greatest(
    pg_catalog.pg_stat_get_last_analyze_time(c.oid), pg_catalog.pg_stat_get_last_autoanalyze_time(c.oid))),
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end
from pg_catalog.pg_class c
left join pg_catalog.pg_class t on t.oid = c.reltoastrelid
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295;
