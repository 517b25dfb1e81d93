-- Postgres 14
select k.oid, k.conrelid, k.conname, k.confrelid, k.conindid, d.description, k.contype, k.conkey, k.confkey,
  k.confupdtype, k.confdeltype, k.confmatchtype, null, k.condeferrable, k.condeferred,
  k.convalidated, true, false, k.connoinherit, k.conislocal
from pg_catalog.pg_constraint k
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objoid = k.oid and d.objsubid = 0
where k.conrelid <> 0 and k.conrelid between 0 and 4294967295
  -- A reference to a partitioned table has a row more for each partition. As an EXISTS it would read all constraints.
  and not (k.contype = 'f' and k.conparentid <> 0
    and k.conrelid = (select p.conrelid from pg_catalog.pg_constraint p where p.oid = k.conparentid));

-- Postgres 15 to 17
select k.oid, k.conrelid, k.conname, k.confrelid, k.conindid, d.description, k.contype, k.conkey, k.confkey,
  k.confupdtype, k.confdeltype, k.confmatchtype, k.confdelsetcols, k.condeferrable, k.condeferred,
  k.convalidated, true, false, k.connoinherit, k.conislocal
from pg_catalog.pg_constraint k
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objoid = k.oid and d.objsubid = 0
where k.conrelid <> 0 and k.conrelid between 0 and 4294967295
  -- A reference to a partitioned table has a row more for each partition. As an EXISTS it would read all constraints.
  and not (k.contype = 'f' and k.conparentid <> 0
    and k.conrelid = (select p.conrelid from pg_catalog.pg_constraint p where p.oid = k.conparentid));

-- Postgres 18 to 19
select k.oid, k.conrelid, k.conname, k.confrelid, k.conindid, d.description, k.contype, k.conkey, k.confkey,
  k.confupdtype, k.confdeltype, k.confmatchtype, k.confdelsetcols, k.condeferrable, k.condeferred,
  k.convalidated, k.conenforced, k.conperiod, k.connoinherit, k.conislocal
from pg_catalog.pg_constraint k
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass and d.objoid = k.oid and d.objsubid = 0
where k.conrelid <> 0 and k.conrelid between 0 and 4294967295
  -- A reference to a partitioned table has a row more for each partition. As an EXISTS it would read all constraints.
  and not (k.contype = 'f' and k.conparentid <> 0
    and k.conrelid = (select p.conrelid from pg_catalog.pg_constraint p where p.oid = k.conparentid));
