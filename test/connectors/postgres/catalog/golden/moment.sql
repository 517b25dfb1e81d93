-- Postgres 14 to 19
select pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()),
  pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()), pg_catalog.current_setting('block_size'),
  pg_catalog.current_database();
