-- Postgres 14
select i.indexrelid, i.indrelid, ic.relname, ic.relpages, d.description, ic.relkind, ic.relam, ic.reltablespace,
  i.indisunique, i.indisprimary, i.indisvalid, i.indisclustered, i.indisreplident, false,
  i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, i.indpred is not null,
  ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)
from pg_catalog.pg_index i
cross join lateral (
  select c.relname, c.relpages, c.relkind, c.relam, c.reltablespace, c.reloptions
  from pg_catalog.pg_class c where c.oid = i.indexrelid offset 0) ic
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objoid = i.indexrelid and d.objsubid = 0
where i.indrelid between 0 and 4294967295;

-- Postgres 15 to 19
select i.indexrelid, i.indrelid, ic.relname, ic.relpages, d.description, ic.relkind, ic.relam, ic.reltablespace,
  i.indisunique, i.indisprimary, i.indisvalid, i.indisclustered, i.indisreplident, i.indnullsnotdistinct,
  i.indnkeyatts, i.indkey, i.indclass, i.indcollation, i.indoption, i.indpred is not null,
  ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)
from pg_catalog.pg_index i
cross join lateral (
  select c.relname, c.relpages, c.relkind, c.relam, c.reltablespace, c.reloptions
  from pg_catalog.pg_class c where c.oid = i.indexrelid offset 0) ic
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objoid = i.indexrelid and d.objsubid = 0
where i.indrelid between 0 and 4294967295;
