-- Postgres 14 to 19
select s.oid, s.subname, s.subowner, s.subenabled, s.subpublications, s.subslotname, d.description
from pg_catalog.pg_subscription s
join pg_catalog.pg_database b on b.oid = s.subdbid and b.datname = pg_catalog.current_database()
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_subscription'::pg_catalog.regclass and d.objoid = s.oid and d.objsubid = 0
where s.oid between 0 and 4294967295;
