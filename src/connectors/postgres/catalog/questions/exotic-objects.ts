import type { PgVersion } from '../../version.ts'
import { inRange, type OidRange } from '../question.ts'
import { aggregateSelect } from './aggregates.ts'
import { operatorClassSelect, operatorFamilySelect, operatorSelect } from './operators.ts'
import { catalogOid, inUserSchema, isUserObject, question } from './question.ts'
import { routineName } from './referred-names.ts'
import { textSearchSelects } from './text-search.ts'

/**
 * Kinds that few databases have, all in one question: what they have in common in columns, the rest as JSON in the
 * names of the object model. One row each, whatever the kind.
 */

/** 16 lets ICU collations have rules; 15 and 17 moved the locale. */
const collationLocale = (v: PgVersion): string =>
  v >= 170_000 ? 'c.colllocale' : v >= 150_000 ? 'c.colliculocale' : 'null'
const collationRules = (v: PgVersion): string => (v >= 160_000 ? 'c.collicurules' : 'null')

const baseTypeSelect = (range: OidRange): string => `
select ${catalogOid('pg_type')}::pg_catalog.oid, t.oid, 'base type', t.typnamespace, t.typname, '', t.typowner,
  t.typacl::pg_catalog.text, pg_catalog.json_build_object(
    'shell', not t.typisdefined,
    'input', ${routineName('t.typinput')}, 'output', ${routineName('t.typoutput')},
    'receive', ${routineName('t.typreceive')}, 'send', ${routineName('t.typsend')},
    'modifierInput', ${routineName('t.typmodin')}, 'modifierOutput', ${routineName('t.typmodout')},
    'analyze', ${routineName('t.typanalyze')}, 'subscript', ${routineName('t.typsubscript')},
    'length', nullif(t.typlen, -1), 'passedByValue', t.typbyval,
    'alignment', case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else 'double' end,
    'storage', case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'x' then 'extended' else 'main' end,
    'category', t.typcategory, 'preferred', t.typispreferred, 'default', t.typdefault,
    'element', case when t.typelem <> 0 then pg_catalog.format_type(t.typelem, null) end,
    'delimiter', t.typdelim, 'collatable', t.typcollation <> 0)
from pg_catalog.pg_type t
where (t.typtype = 'b' or (t.typtype = 'p' and not t.typisdefined)) and ${inUserSchema('t.typnamespace')}
  and not exists (select 1 from pg_catalog.pg_type e where e.typarray = t.oid) and ${inRange('t.oid', range)}`

const castSelect = (range: OidRange): string => `
select ${catalogOid('pg_cast')}, c.oid, 'cast', 0,
  pg_catalog.format_type(c.castsource, null) || ' AS ' || pg_catalog.format_type(c.casttarget, null), '', 0, null,
  pg_catalog.json_build_object(
    'source', pg_catalog.format_type(c.castsource, null), 'target', pg_catalog.format_type(c.casttarget, null),
    'routine', case when c.castfunc <> 0 then c.castfunc::pg_catalog.regprocedure::pg_catalog.text end,
    'method', case c.castmethod when 'f' then 'function' when 'i' then 'inout' else 'binary' end,
    'context', case c.castcontext when 'e' then 'explicit' when 'a' then 'assignment' else 'implicit' end)
from pg_catalog.pg_cast c
where ${isUserObject('c.oid')} and ${inRange('c.oid', range)}
  -- comes with every range
  and not exists (select 1 from pg_catalog.pg_range r where r.rngtypid = c.castsource and r.rngmultitypid = c.casttarget)`

const conversionSelect = (range: OidRange): string => `
select ${catalogOid('pg_conversion')}, c.oid, 'conversion', c.connamespace, c.conname, '', c.conowner, null,
  pg_catalog.json_build_object('default', c.condefault, 'from', pg_catalog.pg_encoding_to_char(c.conforencoding),
    'to', pg_catalog.pg_encoding_to_char(c.contoencoding), 'routine', ${routineName('c.conproc')})
from pg_catalog.pg_conversion c
where ${inUserSchema('c.connamespace')} and ${inRange('c.oid', range)}`

