-- Postgres 14 to 19
select d.adrelid, pg_catalog.array_agg(d.adnum), pg_catalog.array_agg(pg_catalog.pg_get_expr(d.adbin,
  -- Most are constants: to look through each would cost more than to write it.
  case when d.adbin::pg_catalog.text ^@ '{CONST ' or pg_catalog.strpos(d.adbin::pg_catalog.text, '{VAR ') = 0 then 0
    else d.adrelid end))
from pg_catalog.pg_attrdef d
where d.adrelid between 0 and 4294967295
group by d.adrelid;
