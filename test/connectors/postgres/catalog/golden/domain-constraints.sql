-- Postgres 14 to 19
select k.oid, k.contypid, k.conname, k.contype, pg_catalog.pg_get_constraintdef(k.oid), k.convalidated, d.description
from pg_catalog.pg_constraint k
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objoid = k.oid and d.objsubid = 0
where k.contypid <> 0 and k.contypid between 0 and 4294967295 and k.contypid >= 16384;