const collationSelect = (v: PgVersion, range: OidRange): string => `
select ${catalogOid('pg_collation')}, c.oid, 'collation', c.collnamespace, c.collname, '', c.collowner, null,
  pg_catalog.json_build_object(
    'provider', case c.collprovider when 'c' then 'libc' when 'i' then 'icu' when 'b' then 'builtin' else 'default' end,
    'deterministic', c.collisdeterministic, 'locale', ${collationLocale(v)}, 'collate', c.collcollate,
    'characterType', c.collctype, 'rules', ${collationRules(v)})
from pg_catalog.pg_collation c
where ${inUserSchema('c.collnamespace')} and ${inRange('c.oid', range)}`

const accessMethodSelect = (range: OidRange): string => `
select ${catalogOid('pg_am')}, a.oid, 'access method', 0, a.amname, '', 0, null,
  pg_catalog.json_build_object('type', case a.amtype when 't' then 'table' else 'index' end,
    'handler', ${routineName('a.amhandler')})
from pg_catalog.pg_am a
where ${isUserObject('a.oid')} and ${inRange('a.oid', range)}`

const languageSelect = (range: OidRange): string => `
select ${catalogOid('pg_language')}, l.oid, 'language', 0, l.lanname, '', l.lanowner, l.lanacl::pg_catalog.text,
  pg_catalog.json_build_object('trusted', l.lanpltrusted, 'handler', ${routineName('l.lanplcallfoid')},
    'inline', ${routineName('l.laninline')}, 'validator', ${routineName('l.lanvalidator')})
from pg_catalog.pg_language l
where ${isUserObject('l.oid')} and l.lanispl and ${inRange('l.oid', range)}`

const transformSelect = (range: OidRange): string => `
select ${catalogOid('pg_transform')}, t.oid, 'transform', 0,
  'FOR ' || pg_catalog.format_type(t.trftype, null) || ' LANGUAGE ' || l.lanname, '', 0, null,
  pg_catalog.json_build_object('type', pg_catalog.format_type(t.trftype, null), 'language', l.lanname,
    'fromSql', case when t.trffromsql <> 0 then t.trffromsql::pg_catalog.regprocedure::pg_catalog.text end,
    'toSql', case when t.trftosql <> 0 then t.trftosql::pg_catalog.regprocedure::pg_catalog.text end)
from pg_catalog.pg_transform t
join pg_catalog.pg_language l on l.oid = t.trflang
where ${isUserObject('t.oid')} and ${inRange('t.oid', range)}`

export const exoticObjects = question({
  name: 'exotic-objects',
  about: 'base types, operators, casts, collations, text search objects and their kin',
  sql: (version, range) => `
select o.*, d.description
from (
${[
  baseTypeSelect(range),
  operatorSelect(range),
  operatorClassSelect(range),
  operatorFamilySelect(range),
  castSelect(range),
  conversionSelect(range),
  collationSelect(version, range),
  accessMethodSelect(range),
  languageSelect(range),
  transformSelect(range),
  aggregateSelect(range),
  ...textSearchSelects(range),
]
  .map((select) => select.trim())
  .join('\nunion all\n')}
) o (catalog, oid, kind, namespace, name, arguments, owner, acl, body)
left join pg_catalog.pg_description d on d.classoid = o.catalog and d.objoid = o.oid and d.objsubid = 0`,
  decode: ([catalog, oid, kind, namespace, name, signature, owner, acl, body, comment]: readonly [
    catalog: string,
    oid: string,
    kind: string,
    namespace: string,
    name: string,
    signature: string,
    owner: string,
    acl: string | null,
    body: string,
    comment: string | null,
  ]) => ({ catalog, oid, kind, namespace, name, arguments: signature, owner, acl, body, comment }),
})
