-- Postgres 14
select b.oid, b.datname, b.datdba, b.datacl, pg_catalog.pg_encoding_to_char(b.encoding), b.datcollate, b.datctype,
  'c'::pg_catalog."char", null::pg_catalog.text, b.dattablespace, b.datconnlimit,
  b.datistemplate, b.datallowconn, pg_catalog.has_database_privilege(b.oid, 'CONNECT'), d.description
from pg_catalog.pg_database b
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass and d.objoid = b.oid
where b.oid between 0 and 4294967295;

-- Postgres 15 to 16
select b.oid, b.datname, b.datdba, b.datacl, pg_catalog.pg_encoding_to_char(b.encoding), b.datcollate, b.datctype,
  b.datlocprovider, b.daticulocale, b.dattablespace, b.datconnlimit,
  b.datistemplate, b.datallowconn, pg_catalog.has_database_privilege(b.oid, 'CONNECT'), d.description
from pg_catalog.pg_database b
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass and d.objoid = b.oid
where b.oid between 0 and 4294967295;

-- Postgres 17 to 19
select b.oid, b.datname, b.datdba, b.datacl, pg_catalog.pg_encoding_to_char(b.encoding), b.datcollate, b.datctype,
  b.datlocprovider, b.datlocale, b.dattablespace, b.datconnlimit,
  b.datistemplate, b.datallowconn, pg_catalog.has_database_privilege(b.oid, 'CONNECT'), d.description
from pg_catalog.pg_database b
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass and d.objoid = b.oid
where b.oid between 0 and 4294967295;
