-- Postgres 14 to 16
select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated,
  a.attcollation, a.attstorage, a.attcompression, a.attislocal,
  case when a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null or nullif(a.attstattarget, -1) is not null
    then pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, nullif(a.attstattarget, -1)) end
from pg_catalog.pg_attribute a
where a.attnum > 0 and not a.attisdropped and a.attrelid between 0 and 4294967295
  and a.attrelid in (select c.oid from pg_catalog.pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295);

-- Postgres 17 to 19
select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull, a.attidentity, a.attgenerated,
  a.attcollation, a.attstorage, a.attcompression, a.attislocal,
  case when a.attacl is not null or a.attoptions is not null or a.attfdwoptions is not null or a.attstattarget is not null
    then pg_catalog.json_build_array(a.attacl::pg_catalog.text[], a.attoptions, a.attfdwoptions, a.attstattarget) end
from pg_catalog.pg_attribute a
where a.attnum > 0 and not a.attisdropped and a.attrelid between 0 and 4294967295
  and a.attrelid in (select c.oid from pg_catalog.pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid between 0 and 4294967295);
