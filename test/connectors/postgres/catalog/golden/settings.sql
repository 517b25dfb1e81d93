-- Postgres 14 to 19
select s.setdatabase, s.setrole, s.setconfig
from pg_catalog.pg_db_role_setting s
where s.setdatabase between 0 and 4294967295;
