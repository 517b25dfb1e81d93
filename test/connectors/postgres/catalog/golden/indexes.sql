-- Postgres 14
select i.indexrelid, i.indrelid, ic.relname, ic.relpages, d.description, ic.relkind, ic.relam, ic.reltablespace,
  i.indisunique, i.indisprimary, i.indisvalid, i.indisclustered, i.indisreplident, false,
  i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, i.indexprs is null and i.indpred is null and ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)
from pg_catalog.pg_index i
join pg_catalog.pg_class ic on ic.oid = i.indexrelid
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objoid = i.indexrelid and d.objsubid = 0
where i.indrelid between 0 and 4294967295;

-- Postgres 15 to 19
select i.indexrelid, i.indrelid, ic.relname, ic.relpages, d.description, ic.relkind, ic.relam, ic.reltablespace,
  i.indisunique, i.indisprimary, i.indisvalid, i.indisclustered, i.indisreplident, i.indnullsnotdistinct,
  i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, i.indexprs is null and i.indpred is null and ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)
from pg_catalog.pg_index i
join pg_catalog.pg_class ic on ic.oid = i.indexrelid
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objoid = i.indexrelid and d.objsubid = 0
where i.indrelid between 0 and 4294967295;
