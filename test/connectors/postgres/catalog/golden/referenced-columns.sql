-- Postgres 14 to 19
select distinct k.confrelid, a.attnum, a.attname
from pg_catalog.pg_constraint k
join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = any (k.confkey)
where k.contype = 'f' and k.conrelid between 0 and 4294967295 and not (k.confrelid between 0 and 4294967295);
