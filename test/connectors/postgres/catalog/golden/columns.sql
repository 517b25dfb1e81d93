-- Postgres 14 to 16
select c.oid, x.*
from pg_catalog.pg_class c
cross join lateral (
  select pg_catalog.array_agg(a.attname),
    pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
      a.attgenerated, a.attcollation, a.attstorage, a.attcompression, a.attislocal), ','),
    pg_catalog.json_object_agg(a.attnum,
      pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, nullif(a.attstattarget, -1)))
      filter (where a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null
        or nullif(a.attstattarget, -1) is not null)
  from pg_catalog.pg_attribute a
  where a.attrelid = c.oid and (a.attnum > 0 or a.attacl is not null) and not a.attisdropped
) x
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295;

-- Postgres 17 to 19
select c.oid, x.*
from pg_catalog.pg_class c
cross join lateral (
  select pg_catalog.array_agg(a.attname),
    pg_catalog.string_agg(pg_catalog.concat_ws(' ', a.attnum, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity,
      a.attgenerated, a.attcollation, a.attstorage, a.attcompression, a.attislocal), ','),
    pg_catalog.json_object_agg(a.attnum,
      pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, a.attstattarget))
      filter (where a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null
        or a.attstattarget is not null)
  from pg_catalog.pg_attribute a
  where a.attrelid = c.oid and (a.attnum > 0 or a.attacl is not null) and not a.attisdropped
) x
where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295;
