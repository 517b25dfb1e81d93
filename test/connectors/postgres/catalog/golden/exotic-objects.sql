-- Postgres 14
select o.*, d.description
from (
select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid, 'base type', t.typnamespace, t.typname, '', t.typowner,
  t.typacl::pg_catalog.text, pg_catalog.json_build_object(
    'shell', not t.typisdefined,
    'input', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typinput), 'output', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typoutput),
    'receive', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typreceive), 'send', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsend),
    'modifierInput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodin), 'modifierOutput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodout),
    'analyze', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typanalyze), 'subscript', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsubscript),
    'length', nullif(t.typlen, -1), 'passedByValue', t.typbyval,
    'alignment', case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end,
    'storage', case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end,
    'category', t.typcategory, 'preferred', t.typispreferred, 'default', t.typdefault,
    'element', case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
    'delimiter', t.typdelim, 'collatable', t.typcollation <> 0)
from pg_catalog.pg_type t
where (t.typtype = 'b' or (t.typtype = 'p' and not t.typisdefined)) and t.typnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_')
  and not exists (select 1 from pg_catalog.pg_type e where e.typarray = t.oid) and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 'operator', o.oprnamespace, o.oprname,
  coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), null), 'NONE') || ', ' || pg_catalog.format_type(o.oprright, null),
  o.oprowner, null, pg_catalog.json_build_object(
    'left', pg_catalog.format_type(nullif(o.oprleft, 0), null), 'right', pg_catalog.format_type(o.oprright, null),
    'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprcode), 'commutator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprcom),
    'negator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprnegate), 'restrict', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprrest),
    'join', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprjoin), 'merges', o.oprcanmerge, 'hashes', o.oprcanhash)
