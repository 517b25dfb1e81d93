-- Postgres 14 to 19
select p.oid, n.nspname, p.proname, p.prokind, l.lanname,
  pg_catalog.pg_get_function_identity_arguments(p.oid) as identity_arguments,
  pg_catalog.pg_get_function_arguments(p.oid) as arguments,
  pg_catalog.pg_get_function_result(p.oid) as result,
  p.provolatile, p.proparallel, p.proisstrict, p.prosecdef, p.proleakproof,
  case when p.prokind <> 'a' then pg_catalog.pg_get_functiondef(p.oid) end as definition,
  pg_catalog.pg_get_userbyid(p.proowner) as owner, pg_catalog.to_json(p.proacl::pg_catalog.text[]) as acl,
  exists (select 1 from pg_catalog.pg_depend x
      where x.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and x.objid = p.oid and x.deptype = 'e') as from_extension, comment.description
from pg_catalog.pg_proc p
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
left join pg_catalog.pg_description comment
    on comment.objoid = p.oid and comment.objsubid = 0
    and comment.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass
where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and p.oid between 0 and 4294967295
order by n.nspname, p.proname, identity_arguments;
