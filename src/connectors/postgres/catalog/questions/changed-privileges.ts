import { inRange, type OidRange } from '../question.ts'
import { catalogOid, isUserObject, question } from './question.ts'

/**
 * Privileges against those that objects came with, which pg_init_privs keeps. One row for each object of initdb's
 * whose privileges are others now, and for each that an extension gave any.
 */

/** Below the users' oids stands what initdb made. Of what is in information_schema nobody keeps what it came with. */
const isSystemObject = (oid: string): string => `not ${isUserObject(oid)}`
const isBuiltIn = (oid: string, namespace: string): string =>
  `${isSystemObject(oid)} and ${namespace} = 'pg_catalog'::pg_catalog.regnamespace`

const joinInitial = (catalog: string, oid: string, column = '0'): string =>
  `left join pg_catalog.pg_init_privs i
  on i.classoid = ${catalogOid(catalog)} and i.objoid = ${oid} and i.objsubid = ${column}`

/** Few of many have any: the others are left out before anything is joined, whatever the planner knows of them. */
const hasOrHad = (acl: string, catalog: string, oid: string, column = '0'): string =>
  `(${acl} is not null or (${oid}, ${column}) in (select h.objoid, h.objsubid from pg_catalog.pg_init_privs h
    where h.classoid = ${catalogOid(catalog)}))`

/** Null stands for what is built in, and an order that REVOKE and GRANT changed for nothing. */
function isChanged(acl: string, kind: string, owner: string): string {
  const items = (list: string) => `array(select g.item::pg_catalog.text
    from pg_catalog.unnest(coalesce(${list}, pg_catalog.acldefault('${kind}', ${owner}))) g (item) order by 1)`
  return `(${acl} is distinct from i.initprivs and ${items(acl)} <> ${items('i.initprivs')})`
}

const columnList = `pg_catalog.json_agg(
    pg_catalog.json_build_array(a.attname, a.attacl::pg_catalog.text[], i.initprivs::pg_catalog.text[]) order by a.attnum)`

const qualified = (name: string): string => `'pg_catalog.' || pg_catalog.quote_ident(${name})`

const tableSelect = (range: OidRange): string => `
select 'table', ${catalogOid('pg_class')}::pg_catalog.oid, c.oid, 0, ${qualified('c.relname')},
  c.relowner, c.relacl, i.initprivs, x.columns
from pg_catalog.pg_class c
${joinInitial('pg_class', 'c.oid')}
left join (
  select a.attrelid, ${columnList}
  from pg_catalog.pg_attribute a
  ${joinInitial('pg_class', 'a.attrelid', 'a.attnum')}
  where ${isSystemObject('a.attrelid')} and ${hasOrHad('a.attacl', 'pg_class', 'a.attrelid', 'a.attnum')}
    and a.attacl is distinct from i.initprivs
  group by a.attrelid
) x (attrelid, columns) on x.attrelid = c.oid
where ${isBuiltIn('c.oid', 'c.relnamespace')} and ${inRange('c.oid', range)}
  and (${isChanged('c.relacl', 'r', 'c.relowner')} or x.attrelid is not null)`

/** Aggregates are named by the types of all their arguments too. */
const routineSelect = (range: OidRange): string => `
select 'routine', ${catalogOid('pg_proc')}, p.oid, 0, ${qualified('p.proname')} || '(' || coalesce((
    select pg_catalog.string_agg(pg_catalog.format_type(t.oid, null), ', ' order by t.place)
    from pg_catalog.unnest(p.proargtypes) with ordinality t (oid, place)), '') || ')',
  p.proowner, p.proacl, i.initprivs, null
from pg_catalog.pg_proc p
${joinInitial('pg_proc', 'p.oid')}
where ${isBuiltIn('p.oid', 'p.pronamespace')} and ${inRange('p.oid', range)}
  and ${hasOrHad('p.proacl', 'pg_proc', 'p.oid')} and ${isChanged('p.proacl', 'f', 'p.proowner')}`

const typeSelect = (range: OidRange): string => `
select 'type', ${catalogOid('pg_type')}, t.oid, 0, ${qualified('t.typname')},
  t.typowner, t.typacl, i.initprivs, null
from pg_catalog.pg_type t
${joinInitial('pg_type', 't.oid')}
where ${isBuiltIn('t.oid', 't.typnamespace')} and ${inRange('t.oid', range)}
  and ${hasOrHad('t.typacl', 'pg_type', 't.oid')} and ${isChanged('t.typacl', 'T', 't.typowner')}`

const schemaSelect = (range: OidRange): string => `
select 'schema', ${catalogOid('pg_namespace')}, n.oid, 0, pg_catalog.quote_ident(n.nspname),
  n.nspowner, n.nspacl, i.initprivs, null
from pg_catalog.pg_namespace n
${joinInitial('pg_namespace', 'n.oid')}
where n.nspname = 'pg_catalog' and ${inRange('n.oid', range)}
  and ${isChanged('n.nspacl', 'n', 'n.nspowner')}`

const languageSelect = (range: OidRange): string => `
select 'language', ${catalogOid('pg_language')}, l.oid, 0, pg_catalog.quote_ident(l.lanname),
  l.lanowner, l.lanacl, i.initprivs, null
from pg_catalog.pg_language l
${joinInitial('pg_language', 'l.oid')}
where ${isSystemObject('l.oid')} and ${inRange('l.oid', range)} and ${isChanged('l.lanacl', 'l', 'l.lanowner')}`

const extensionSelect = (range: OidRange): string => `
select 'extension', i.classoid, i.objoid, i.objsubid, null, 0, null, i.initprivs, null
from pg_catalog.pg_init_privs i
where i.privtype = 'e' and ${inRange('i.objoid', range)}`

/** Name, privileges, those it came with. */
type ColumnEntry = readonly [name: string, acl: readonly string[] | null, initial: readonly string[] | null]

export const changedPrivileges = question({
  name: 'changed-privileges',
  about: 'changed privileges on system objects and on what extensions brought',
  sql: (_version, range) =>
    [tableSelect, routineSelect, typeSelect, schemaSelect, languageSelect, extensionSelect]
      .map((select) => select(range).trim())
      .join('\nunion all\n'),
  decode: ([what, catalog, oid, column, name, owner, acl, initial, columns]: readonly [
    what: string,
    catalog: string,
    oid: string,
    column: string,
    name: string | null,
    owner: string,
    acl: string | null,
    initial: string | null,
    columns: string | null,
  ]) => ({
    what,
    catalog,
    oid,
    column,
    name: name ?? '',
    owner,
    acl,
    initial,
    columns: columns === null ? [] : (JSON.parse(columns) as readonly ColumnEntry[]),
  }),
})