from pg_catalog.pg_operator o
where o.oprnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and o.oprcode <> 0 and o.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opclass'::pg_catalog.regclass, c.oid, 'operator class', c.opcnamespace, c.opcname, a.amname, c.opcowner, null,
  pg_catalog.json_build_object('method', a.amname, 'family', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = c.opcfamily),
    'default', c.opcdefault, 'type', pg_catalog.format_type(c.opcintype, null),
    'storage', pg_catalog.format_type(nullif(c.opckeytype, 0), null),
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'))
from pg_catalog.pg_opclass c
join pg_catalog.pg_am a on a.oid = c.opcmethod
where c.opcnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opfamily'::pg_catalog.regclass, f.oid, 'operator family', f.opfnamespace, f.opfname, a.amname, f.opfowner, null,
  pg_catalog.json_build_object('method', a.amname,
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'))
from pg_catalog.pg_opfamily f
join pg_catalog.pg_am a on a.oid = f.opfmethod
where f.opfnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and f.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_cast'::pg_catalog.regclass, c.oid, 'cast', 0,
  pg_catalog.format_type(c.castsource, null) || ' AS ' || pg_catalog.format_type(c.casttarget, null), '', 0, null,
  pg_catalog.json_build_object(
    'source', pg_catalog.format_type(c.castsource, null), 'target', pg_catalog.format_type(c.casttarget, null),
    'routine', case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::pg_catalog.text end,
    'method', case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
    'context', case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end)
from pg_catalog.pg_cast c
where c.oid >= 16384 and c.oid between 0 and 4294967295
  -- comes with every range
  and not exists (select 1 from pg_catalog.pg_range r where r.rngtypid = c.castsource and r.rngmultitypid = c.casttarget)
union all
select 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid, 'conversion', c.connamespace, c.conname, '', c.conowner, null,
  pg_catalog.json_build_object('default', c.condefault, 'from', pg_catalog.pg_encoding_to_char(c.conforencoding),
    'to', pg_catalog.pg_encoding_to_char(c.contoencoding), 'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = c.conproc))
from pg_catalog.pg_conversion c
where c.connamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_collation'::pg_catalog.regclass, c.oid, 'collation', c.collnamespace, c.collname, '', c.collowner, null,
  pg_catalog.json_build_object(
    'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end,
    'deterministic', c.collisdeterministic, 'locale', null, 'collate', c.collcollate,
    'characterType', c.collctype, 'rules', null)
from pg_catalog.pg_collation c
where c.collnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_am'::pg_catalog.regclass, a.oid, 'access method', 0, a.amname, '', 0, null,
  pg_catalog.json_build_object('type', case a.amtype when 't' then 'table' else 'index' end,
    'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = a.amhandler))
from pg_catalog.pg_am a
where a.oid >= 16384 and a.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 'language', 0, l.lanname, '', l.lanowner, l.lanacl::pg_catalog.text,
  pg_catalog.json_build_object('trusted', l.lanpltrusted, 'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanplcallfoid),
    'inline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.laninline), 'validator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanvalidator))
from pg_catalog.pg_language l
where l.oid >= 16384 and l.lanispl and l.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_transform'::pg_catalog.regclass, t.oid, 'transform', 0,
  'FOR ' || pg_catalog.format_type(t.trftype, null) || ' LANGUAGE ' || l.lanname, '', 0, null,
  pg_catalog.json_build_object('type', pg_catalog.format_type(t.trftype, null), 'language', l.lanname,
    'fromSql', case when t.trffromsql <> 0 then t.trffromsql::pg_catalog.regprocedure::pg_catalog.text end,
    'toSql', case when t.trftosql <> 0 then t.trftosql::pg_catalog.regprocedure::pg_catalog.text end)
from pg_catalog.pg_transform t
join pg_catalog.pg_language l on l.oid = t.trflang
where t.oid >= 16384 and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'aggregate', p.pronamespace, p.proname, '', p.proowner, null,
  pg_catalog.json_build_object(
    'name', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname),
    'arguments', pg_catalog.pg_get_function_arguments(p.oid),
    'kind', case a.aggkind when 'n' then 'normal' when 'o' then 'ordered-set' else 'hypothetical' end,
    'transition', nullif(a.aggtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'state', pg_catalog.format_type(nullif(a.aggtranstype, 0), null), 'stateSize', a.aggtransspace,
    'initial', a.agginitval, 'final', nullif(a.aggfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'finalExtra', a.aggfinalextra,
    'finalModify', case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end, 'combine', nullif(a.aggcombinefn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'serialize', nullif(a.aggserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'deserialize', nullif(a.aggdeserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingTransition', nullif(a.aggmtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingInverse', nullif(a.aggminvtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingState', pg_catalog.format_type(nullif(a.aggmtranstype, 0), null), 'movingStateSize', a.aggmtransspace, 'movingInitial', a.aggminitval,
    'movingFinal', nullif(a.aggmfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingFinalExtra', a.aggmfinalextra,
    'movingFinalModify', case a.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end,
    'sortOperator', (select 'OPERATOR(' || pg_catalog.quote_ident(s.nspname) || '.' || o.oprname || ')'
      from pg_catalog.pg_operator o join pg_catalog.pg_namespace s on s.oid = o.oprnamespace where o.oid = a.aggsortop),
    'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end)
from pg_catalog.pg_aggregate a
join pg_catalog.pg_proc p on p.oid = a.aggfnoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where p.pronamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, p.oid, 'text search parser', p.prsnamespace, p.prsname, '', 0, null,
  pg_catalog.json_build_object('start', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsstart), 'token', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prstoken),
    'end', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsend), 'headline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsheadline),
    'types', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prslextype))
from pg_catalog.pg_ts_parser p
where p.prsnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_template'::pg_catalog.regclass, t.oid, 'text search template', t.tmplnamespace, t.tmplname, '', 0, null,
  pg_catalog.json_build_object('init', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmplinit), 'lexize', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmpllexize))
from pg_catalog.pg_ts_template t
where t.tmplnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, t.oid, 'text search dictionary', t.dictnamespace, t.dictname, '', t.dictowner, null,
  pg_catalog.json_build_object('template', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.tmplname)
      from pg_catalog.pg_ts_template r join pg_catalog.pg_namespace rn on rn.oid = r.tmplnamespace
      where r.oid = t.dicttemplate), 'options', t.dictinitoption)
from pg_catalog.pg_ts_dict t
where t.dictnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname, '', c.cfgowner,
  null, pg_catalog.json_build_object('parser', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.prsname)
      from pg_catalog.pg_ts_parser r join pg_catalog.pg_namespace rn on rn.oid = r.prsnamespace
      where r.oid = c.cfgparser), 'mappings', coalesce((
    select pg_catalog.json_agg(pg_catalog.json_build_object('token', tokens.alias, 'dictionaries', tokens.dictionaries)
      order by tokens.tokid)
    from (select token.tokid, token.alias,
        pg_catalog.json_agg((select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.dictname)
      from pg_catalog.pg_ts_dict r join pg_catalog.pg_namespace rn on rn.oid = r.dictnamespace
      where r.oid = m.mapdict) order by m.mapseqno) as dictionaries
      from pg_catalog.ts_token_type(c.cfgparser) token
      join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid and m.maptokentype = token.tokid
      group by token.tokid, token.alias) tokens), '[]'))
from pg_catalog.pg_ts_config c
where c.cfgnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
) o (catalog, oid, kind, namespace, name, arguments, owner, acl, body)
left join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid and d.objsubid = 0;

-- Postgres 15
select o.*, d.description
from (
select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid, 'base type', t.typnamespace, t.typname, '', t.typowner,
  t.typacl::pg_catalog.text, pg_catalog.json_build_object(
    'shell', not t.typisdefined,
    'input', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typinput), 'output', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typoutput),
    'receive', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typreceive), 'send', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsend),
    'modifierInput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodin), 'modifierOutput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodout),
    'analyze', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typanalyze), 'subscript', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsubscript),
    'length', nullif(t.typlen, -1), 'passedByValue', t.typbyval,
    'alignment', case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end,
    'storage', case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end,
    'category', t.typcategory, 'preferred', t.typispreferred, 'default', t.typdefault,
    'element', case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
    'delimiter', t.typdelim, 'collatable', t.typcollation <> 0)
