-- Postgres 14 to 19
select f.oid, f.fdwname, f.fdwowner, f.fdwacl, h.pronamespace, h.proname, v.pronamespace, v.proname, f.fdwoptions,
  d.description
from pg_catalog.pg_foreign_data_wrapper f
left join pg_catalog.pg_proc h on h.oid = f.fdwhandler
left join pg_catalog.pg_proc v on v.oid = f.fdwvalidator
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_foreign_data_wrapper'::pg_catalog.regclass and d.objoid = f.oid and d.objsubid = 0
where f.oid between 0 and 4294967295;
