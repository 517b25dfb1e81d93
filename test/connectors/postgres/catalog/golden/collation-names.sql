-- Postgres 14 to 19
select c.oid, c.collnamespace, c.collname from pg_catalog.pg_collation c where c.oid between 0 and 4294967295;
