-- Postgres 14 to 19
select r.ev_class, r.rulename, r.ev_enabled, pg_catalog.pg_get_ruledef(r.oid), d.description
from pg_catalog.pg_rewrite r
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objoid = r.oid and d.objsubid = 0
-- A table's rule may be called as that which makes a view.
where r.ev_type <> '1' and r.ev_class between 0 and 4294967295;
