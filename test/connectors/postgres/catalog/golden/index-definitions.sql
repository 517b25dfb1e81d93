-- Postgres 14 to 19
select x.indexrelid, x.indrelid, case when not x.parts then pg_catalog.pg_get_indexdef(x.indexrelid) end,
  case when x.parts then pg_catalog.pg_get_expr(x.indexprs, x.indrelid) end,
  case when x.parts then pg_catalog.left(x.indexprs::pg_catalog.text, 200) end,
  pg_catalog.pg_get_expr(x.indpred, case when x.parts then x.indrelid else x.indrelid end)
from (
  select i.indexrelid, i.indrelid, i.indexprs, i.indpred, ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384)
  and pg_catalog.strpos(pg_catalog.concat(i.indexprs, i.indpred), ':varattno 0 ') = 0 and (i.indexprs is null
    or i.indexprs::pg_catalog.text ~ '^[(]{(OPEXPR |FUNCEXPR [^{]*:funcformat 0 )'
      and pg_catalog.cardinality(pg_catalog.array_positions(i.indkey::pg_catalog.int2[], 0::pg_catalog.int2)) = 1) as parts
  from pg_catalog.pg_index i
  cross join lateral (
  select c.relname, c.relpages, c.relkind, c.relam, c.reltablespace, c.reloptions
  from pg_catalog.pg_class c where c.oid = i.indexrelid offset 0) ic
  where (i.indexprs is not null or i.indpred is not null or not (ic.reloptions is null and ic.relam in (
    select m.oid from pg_catalog.pg_am m where m.amname in ('btree', 'hash', 'gin') and m.oid < 16384))) and i.indrelid between 0 and 4294967295
  offset 0
) x;
