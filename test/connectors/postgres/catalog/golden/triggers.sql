-- Postgres 14 to 19
select t.tgrelid, t.tgname, t.tgenabled, t.tgparentid, p.pronamespace, p.proname,
  pg_catalog.pg_get_triggerdef(t.oid), d.description
from pg_catalog.pg_trigger t
join pg_catalog.pg_proc p on p.oid = t.tgfoid
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_trigger'::pg_catalog.regclass and d.objoid = t.oid and d.objsubid = 0
-- 14 calls a partition's copy of its parent's trigger internal; those of foreign keys have a constraint.
where (not t.tgisinternal or (t.tgparentid <> 0 and t.tgconstraint = 0)) and t.tgrelid between 0 and 4294967295;
