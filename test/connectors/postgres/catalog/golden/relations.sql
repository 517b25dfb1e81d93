-- Postgres 14 to 19
select c.oid, n.nspname, c.relname, c.relkind, pg_catalog.pg_get_userbyid(c.relowner) as owner,
  pg_catalog.to_json(c.relacl::pg_catalog.text[]) as acl, c.relpersistence, am.amname,
  pg_catalog.to_json(c.reloptions) as reloptions, c.relreplident, c.relrowsecurity, c.relforcerowsecurity,
  c.relispopulated, c.reltuples::pg_catalog.float8 as reltuples, c.relpages,
  (select pg_catalog.json_agg(i.inhparent::pg_catalog.text order by i.inhseqno)
    from pg_catalog.pg_inherits i where i.inhrelid = c.oid) as parents,
  pg_catalog.pg_get_expr(c.relpartbound, c.oid) as partition_bound,
  case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end as partition_key,
  case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end as view_definition,
  fs.srvname, pg_catalog.to_json(ft.ftoptions) as ftoptions,
  exists (select 1 from pg_catalog.pg_depend x
      where x.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and x.objid = c.oid and x.deptype = 'e') as from_extension, comment.description
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_am am on am.oid = c.relam
left join pg_catalog.pg_foreign_table ft on ft.ftrelid = c.oid
left join pg_catalog.pg_foreign_server fs on fs.oid = ft.ftserver
left join pg_catalog.pg_description comment
    on comment.objoid = c.oid and comment.objsubid = 0
    and comment.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and c.oid between 0 and 4294967295
order by n.nspname, c.relname;
