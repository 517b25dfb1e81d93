-- Postgres 14 to 19
select distinct c.oid as view, d.refobjid as source, d.refobjsubid as source_column
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_rewrite r on r.ev_class = c.oid and r.rulename = '_RETURN'
join pg_catalog.pg_depend d
  on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid and d.deptype = 'n'
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> c.oid
where c.relkind in ('v', 'm') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.oid between 0 and 4294967295
order by view, source, source_column;
