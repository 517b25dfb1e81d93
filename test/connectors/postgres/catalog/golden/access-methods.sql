-- Postgres 14 to 19
select a.oid, a.amname from pg_catalog.pg_am a where a.oid between 0 and 4294967295;