from pg_catalog.pg_type t
where (t.typtype = 'b' or (t.typtype = 'p' and not t.typisdefined)) and t.typnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_')
  and not exists (select 1 from pg_catalog.pg_type e where e.typarray = t.oid) and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 'operator', o.oprnamespace, o.oprname,
  coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), null), 'NONE') || ', ' || pg_catalog.format_type(o.oprright, null),
  o.oprowner, null, pg_catalog.json_build_object(
    'left', pg_catalog.format_type(nullif(o.oprleft, 0), null), 'right', pg_catalog.format_type(o.oprright, null),
    'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprcode), 'commutator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprcom),
    'negator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprnegate), 'restrict', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprrest),
    'join', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprjoin), 'merges', o.oprcanmerge, 'hashes', o.oprcanhash)
from pg_catalog.pg_operator o
where o.oprnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and o.oprcode <> 0 and o.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opclass'::pg_catalog.regclass, c.oid, 'operator class', c.opcnamespace, c.opcname, a.amname, c.opcowner, null,
  pg_catalog.json_build_object('method', a.amname, 'family', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = c.opcfamily),
    'default', c.opcdefault, 'type', pg_catalog.format_type(c.opcintype, null),
    'storage', pg_catalog.format_type(nullif(c.opckeytype, 0), null),
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'))
from pg_catalog.pg_opclass c
join pg_catalog.pg_am a on a.oid = c.opcmethod
where c.opcnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opfamily'::pg_catalog.regclass, f.oid, 'operator family', f.opfnamespace, f.opfname, a.amname, f.opfowner, null,
  pg_catalog.json_build_object('method', a.amname,
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'))
from pg_catalog.pg_opfamily f
join pg_catalog.pg_am a on a.oid = f.opfmethod
where f.opfnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and f.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_cast'::pg_catalog.regclass, c.oid, 'cast', 0,
  pg_catalog.format_type(c.castsource, null) || ' AS ' || pg_catalog.format_type(c.casttarget, null), '', 0, null,
  pg_catalog.json_build_object(
    'source', pg_catalog.format_type(c.castsource, null), 'target', pg_catalog.format_type(c.casttarget, null),
    'routine', case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::pg_catalog.text end,
    'method', case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
    'context', case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end)
from pg_catalog.pg_cast c
where c.oid >= 16384 and c.oid between 0 and 4294967295
  -- comes with every range
  and not exists (select 1 from pg_catalog.pg_range r where r.rngtypid = c.castsource and r.rngmultitypid = c.casttarget)
union all
select 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid, 'conversion', c.connamespace, c.conname, '', c.conowner, null,
  pg_catalog.json_build_object('default', c.condefault, 'from', pg_catalog.pg_encoding_to_char(c.conforencoding),
    'to', pg_catalog.pg_encoding_to_char(c.contoencoding), 'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = c.conproc))
from pg_catalog.pg_conversion c
where c.connamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_collation'::pg_catalog.regclass, c.oid, 'collation', c.collnamespace, c.collname, '', c.collowner, null,
  pg_catalog.json_build_object(
    'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end,
    'deterministic', c.collisdeterministic, 'locale', c.colliculocale, 'collate', c.collcollate,
    'characterType', c.collctype, 'rules', null)
from pg_catalog.pg_collation c
where c.collnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_am'::pg_catalog.regclass, a.oid, 'access method', 0, a.amname, '', 0, null,
  pg_catalog.json_build_object('type', case a.amtype when 't' then 'table' else 'index' end,
    'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = a.amhandler))
from pg_catalog.pg_am a
where a.oid >= 16384 and a.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 'language', 0, l.lanname, '', l.lanowner, l.lanacl::pg_catalog.text,
  pg_catalog.json_build_object('trusted', l.lanpltrusted, 'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanplcallfoid),
    'inline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.laninline), 'validator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanvalidator))
from pg_catalog.pg_language l
where l.oid >= 16384 and l.lanispl and l.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_transform'::pg_catalog.regclass, t.oid, 'transform', 0,
  'FOR ' || pg_catalog.format_type(t.trftype, null) || ' LANGUAGE ' || l.lanname, '', 0, null,
  pg_catalog.json_build_object('type', pg_catalog.format_type(t.trftype, null), 'language', l.lanname,
    'fromSql', case when t.trffromsql <> 0 then t.trffromsql::pg_catalog.regprocedure::pg_catalog.text end,
    'toSql', case when t.trftosql <> 0 then t.trftosql::pg_catalog.regprocedure::pg_catalog.text end)
from pg_catalog.pg_transform t
join pg_catalog.pg_language l on l.oid = t.trflang
where t.oid >= 16384 and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'aggregate', p.pronamespace, p.proname, '', p.proowner, null,
  pg_catalog.json_build_object(
    'name', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname),
    'arguments', pg_catalog.pg_get_function_arguments(p.oid),
    'kind', case a.aggkind when 'n' then 'normal' when 'o' then 'ordered-set' else 'hypothetical' end,
    'transition', nullif(a.aggtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'state', pg_catalog.format_type(nullif(a.aggtranstype, 0), null), 'stateSize', a.aggtransspace,
    'initial', a.agginitval, 'final', nullif(a.aggfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'finalExtra', a.aggfinalextra,
    'finalModify', case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end, 'combine', nullif(a.aggcombinefn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'serialize', nullif(a.aggserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'deserialize', nullif(a.aggdeserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingTransition', nullif(a.aggmtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingInverse', nullif(a.aggminvtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingState', pg_catalog.format_type(nullif(a.aggmtranstype, 0), null), 'movingStateSize', a.aggmtransspace, 'movingInitial', a.aggminitval,
    'movingFinal', nullif(a.aggmfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingFinalExtra', a.aggmfinalextra,
    'movingFinalModify', case a.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end,
    'sortOperator', (select 'OPERATOR(' || pg_catalog.quote_ident(s.nspname) || '.' || o.oprname || ')'
      from pg_catalog.pg_operator o join pg_catalog.pg_namespace s on s.oid = o.oprnamespace where o.oid = a.aggsortop),
    'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end)
from pg_catalog.pg_aggregate a
join pg_catalog.pg_proc p on p.oid = a.aggfnoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where p.pronamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, p.oid, 'text search parser', p.prsnamespace, p.prsname, '', 0, null,
  pg_catalog.json_build_object('start', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsstart), 'token', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prstoken),
    'end', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsend), 'headline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsheadline),
    'types', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prslextype))
from pg_catalog.pg_ts_parser p
where p.prsnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_template'::pg_catalog.regclass, t.oid, 'text search template', t.tmplnamespace, t.tmplname, '', 0, null,
  pg_catalog.json_build_object('init', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmplinit), 'lexize', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmpllexize))
from pg_catalog.pg_ts_template t
where t.tmplnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, t.oid, 'text search dictionary', t.dictnamespace, t.dictname, '', t.dictowner, null,
  pg_catalog.json_build_object('template', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.tmplname)
      from pg_catalog.pg_ts_template r join pg_catalog.pg_namespace rn on rn.oid = r.tmplnamespace
      where r.oid = t.dicttemplate), 'options', t.dictinitoption)
from pg_catalog.pg_ts_dict t
where t.dictnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname, '', c.cfgowner,
  null, pg_catalog.json_build_object('parser', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.prsname)
      from pg_catalog.pg_ts_parser r join pg_catalog.pg_namespace rn on rn.oid = r.prsnamespace
      where r.oid = c.cfgparser), 'mappings', coalesce((
    select pg_catalog.json_agg(pg_catalog.json_build_object('token', tokens.alias, 'dictionaries', tokens.dictionaries)
      order by tokens.tokid)
    from (select token.tokid, token.alias,
        pg_catalog.json_agg((select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.dictname)
      from pg_catalog.pg_ts_dict r join pg_catalog.pg_namespace rn on rn.oid = r.dictnamespace
      where r.oid = m.mapdict) order by m.mapseqno) as dictionaries
      from pg_catalog.ts_token_type(c.cfgparser) token
      join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid and m.maptokentype = token.tokid
      group by token.tokid, token.alias) tokens), '[]'))
