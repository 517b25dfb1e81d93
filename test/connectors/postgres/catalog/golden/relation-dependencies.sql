-- Postgres 14 to 19
select d.classid, coalesce(x.indrelid, d.objid), d.refclassid, d.refobjid, x.indrelid is not null
from pg_catalog.pg_depend d
left join lateral (
  select i.indrelid from pg_catalog.pg_index i where i.indexrelid = d.objid offset 0) x on true
where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid between 0 and 4294967295
  and (x.indrelid is null or (d.refobjid <> x.indrelid and x.indrelid between 0 and 4294967295))
union
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.indrelid, d.refclassid, d.refobjid, true
from (
  select i.indexrelid, i.indrelid from pg_catalog.pg_index i
  where i.indrelid between 0 and 4294967295 and not (i.indexrelid between 0 and 4294967295) offset 0) x
cross join lateral (
  select d.refclassid, d.refobjid from pg_catalog.pg_depend d
  where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = x.indexrelid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass offset 0) d
where d.refobjid <> x.indrelid
union
(with x as materialized (
  select x.oid, x.adrelid from pg_catalog.pg_attrdef x where x.adrelid between 0 and 4294967295)
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.adrelid, d.refclassid, d.refobjid, false
from x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where d.refobjid <> x.adrelid
  and d.objid >= (select pg_catalog.min(y.oid) from x y) and d.objid <= (select pg_catalog.max(y.oid) from x y))
union
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.conrelid, d.refclassid, d.refobjid, false
from pg_catalog.pg_constraint x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where x.contype = 'c' and d.refobjid <> x.conrelid and x.conrelid between 0 and 4294967295
union
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.ev_class, d.refclassid, d.refobjid, false
from pg_catalog.pg_rewrite x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where x.ev_type = '1' and d.refobjid <> x.ev_class and x.ev_class between 0 and 4294967295
union
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.ev_class, d.refclassid, d.refobjid, true
from pg_catalog.pg_rewrite x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where x.ev_type <> '1' and d.refobjid <> x.ev_class and x.ev_class between 0 and 4294967295
union
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.polrelid, d.refclassid, d.refobjid, true
from pg_catalog.pg_policy x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where true and d.refobjid <> x.polrelid and x.polrelid between 0 and 4294967295
union
select 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, x.tgrelid, d.refclassid, d.refobjid, true
from pg_catalog.pg_trigger x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where not x.tgisinternal and d.refobjid <> x.tgrelid and x.tgrelid between 0 and 4294967295;
