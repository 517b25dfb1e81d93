-- Postgres 14 to 19
select s.oid, s.srvname, s.srvowner, s.srvacl, w.fdwname, s.srvtype, s.srvversion, s.srvoptions,
  (select pg_catalog.array_agg(u.umuser order by u.umuser) from pg_catalog.pg_user_mappings u where u.srvid = s.oid),
  d.description
from pg_catalog.pg_foreign_server s
join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_foreign_server'::pg_catalog.regclass and d.objoid = s.oid and d.objsubid = 0
where s.oid between 0 and 4294967295;
