-- Postgres 14 to 19
select f.ftrelid, s.srvname, f.ftoptions
from pg_catalog.pg_foreign_table f
join pg_catalog.pg_foreign_server s on s.oid = f.ftserver
where f.ftrelid between 0 and 4294967295;
