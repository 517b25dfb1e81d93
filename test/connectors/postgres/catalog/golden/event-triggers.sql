-- Postgres 14 to 19
select e.oid, e.evtname, e.evtowner, e.evtevent, e.evtenabled, e.evttags, p.pronamespace, p.proname, d.description
from pg_catalog.pg_event_trigger e
join pg_catalog.pg_proc p on p.oid = e.evtfoid
left join pg_catalog.pg_description d
  on d.classoid = 'pg_catalog.pg_event_trigger'::pg_catalog.regclass and d.objoid = e.oid and d.objsubid = 0
where e.oid between 0 and 4294967295;
