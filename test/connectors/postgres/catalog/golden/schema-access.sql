-- Postgres 14 to 19
select n.oid, n.nspname, pg_catalog.has_schema_privilege(n.oid, 'USAGE') as usable,
  (select pg_catalog.json_agg(pg_catalog.pg_get_userbyid(d.defaclrole))
    from pg_catalog.pg_default_acl d, pg_catalog.aclexplode(d.defaclacl) g
    where d.defaclobjtype = 'r' and d.defaclnamespace in (n.oid, 0) and g.privilege_type = 'SELECT'
      and (g.grantee = 0 or pg_catalog.pg_has_role(g.grantee, 'USAGE'))) as future_readers
from pg_catalog.pg_namespace n
where n.nspname <> 'information_schema' and n.nspname !~ '^pg_' and n.oid between 0 and 4294967295
order by n.nspname;
