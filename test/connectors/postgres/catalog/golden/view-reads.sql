-- Postgres 14 to 19
select distinct r.ev_class, d.refobjid, d.refobjsubid, a.attname
from pg_catalog.pg_rewrite r
join pg_catalog.pg_depend d
  on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = r.oid and d.deptype = 'n'
  and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refobjid <> r.ev_class and d.refobjsubid > 0
join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
where r.ev_type = '1' and r.ev_class between 0 and 4294967295;
