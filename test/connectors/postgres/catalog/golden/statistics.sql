-- Postgres 14 to 19
select s.stxrelid, s.stxnamespace, s.stxname, s.stxowner, nullif(s.stxstattarget, -1),
  pg_catalog.pg_get_statisticsobjdef(s.oid), d.description
from pg_catalog.pg_statistic_ext s
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass and d.objoid = s.oid and d.objsubid = 0
where s.stxrelid between 0 and 4294967295;
