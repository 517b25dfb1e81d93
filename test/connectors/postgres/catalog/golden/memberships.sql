-- Postgres 14 to 15
select m.member, m.roleid, m.admin_option, null, null
from pg_catalog.pg_auth_members m
where m.member between 0 and 4294967295;

-- Postgres 16 to 19
select m.member, m.roleid, m.admin_option, m.inherit_option, m.set_option
from pg_catalog.pg_auth_members m
where m.member between 0 and 4294967295;
