-- Postgres 14 to 19
select d.classid, d.objid, d.refclassid, d.refobjid, false
from pg_catalog.pg_depend d
-- An array of what is left lets the server find few rows by the index; all others belong to relations.
where d.classid = any (array(select c.oid from pg_catalog.pg_class c where c.oid < 16384 and c.oid not in ('pg_catalog.pg_class'::pg_catalog.regclass, 'pg_catalog.pg_attrdef'::pg_catalog.regclass, 'pg_catalog.pg_constraint'::pg_catalog.regclass, 'pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass, 'pg_catalog.pg_default_acl'::pg_catalog.regclass, 'pg_catalog.pg_publication_rel'::pg_catalog.regclass)))
  and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid >= 16384 and d.objid between 0 and 4294967295
union
select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, x.contypid, d.refclassid, d.refobjid, false
from pg_catalog.pg_constraint x
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objid = x.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where x.contypid <> 0 and d.refobjid <> x.contypid and x.contypid between 0 and 4294967295
union
select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, c.reltype, d.refclassid, d.refobjid, false
from pg_catalog.pg_class c
join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'n' and d.refobjid >= 16384
  and d.refclassid <> 'pg_catalog.pg_namespace'::pg_catalog.regclass
where c.relkind = 'c' and c.reltype between 0 and 4294967295;