from pg_catalog.pg_ts_config c
where c.cfgnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
) o (catalog, oid, kind, namespace, name, arguments, owner, acl, body)
left join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid and d.objsubid = 0;

-- Postgres 16
select o.*, d.description
from (
select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid, 'base type', t.typnamespace, t.typname, '', t.typowner,
  t.typacl::pg_catalog.text, pg_catalog.json_build_object(
    'shell', not t.typisdefined,
    'input', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typinput), 'output', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typoutput),
    'receive', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typreceive), 'send', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsend),
    'modifierInput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodin), 'modifierOutput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodout),
    'analyze', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typanalyze), 'subscript', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsubscript),
    'length', nullif(t.typlen, -1), 'passedByValue', t.typbyval,
    'alignment', case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end,
    'storage', case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end,
    'category', t.typcategory, 'preferred', t.typispreferred, 'default', t.typdefault,
    'element', case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
    'delimiter', t.typdelim, 'collatable', t.typcollation <> 0)
from pg_catalog.pg_type t
where (t.typtype = 'b' or (t.typtype = 'p' and not t.typisdefined)) and t.typnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_')
  and not exists (select 1 from pg_catalog.pg_type e where e.typarray = t.oid) and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 'operator', o.oprnamespace, o.oprname,
  coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), null), 'NONE') || ', ' || pg_catalog.format_type(o.oprright, null),
  o.oprowner, null, pg_catalog.json_build_object(
    'left', pg_catalog.format_type(nullif(o.oprleft, 0), null), 'right', pg_catalog.format_type(o.oprright, null),
    'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprcode), 'commutator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprcom),
    'negator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprnegate), 'restrict', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprrest),
    'join', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprjoin), 'merges', o.oprcanmerge, 'hashes', o.oprcanhash)
