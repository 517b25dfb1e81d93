-- Postgres 14 to 19
select p.polrelid, p.polname, p.polcmd, p.polpermissive, p.polroles, pg_catalog.pg_get_expr(p.polqual, p.polrelid),
  pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), d.description
from pg_catalog.pg_policy p
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_policy'::pg_catalog.regclass and d.objoid = p.oid and d.objsubid = 0
where p.polrelid between 0 and 4294967295;
