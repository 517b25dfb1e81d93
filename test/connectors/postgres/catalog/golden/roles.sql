-- Postgres 14 to 19
select r.oid, r.rolname, r.rolcanlogin, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
  r.rolbypassrls, r.rolconnlimit, d.description
from pg_catalog.pg_roles r
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.objoid = r.oid
where r.oid between 0 and 4294967295;