from pg_catalog.pg_operator o
where o.oprnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and o.oprcode <> 0 and o.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opclass'::pg_catalog.regclass, c.oid, 'operator class', c.opcnamespace, c.opcname, a.amname, c.opcowner, null,
  pg_catalog.json_build_object('method', a.amname, 'family', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = c.opcfamily),
    'default', c.opcdefault, 'type', pg_catalog.format_type(c.opcintype, null),
    'storage', pg_catalog.format_type(nullif(c.opckeytype, 0), null),
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'))
from pg_catalog.pg_opclass c
join pg_catalog.pg_am a on a.oid = c.opcmethod
where c.opcnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opfamily'::pg_catalog.regclass, f.oid, 'operator family', f.opfnamespace, f.opfname, a.amname, f.opfowner, null,
  pg_catalog.json_build_object('method', a.amname,
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'))
from pg_catalog.pg_opfamily f
join pg_catalog.pg_am a on a.oid = f.opfmethod
where f.opfnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and f.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_cast'::pg_catalog.regclass, c.oid, 'cast', 0,
  pg_catalog.format_type(c.castsource, null) || ' AS ' || pg_catalog.format_type(c.casttarget, null), '', 0, null,
  pg_catalog.json_build_object(
    'source', pg_catalog.format_type(c.castsource, null), 'target', pg_catalog.format_type(c.casttarget, null),
    'routine', case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::pg_catalog.text end,
    'method', case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
    'context', case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end)
from pg_catalog.pg_cast c
where c.oid >= 16384 and c.oid between 0 and 4294967295
  -- comes with every range
  and not exists (select 1 from pg_catalog.pg_range r where r.rngtypid = c.castsource and r.rngmultitypid = c.casttarget)
union all
select 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid, 'conversion', c.connamespace, c.conname, '', c.conowner, null,
  pg_catalog.json_build_object('default', c.condefault, 'from', pg_catalog.pg_encoding_to_char(c.conforencoding),
    'to', pg_catalog.pg_encoding_to_char(c.contoencoding), 'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = c.conproc))
from pg_catalog.pg_conversion c
where c.connamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_collation'::pg_catalog.regclass, c.oid, 'collation', c.collnamespace, c.collname, '', c.collowner, null,
  pg_catalog.json_build_object(
    'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end,
    'deterministic', c.collisdeterministic, 'locale', c.colliculocale, 'collate', c.collcollate,
    'characterType', c.collctype, 'rules', c.collicurules)
from pg_catalog.pg_collation c
where c.collnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_am'::pg_catalog.regclass, a.oid, 'access method', 0, a.amname, '', 0, null,
  pg_catalog.json_build_object('type', case a.amtype when 't' then 'table' else 'index' end,
    'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = a.amhandler))
from pg_catalog.pg_am a
where a.oid >= 16384 and a.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 'language', 0, l.lanname, '', l.lanowner, l.lanacl::pg_catalog.text,
  pg_catalog.json_build_object('trusted', l.lanpltrusted, 'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanplcallfoid),
    'inline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.laninline), 'validator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanvalidator))
from pg_catalog.pg_language l
where l.oid >= 16384 and l.lanispl and l.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_transform'::pg_catalog.regclass, t.oid, 'transform', 0,
  'FOR ' || pg_catalog.format_type(t.trftype, null) || ' LANGUAGE ' || l.lanname, '', 0, null,
  pg_catalog.json_build_object('type', pg_catalog.format_type(t.trftype, null), 'language', l.lanname,
    'fromSql', case when t.trffromsql <> 0 then t.trffromsql::pg_catalog.regprocedure::pg_catalog.text end,
    'toSql', case when t.trftosql <> 0 then t.trftosql::pg_catalog.regprocedure::pg_catalog.text end)
from pg_catalog.pg_transform t
join pg_catalog.pg_language l on l.oid = t.trflang
where t.oid >= 16384 and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'aggregate', p.pronamespace, p.proname, '', p.proowner, null,
  pg_catalog.json_build_object(
    'name', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname),
    'arguments', pg_catalog.pg_get_function_arguments(p.oid),
    'kind', case a.aggkind when 'n' then 'normal' when 'o' then 'ordered-set' else 'hypothetical' end,
    'transition', nullif(a.aggtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'state', pg_catalog.format_type(nullif(a.aggtranstype, 0), null), 'stateSize', a.aggtransspace,
    'initial', a.agginitval, 'final', nullif(a.aggfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'finalExtra', a.aggfinalextra,
    'finalModify', case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end, 'combine', nullif(a.aggcombinefn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'serialize', nullif(a.aggserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'deserialize', nullif(a.aggdeserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingTransition', nullif(a.aggmtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingInverse', nullif(a.aggminvtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingState', pg_catalog.format_type(nullif(a.aggmtranstype, 0), null), 'movingStateSize', a.aggmtransspace, 'movingInitial', a.aggminitval,
    'movingFinal', nullif(a.aggmfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingFinalExtra', a.aggmfinalextra,
    'movingFinalModify', case a.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end,
    'sortOperator', (select 'OPERATOR(' || pg_catalog.quote_ident(s.nspname) || '.' || o.oprname || ')'
      from pg_catalog.pg_operator o join pg_catalog.pg_namespace s on s.oid = o.oprnamespace where o.oid = a.aggsortop),
    'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end)
from pg_catalog.pg_aggregate a
join pg_catalog.pg_proc p on p.oid = a.aggfnoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where p.pronamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, p.oid, 'text search parser', p.prsnamespace, p.prsname, '', 0, null,
  pg_catalog.json_build_object('start', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsstart), 'token', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prstoken),
    'end', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsend), 'headline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsheadline),
    'types', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prslextype))
from pg_catalog.pg_ts_parser p
where p.prsnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_template'::pg_catalog.regclass, t.oid, 'text search template', t.tmplnamespace, t.tmplname, '', 0, null,
  pg_catalog.json_build_object('init', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmplinit), 'lexize', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmpllexize))
from pg_catalog.pg_ts_template t
where t.tmplnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, t.oid, 'text search dictionary', t.dictnamespace, t.dictname, '', t.dictowner, null,
  pg_catalog.json_build_object('template', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.tmplname)
      from pg_catalog.pg_ts_template r join pg_catalog.pg_namespace rn on rn.oid = r.tmplnamespace
      where r.oid = t.dicttemplate), 'options', t.dictinitoption)
from pg_catalog.pg_ts_dict t
where t.dictnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname, '', c.cfgowner,
  null, pg_catalog.json_build_object('parser', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.prsname)
      from pg_catalog.pg_ts_parser r join pg_catalog.pg_namespace rn on rn.oid = r.prsnamespace
      where r.oid = c.cfgparser), 'mappings', coalesce((
    select pg_catalog.json_agg(pg_catalog.json_build_object('token', tokens.alias, 'dictionaries', tokens.dictionaries)
      order by tokens.tokid)
    from (select token.tokid, token.alias,
        pg_catalog.json_agg((select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.dictname)
      from pg_catalog.pg_ts_dict r join pg_catalog.pg_namespace rn on rn.oid = r.dictnamespace
      where r.oid = m.mapdict) order by m.mapseqno) as dictionaries
      from pg_catalog.ts_token_type(c.cfgparser) token
      join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid and m.maptokentype = token.tokid
      group by token.tokid, token.alias) tokens), '[]'))
