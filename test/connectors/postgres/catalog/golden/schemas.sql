-- Postgres 14 to 19
select n.oid, n.nspname, pg_catalog.pg_get_userbyid(n.nspowner) as owner,
  pg_catalog.to_json(n.nspacl::pg_catalog.text[]) as acl, comment.description
from pg_catalog.pg_namespace n
left join pg_catalog.pg_description comment
    on comment.objoid = n.oid and comment.objsubid = 0
    and comment.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass
where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and n.oid between 0 and 4294967295
order by n.nspname;
