-- Postgres 14 to 19
select k.oid, k.conrelid, case when k.contype <> 'c' then pg_catalog.pg_get_constraintdef(k.oid)
  -- A whole row is called by the relation's name.
  else pg_catalog.pg_get_expr(k.conbin, case when pg_catalog.strpos(k.conbin::pg_catalog.text, ':varattno 0 ') > 0
    then k.conrelid else k.conrelid end) end
from pg_catalog.pg_constraint k
where k.contype in ('c', 'x', 't') and k.conrelid <> 0 and k.conrelid between 0 and 4294967295;