from pg_catalog.pg_ts_config c
where c.cfgnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
) o (catalog, oid, kind, namespace, name, arguments, owner, acl, body)
left join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid and d.objsubid = 0;

-- Postgres 17 to 19
select o.*, d.description
from (
select 'pg_catalog.pg_type'::pg_catalog.regclass::pg_catalog.oid, t.oid, 'base type', t.typnamespace, t.typname, '', t.typowner,
  t.typacl::pg_catalog.text, pg_catalog.json_build_object(
    'shell', not t.typisdefined,
    'input', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typinput), 'output', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typoutput),
    'receive', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typreceive), 'send', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsend),
    'modifierInput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodin), 'modifierOutput', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typmodout),
    'analyze', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typanalyze), 'subscript', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.typsubscript),
    'length', nullif(t.typlen, -1), 'passedByValue', t.typbyval,
    'alignment', case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end,
    'storage', case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end,
    'category', t.typcategory, 'preferred', t.typispreferred, 'default', t.typdefault,
    'element', case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
    'delimiter', t.typdelim, 'collatable', t.typcollation <> 0)
from pg_catalog.pg_type t
where (t.typtype = 'b' or (t.typtype = 'p' and not t.typisdefined)) and t.typnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_')
  and not exists (select 1 from pg_catalog.pg_type e where e.typarray = t.oid) and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_operator'::pg_catalog.regclass, o.oid, 'operator', o.oprnamespace, o.oprname,
  coalesce(pg_catalog.format_type(nullif(o.oprleft, 0), null), 'NONE') || ', ' || pg_catalog.format_type(o.oprright, null),
  o.oprowner, null, pg_catalog.json_build_object(
    'left', pg_catalog.format_type(nullif(o.oprleft, 0), null), 'right', pg_catalog.format_type(o.oprright, null),
    'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprcode), 'commutator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprcom),
    'negator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = o.oprnegate), 'restrict', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprrest),
    'join', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = o.oprjoin), 'merges', o.oprcanmerge, 'hashes', o.oprcanhash)
