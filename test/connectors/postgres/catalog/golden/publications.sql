-- Postgres 14
select p.oid, p.pubname, p.pubowner, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
  p.pubviaroot, null, null, (select pg_catalog.json_agg(pg_catalog.json_build_array(r.prrelid::pg_catalog.text, null, null)) from pg_catalog.pg_publication_rel r where r.prpubid = p.oid), d.description
from pg_catalog.pg_publication p
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_publication'::pg_catalog.regclass and d.objoid = p.oid and d.objsubid = 0
where p.oid between 0 and 4294967295;

-- Postgres 15 to 17
select p.oid, p.pubname, p.pubowner, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
  p.pubviaroot, null, (select pg_catalog.json_agg(s.pnnspid::pg_catalog.text) from pg_catalog.pg_publication_namespace s
    where s.pnpubid = p.oid), (select pg_catalog.json_agg(pg_catalog.json_build_array(r.prrelid::pg_catalog.text, case when r.prattrs is not null then
      (select pg_catalog.json_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
        where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)) end, pg_catalog.pg_get_expr(r.prqual, r.prrelid))) from pg_catalog.pg_publication_rel r where r.prpubid = p.oid), d.description
from pg_catalog.pg_publication p
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_publication'::pg_catalog.regclass and d.objoid = p.oid and d.objsubid = 0
where p.oid between 0 and 4294967295;

-- Postgres 18 to 19
select p.oid, p.pubname, p.pubowner, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
  p.pubviaroot, p.pubgencols, (select pg_catalog.json_agg(s.pnnspid::pg_catalog.text) from pg_catalog.pg_publication_namespace s
    where s.pnpubid = p.oid), (select pg_catalog.json_agg(pg_catalog.json_build_array(r.prrelid::pg_catalog.text, case when r.prattrs is not null then
      (select pg_catalog.json_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
        where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)) end, pg_catalog.pg_get_expr(r.prqual, r.prrelid))) from pg_catalog.pg_publication_rel r where r.prpubid = p.oid), d.description
from pg_catalog.pg_publication p
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_publication'::pg_catalog.regclass and d.objoid = p.oid and d.objsubid = 0
where p.oid between 0 and 4294967295;
