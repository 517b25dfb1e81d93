-- Postgres 14 to 19
select pol.oid, pol.polrelid, n.nspname, c.relname, pol.polname, pol.polcmd, pol.polpermissive,
  (select pg_catalog.json_agg(case when r.role = 0 then 'public' else pg_catalog.pg_get_userbyid(r.role) end
    order by r.place) from pg_catalog.unnest(pol.polroles) with ordinality r (role, place)) as roles,
  pg_catalog.pg_get_expr(pol.polqual, pol.polrelid) as using_expression,
  pg_catalog.pg_get_expr(pol.polwithcheck, pol.polrelid) as check_expression, comment.description
from pg_catalog.pg_policy pol
join pg_catalog.pg_class c on c.oid = pol.polrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_description comment
    on comment.objoid = pol.oid and comment.objsubid = 0
    and comment.classoid = 'pg_catalog.pg_policy'::pg_catalog.regclass
where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and pol.polrelid between 0 and 4294967295
order by n.nspname, c.relname, pol.polname;