from pg_catalog.pg_operator o
where o.oprnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and o.oprcode <> 0 and o.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opclass'::pg_catalog.regclass, c.oid, 'operator class', c.opcnamespace, c.opcname, a.amname, c.opcowner, null,
  pg_catalog.json_build_object('method', a.amname, 'family', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = c.opcfamily),
    'default', c.opcdefault, 'type', pg_catalog.format_type(c.opcintype, null),
    'storage', pg_catalog.format_type(nullif(c.opckeytype, 0), null),
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opclass'::pg_catalog.regclass and md.refobjid = c.oid), '[]'))
from pg_catalog.pg_opclass c
join pg_catalog.pg_am a on a.oid = c.opcmethod
where c.opcnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_opfamily'::pg_catalog.regclass, f.oid, 'operator family', f.opfnamespace, f.opfname, a.amname, f.opfowner, null,
  pg_catalog.json_build_object('method', a.amname,
    'operators', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amopstrategy, 'operator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.oprname)
      from pg_catalog.pg_operator r join pg_catalog.pg_namespace rn on rn.oid = r.oprnamespace
      where r.oid = m.amopopr),
        'left', pg_catalog.format_type(m.amoplefttype, null), 'right', pg_catalog.format_type(m.amoprighttype, null),
        'orderBy', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.opfname)
      from pg_catalog.pg_opfamily r join pg_catalog.pg_namespace rn on rn.oid = r.opfnamespace
      where r.oid = m.amopsortfamily))
        order by m.amopstrategy, pg_catalog.format_type(m.amoplefttype, null) collate "C",
          pg_catalog.format_type(m.amoprighttype, null) collate "C")
      from pg_catalog.pg_amop m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amop'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'functions', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_object(
        'number', m.amprocnum, 'left', pg_catalog.format_type(m.amproclefttype, null),
        'right', pg_catalog.format_type(m.amprocrighttype, null),
        'routine', m.amproc::pg_catalog.oid::pg_catalog.regprocedure::pg_catalog.text)
        order by m.amprocnum, pg_catalog.format_type(m.amproclefttype, null) collate "C",
          pg_catalog.format_type(m.amprocrighttype, null) collate "C")
      from pg_catalog.pg_amproc m join pg_catalog.pg_depend md on md.classid = 'pg_catalog.pg_amproc'::pg_catalog.regclass
        and md.objid = m.oid and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'),
    'rows', coalesce((select pg_catalog.json_agg(pg_catalog.json_build_array(
        md.classid::pg_catalog.text, md.objid::pg_catalog.text))
      from pg_catalog.pg_depend md where md.classid in ('pg_catalog.pg_amop'::pg_catalog.regclass, 'pg_catalog.pg_amproc'::pg_catalog.regclass)
        and md.refclassid = 'pg_catalog.pg_opfamily'::pg_catalog.regclass and md.refobjid = f.oid), '[]'))
from pg_catalog.pg_opfamily f
join pg_catalog.pg_am a on a.oid = f.opfmethod
where f.opfnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and f.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_cast'::pg_catalog.regclass, c.oid, 'cast', 0,
  pg_catalog.format_type(c.castsource, null) || ' AS ' || pg_catalog.format_type(c.casttarget, null), '', 0, null,
  pg_catalog.json_build_object(
    'source', pg_catalog.format_type(c.castsource, null), 'target', pg_catalog.format_type(c.casttarget, null),
    'routine', case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::pg_catalog.text end,
    'method', case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
    'context', case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end)
from pg_catalog.pg_cast c
where c.oid >= 16384 and c.oid between 0 and 4294967295
  -- comes with every range
  and not exists (select 1 from pg_catalog.pg_range r where r.rngtypid = c.castsource and r.rngmultitypid = c.casttarget)
union all
select 'pg_catalog.pg_conversion'::pg_catalog.regclass, c.oid, 'conversion', c.connamespace, c.conname, '', c.conowner, null,
  pg_catalog.json_build_object('default', c.condefault, 'from', pg_catalog.pg_encoding_to_char(c.conforencoding),
    'to', pg_catalog.pg_encoding_to_char(c.contoencoding), 'routine', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = c.conproc))
from pg_catalog.pg_conversion c
where c.connamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_collation'::pg_catalog.regclass, c.oid, 'collation', c.collnamespace, c.collname, '', c.collowner, null,
  pg_catalog.json_build_object(
    'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end,
    'deterministic', c.collisdeterministic, 'locale', c.colllocale, 'collate', c.collcollate,
    'characterType', c.collctype, 'rules', c.collicurules)
