-- Postgres 14 to 19
select i.indexrelid, i.indrelid, pg_catalog.pg_get_indexdef(i.indexrelid),
  pg_catalog.pg_get_expr(i.indpred, i.indrelid)
from pg_catalog.pg_index i
join pg_catalog.pg_class ic on ic.oid = i.indexrelid
where not (i.indexprs is null and i.indpred is null and ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)) and i.indrelid between 0 and 4294967295;
