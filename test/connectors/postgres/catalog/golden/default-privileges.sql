-- Postgres 14 to 19
select a.oid, a.defaclrole, a.defaclnamespace, a.defaclobjtype, a.defaclacl
from pg_catalog.pg_default_acl a
where a.oid between 0 and 4294967295;
