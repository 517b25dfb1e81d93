-- Postgres 14 to 16
select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  tn.nspname as type_schema, t.typname, t.typtype,
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end as base_type,
  case when t.typtype = 'e' then (select pg_catalog.json_agg(e.enumlabel order by e.enumsortorder)
    from pg_catalog.pg_enum e where e.enumtypid = t.oid) end as enum_labels,
  a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as default_expression, a.attidentity, a.attgenerated,
  case when a.attcollation <> t.typcollation then
    pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end as collation,
  a.attstorage, a.attcompression, nullif(a.attstattarget, -1) as statistics_target, a.attislocal,
  pg_catalog.to_json(a.attacl::pg_catalog.text[]) as acl, comment.description
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_type t on t.oid = a.atttypid
join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join pg_catalog.pg_collation co on co.oid = a.attcollation
left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
left join pg_catalog.pg_description comment
    on comment.objoid = a.attrelid and comment.objsubid = a.attnum
    and comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and a.attrelid between 0 and 4294967295
order by a.attrelid, a.attnum;

-- Postgres 17 to 19
select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
  tn.nspname as type_schema, t.typname, t.typtype,
  case when t.typtype = 'd' then pg_catalog.format_type(t.typbasetype, t.typtypmod) end as base_type,
  case when t.typtype = 'e' then (select pg_catalog.json_agg(e.enumlabel order by e.enumsortorder)
    from pg_catalog.pg_enum e where e.enumtypid = t.oid) end as enum_labels,
  a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as default_expression, a.attidentity, a.attgenerated,
  case when a.attcollation <> t.typcollation then
    pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname) end as collation,
  a.attstorage, a.attcompression, a.attstattarget as statistics_target, a.attislocal,
  pg_catalog.to_json(a.attacl::pg_catalog.text[]) as acl, comment.description
from pg_catalog.pg_attribute a
join pg_catalog.pg_class c on c.oid = a.attrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_type t on t.oid = a.atttypid
join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
left join pg_catalog.pg_collation co on co.oid = a.attcollation
left join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace
left join pg_catalog.pg_description comment
    on comment.objoid = a.attrelid and comment.objsubid = a.attnum
    and comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and a.attrelid between 0 and 4294967295
order by a.attrelid, a.attnum;