from pg_catalog.pg_collation c
where c.collnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_am'::pg_catalog.regclass, a.oid, 'access method', 0, a.amname, '', 0, null,
  pg_catalog.json_build_object('type', case a.amtype when 't' then 'table' else 'index' end,
    'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = a.amhandler))
from pg_catalog.pg_am a
where a.oid >= 16384 and a.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_language'::pg_catalog.regclass, l.oid, 'language', 0, l.lanname, '', l.lanowner, l.lanacl::pg_catalog.text,
  pg_catalog.json_build_object('trusted', l.lanpltrusted, 'handler', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanplcallfoid),
    'inline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.laninline), 'validator', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = l.lanvalidator))
from pg_catalog.pg_language l
where l.oid >= 16384 and l.lanispl and l.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_transform'::pg_catalog.regclass, t.oid, 'transform', 0,
  'FOR ' || pg_catalog.format_type(t.trftype, null) || ' LANGUAGE ' || l.lanname, '', 0, null,
  pg_catalog.json_build_object('type', pg_catalog.format_type(t.trftype, null), 'language', l.lanname,
    'fromSql', case when t.trffromsql <> 0 then t.trffromsql::pg_catalog.regprocedure::pg_catalog.text end,
    'toSql', case when t.trftosql <> 0 then t.trftosql::pg_catalog.regprocedure::pg_catalog.text end)
from pg_catalog.pg_transform t
join pg_catalog.pg_language l on l.oid = t.trflang
where t.oid >= 16384 and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_proc'::pg_catalog.regclass, p.oid, 'aggregate', p.pronamespace, p.proname, '', p.proowner, null,
  pg_catalog.json_build_object(
    'name', pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname),
    'arguments', pg_catalog.pg_get_function_arguments(p.oid),
    'kind', case a.aggkind when 'n' then 'normal' when 'o' then 'ordered-set' else 'hypothetical' end,
    'transition', nullif(a.aggtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'state', pg_catalog.format_type(nullif(a.aggtranstype, 0), null), 'stateSize', a.aggtransspace,
    'initial', a.agginitval, 'final', nullif(a.aggfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'finalExtra', a.aggfinalextra,
    'finalModify', case a.aggfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end, 'combine', nullif(a.aggcombinefn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'serialize', nullif(a.aggserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'deserialize', nullif(a.aggdeserialfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingTransition', nullif(a.aggmtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingInverse', nullif(a.aggminvtransfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text,
    'movingState', pg_catalog.format_type(nullif(a.aggmtranstype, 0), null), 'movingStateSize', a.aggmtransspace, 'movingInitial', a.aggminitval,
    'movingFinal', nullif(a.aggmfinalfn::pg_catalog.oid, 0)::pg_catalog.regproc::pg_catalog.text, 'movingFinalExtra', a.aggmfinalextra,
    'movingFinalModify', case a.aggmfinalmodify when 'r' then 'read_only' when 's' then 'shareable' else 'read_write' end,
    'sortOperator', (select 'OPERATOR(' || pg_catalog.quote_ident(s.nspname) || '.' || o.oprname || ')'
      from pg_catalog.pg_operator o join pg_catalog.pg_namespace s on s.oid = o.oprnamespace where o.oid = a.aggsortop),
    'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end)
from pg_catalog.pg_aggregate a
join pg_catalog.pg_proc p on p.oid = a.aggfnoid
join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where p.pronamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_parser'::pg_catalog.regclass, p.oid, 'text search parser', p.prsnamespace, p.prsname, '', 0, null,
  pg_catalog.json_build_object('start', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsstart), 'token', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prstoken),
    'end', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsend), 'headline', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prsheadline),
    'types', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = p.prslextype))
from pg_catalog.pg_ts_parser p
where p.prsnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and p.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_template'::pg_catalog.regclass, t.oid, 'text search template', t.tmplnamespace, t.tmplname, '', 0, null,
  pg_catalog.json_build_object('init', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmplinit), 'lexize', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.proname)
      from pg_catalog.pg_proc r join pg_catalog.pg_namespace rn on rn.oid = r.pronamespace
      where r.oid = t.tmpllexize))
from pg_catalog.pg_ts_template t
where t.tmplnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_dict'::pg_catalog.regclass, t.oid, 'text search dictionary', t.dictnamespace, t.dictname, '', t.dictowner, null,
  pg_catalog.json_build_object('template', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.tmplname)
      from pg_catalog.pg_ts_template r join pg_catalog.pg_namespace rn on rn.oid = r.tmplnamespace
      where r.oid = t.dicttemplate), 'options', t.dictinitoption)
from pg_catalog.pg_ts_dict t
where t.dictnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and t.oid between 0 and 4294967295
union all
select 'pg_catalog.pg_ts_config'::pg_catalog.regclass, c.oid, 'text search configuration', c.cfgnamespace, c.cfgname, '', c.cfgowner,
  null, pg_catalog.json_build_object('parser', (select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.prsname)
      from pg_catalog.pg_ts_parser r join pg_catalog.pg_namespace rn on rn.oid = r.prsnamespace
      where r.oid = c.cfgparser), 'mappings', coalesce((
    select pg_catalog.json_agg(pg_catalog.json_build_object('token', tokens.alias, 'dictionaries', tokens.dictionaries)
      order by tokens.tokid)
    from (select token.tokid, token.alias,
        pg_catalog.json_agg((select pg_catalog.json_build_object('schema', rn.nspname, 'name', r.dictname)
      from pg_catalog.pg_ts_dict r join pg_catalog.pg_namespace rn on rn.oid = r.dictnamespace
      where r.oid = m.mapdict) order by m.mapseqno) as dictionaries
      from pg_catalog.ts_token_type(c.cfgparser) token
      join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid and m.maptokentype = token.tokid
      group by token.tokid, token.alias) tokens), '[]'))
from pg_catalog.pg_ts_config c
where c.cfgnamespace in (select n.oid from pg_catalog.pg_namespace n
    where n.nspname <> 'information_schema' and n.nspname !~ '^pg_') and c.oid between 0 and 4294967295
) o (catalog, oid, kind, namespace, name, arguments, owner, acl, body)
left join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid and d.objsubid = 0;
