-- Postgres 14 to 19
select r.rngtypid, pg_catalog.format_type(r.rngsubtype, null), case when not o.opcdefault then o.opcnamespace end,
  o.opcname, case when r.rngcollation <> s.typcollation then r.rngcollation end, c.pronamespace, c.proname,
  f.pronamespace, f.proname, m.typnamespace, m.typname
from pg_catalog.pg_range r
join pg_catalog.pg_type s on s.oid = r.rngsubtype
join pg_catalog.pg_opclass o on o.oid = r.rngsubopc
join pg_catalog.pg_type m on m.oid = r.rngmultitypid
left join pg_catalog.pg_proc c on c.oid = r.rngcanonical
left join pg_catalog.pg_proc f on f.oid = r.rngsubdiff
where r.rngtypid >= 16384 and r.rngtypid between 0 and 4294967295;
