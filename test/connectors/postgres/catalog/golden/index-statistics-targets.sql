-- Postgres 14 to 16
select a.attrelid, a.attnum, nullif(a.attstattarget, -1)
from pg_catalog.pg_index i
join pg_catalog.pg_attribute a on a.attrelid = i.indexrelid
where i.indexprs is not null and a.attnum > 0 and nullif(a.attstattarget, -1) is not null
  and i.indrelid between 0 and 4294967295;

-- Postgres 17 to 19
select a.attrelid, a.attnum, a.attstattarget
from pg_catalog.pg_index i
join pg_catalog.pg_attribute a on a.attrelid = i.indexrelid
where i.indexprs is not null and a.attnum > 0 and a.attstattarget is not null
  and i.indrelid between 0 and 4294967295;
