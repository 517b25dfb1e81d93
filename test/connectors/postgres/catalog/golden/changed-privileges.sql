-- Postgres 14 to 19
select 'table', 'pg_catalog.pg_class'::pg_catalog.regclass::pg_catalog.oid, c.oid, 0, 'pg_catalog.' || pg_catalog.quote_ident(c.relname),
  c.relowner, c.relacl, i.initprivs, x.columns
from pg_catalog.pg_class c
left join pg_catalog.pg_init_privs i
  on i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.objoid = c.oid and i.objsubid = 0
left join (
  select a.attrelid, pg_catalog.json_agg(
    pg_catalog.json_build_array(a.attname, a.attacl::pg_catalog.text[], i.initprivs::pg_catalog.text[]) order by a.attnum)
  from pg_catalog.pg_attribute a
  left join pg_catalog.pg_init_privs i
  on i.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass and i.objoid = a.attrelid and i.objsubid = a.attnum
  where not a.attrelid >= 16384 and (a.attacl is not null or (a.attrelid, a.attnum) in (select h.objoid, h.objsubid from pg_catalog.pg_init_privs h
    where h.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass))
    and a.attacl is distinct from i.initprivs
  group by a.attrelid
) x (attrelid, columns) on x.attrelid = c.oid
where not c.oid >= 16384 and c.relnamespace = 'pg_catalog'::pg_catalog.regnamespace and c.oid between 0 and 4294967295
  and ((c.relacl is distinct from i.initprivs and array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) g (item) order by 1) <> array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(i.initprivs, pg_catalog.acldefault('r', c.relowner))) g (item) order by 1)) or x.attrelid is not null)
union all
select 'routine', 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 0, 'pg_catalog.' || pg_catalog.quote_ident(p.proname) || '(' || coalesce((
    select pg_catalog.string_agg(pg_catalog.format_type(t.oid, null), ', ' order by t.place)
    from pg_catalog.unnest(p.proargtypes) with ordinality t (oid, place)), '') || ')',
  p.proowner, p.proacl, i.initprivs, null
from pg_catalog.pg_proc p
left join pg_catalog.pg_init_privs i
  on i.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass and i.objoid = p.oid and i.objsubid = 0
where not p.oid >= 16384 and p.pronamespace = 'pg_catalog'::pg_catalog.regnamespace and p.oid between 0 and 4294967295
  and (p.proacl is not null or (p.oid, 0) in (select h.objoid, h.objsubid from pg_catalog.pg_init_privs h
    where h.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass)) and (p.proacl is distinct from i.initprivs and array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) g (item) order by 1) <> array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(i.initprivs, pg_catalog.acldefault('f', p.proowner))) g (item) order by 1))
union all
select 'type', 'pg_catalog.pg_type'::pg_catalog.regclass, t.oid, 0, 'pg_catalog.' || pg_catalog.quote_ident(t.typname),
  t.typowner, t.typacl, i.initprivs, null
from pg_catalog.pg_type t
left join pg_catalog.pg_init_privs i
  on i.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass and i.objoid = t.oid and i.objsubid = 0
where not t.oid >= 16384 and t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace and t.oid between 0 and 4294967295
  and (t.typacl is not null or (t.oid, 0) in (select h.objoid, h.objsubid from pg_catalog.pg_init_privs h
    where h.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass)) and (t.typacl is distinct from i.initprivs and array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))) g (item) order by 1) <> array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(i.initprivs, pg_catalog.acldefault('T', t.typowner))) g (item) order by 1))
union all
select 'schema', 'pg_catalog.pg_namespace'::pg_catalog.regclass, n.oid, 0, pg_catalog.quote_ident(n.nspname),
  n.nspowner, n.nspacl, i.initprivs, null
from pg_catalog.pg_namespace n
left join pg_catalog.pg_init_privs i
  on i.classoid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and i.objoid = n.oid and i.objsubid = 0
where n.nspname = 'pg_catalog' and n.oid between 0 and 4294967295
  and (n.nspacl is distinct from i.initprivs and array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))) g (item) order by 1) <> array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(i.initprivs, pg_catalog.acldefault('n', n.nspowner))) g (item) order by 1))
union all
select 'language', 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 0, pg_catalog.quote_ident(l.lanname),
  l.lanowner, l.lanacl, i.initprivs, null
from pg_catalog.pg_language l
left join pg_catalog.pg_init_privs i
  on i.classoid = 'pg_catalog.pg_language'::pg_catalog.regclass and i.objoid = l.oid and i.objsubid = 0
where not l.oid >= 16384 and l.oid between 0 and 4294967295 and (l.lanacl is distinct from i.initprivs and array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(l.lanacl, pg_catalog.acldefault('l', l.lanowner))) g (item) order by 1) <> array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(i.initprivs, pg_catalog.acldefault('l', l.lanowner))) g (item) order by 1))
union all
select 'extension', i.classoid, i.objoid, i.objsubid, null, 0, null, i.initprivs, null
from pg_catalog.pg_init_privs i
where i.privtype = 'e' and i.objoid between 0 and 4294967295;
