-- Postgres 14 to 16
select c.oid, x.*
from pg_catalog.pg_class c
cross join lateral (
  select pg_catalog.array_agg(a.attnum) as attnum,
    pg_catalog.array_agg(a.attname) as attname,
    pg_catalog.array_agg(a.atttypid) as atttypid,
    pg_catalog.array_agg(a.atttypmod) as atttypmod,
    pg_catalog.array_agg(a.attnotnull) as attnotnull,
    pg_catalog.array_agg(a.attidentity) as attidentity,
    pg_catalog.array_agg(a.attgenerated) as attgenerated,
    pg_catalog.array_agg(a.attcollation) as attcollation,
    pg_catalog.array_agg(a.attstorage) as attstorage,
    pg_catalog.array_agg(a.attcompression) as attcompression,
    pg_catalog.array_agg(a.attislocal) as attislocal,
    pg_catalog.json_object_agg(a.attnum,
      pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, nullif(a.attstattarget, -1)))
      filter (where a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null
        or nullif(a.attstattarget, -1) is not null)
  from pg_catalog.pg_attribute a
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
) x
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295;

-- Postgres 17 to 19
select c.oid, x.*
from pg_catalog.pg_class c
cross join lateral (
  select pg_catalog.array_agg(a.attnum) as attnum,
    pg_catalog.array_agg(a.attname) as attname,
    pg_catalog.array_agg(a.atttypid) as atttypid,
    pg_catalog.array_agg(a.atttypmod) as atttypmod,
    pg_catalog.array_agg(a.attnotnull) as attnotnull,
    pg_catalog.array_agg(a.attidentity) as attidentity,
    pg_catalog.array_agg(a.attgenerated) as attgenerated,
    pg_catalog.array_agg(a.attcollation) as attcollation,
    pg_catalog.array_agg(a.attstorage) as attstorage,
    pg_catalog.array_agg(a.attcompression) as attcompression,
    pg_catalog.array_agg(a.attislocal) as attislocal,
    pg_catalog.json_object_agg(a.attnum,
      pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, a.attstattarget))
      filter (where a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null
        or a.attstattarget is not null)
  from pg_catalog.pg_attribute a
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
) x
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295;
