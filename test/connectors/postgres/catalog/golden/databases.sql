-- Postgres 14
select d.oid, d.datname, pg_catalog.pg_get_userbyid(d.datdba) as owner,
  pg_catalog.pg_encoding_to_char(d.encoding) as encoding, d.datcollate,
  'c'::pg_catalog."char" as locale_provider, null::pg_catalog.text as icu_locale,
  d.datallowconn, d.datistemplate,
  pg_catalog.has_database_privilege(d.oid, 'CONNECT') as connectable,
  comment.description
from pg_catalog.pg_database d
left join pg_catalog.pg_shdescription comment
  on comment.objoid = d.oid and comment.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
where d.oid between 0 and 4294967295
order by d.datname;

-- Postgres 15 to 16
select d.oid, d.datname, pg_catalog.pg_get_userbyid(d.datdba) as owner,
  pg_catalog.pg_encoding_to_char(d.encoding) as encoding, d.datcollate,
  d.datlocprovider as locale_provider, d.daticulocale as icu_locale,
  d.datallowconn, d.datistemplate,
  pg_catalog.has_database_privilege(d.oid, 'CONNECT') as connectable,
  comment.description
from pg_catalog.pg_database d
left join pg_catalog.pg_shdescription comment
  on comment.objoid = d.oid and comment.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
where d.oid between 0 and 4294967295
order by d.datname;

-- Postgres 17 to 19
select d.oid, d.datname, pg_catalog.pg_get_userbyid(d.datdba) as owner,
  pg_catalog.pg_encoding_to_char(d.encoding) as encoding, d.datcollate,
  d.datlocprovider as locale_provider, d.datlocale as icu_locale,
  d.datallowconn, d.datistemplate,
  pg_catalog.has_database_privilege(d.oid, 'CONNECT') as connectable,
  comment.description
from pg_catalog.pg_database d
left join pg_catalog.pg_shdescription comment
  on comment.objoid = d.oid and comment.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass
where d.oid between 0 and 4294967295
order by d.datname;
