-- Postgres 14 to 19
select c.system_identifier from pg_catalog.pg_control_system() c;
