import { inRange } from '../question.ts'
import { catalogOid, inUserSchema, question } from './question.ts'

/** What other rows refer to by number, and what text is made with. */

export const moment = question({
  name: 'moment',
  about: 'the state of the server',
  sql: () => `
select pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot()),
  pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot()), pg_catalog.current_setting('block_size'),
  pg_catalog.current_database()`,
  decode: ([oldest, next, blockSize, database]: readonly [
    oldest: string,
    next: string,
    blockSize: string,
    database: string,
  ]) => ({
    oldest,
    next,
    blockSize: Number(blockSize),
    database,
  }),
})

/** Words that this version has to quote where they name something. */
export const keywords = question({
  name: 'keywords',
  about: 'reserved words',
  sql: () => "select k.word from pg_catalog.pg_get_keywords() k where k.catcode <> 'U'",
  decode: ([word]: readonly [word: string]) => word,
})

/** All of them, the server's own included: functions and types of pg_catalog are referred to. */
export const namespaces = question({
  name: 'schemas',
  about: 'schemas',
  sql: (_version, range) => `
select n.oid, n.nspname, n.nspowner, n.nspacl
from pg_catalog.pg_namespace n
where ${inRange('n.oid', range)}`,
  decode: ([oid, name, owner, acl]: readonly [oid: string, name: string, owner: string, acl: string | null]) => ({
    oid,
    name,
    owner,
    acl,
  }),
})

/** Apart: without schemas nothing could be read, without comments nearly all. */
export const schemaComments = question({
  name: 'schema-comments',
  about: 'comments on schemas',
  sql: (_version, range) => `
select d.objoid, d.description
from pg_catalog.pg_description d
where d.classoid = ${catalogOid('pg_namespace')} and d.objsubid = 0 and ${inRange('d.objoid', range)}`,
  decode: ([oid, text]: readonly [oid: string, text: string]) => ({ oid, text }),
})

export const relationNames = question({
  name: 'relation-names',
  about: 'names of relations',
  sql: (_version, range) => `
select c.oid, c.relnamespace, c.relname, c.relkind, c.relowner, c.reltype
from pg_catalog.pg_class c
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c') and ${inUserSchema('c.relnamespace')}
  and ${inRange('c.oid', range)}`,
  decode: ([oid, namespace, name, kind, owner, rowType]: readonly [
    oid: string,
    namespace: string,
    name: string,
    kind: string,
    owner: string,
    rowType: string,
  ]) => ({ oid, namespace, name, kind, owner, rowType }),
})

export const accessMethods = question({
  name: 'access-methods',
  about: 'access methods',
  sql: (_version, range) => `select a.oid, a.amname from pg_catalog.pg_am a where ${inRange('a.oid', range)}`,
  decode: ([oid, name]: readonly [oid: string, name: string]) => ({ oid, name }),
})

export const operatorClasses = question({
  name: 'operator-class-names',
  about: 'names of operator classes',
  sql: (_version, range) => `
select o.oid, o.opcnamespace, o.opcname, o.opcmethod, o.opcdefault, o.opcintype
from pg_catalog.pg_opclass o
where ${inRange('o.oid', range)}`,
  decode: ([oid, namespace, name, method, isDefault, inputType]: readonly [
    oid: string,
    namespace: string,
    name: string,
    method: string,
    isDefault: string,
    inputType: string,
  ]) => ({ oid, namespace, name, method, isDefault: isDefault === 't', inputType }),
})

export const collationNames = question({
  name: 'collation-names',
  about: 'names of collations',
  sql: (_version, range) =>
    `select c.oid, c.collnamespace, c.collname from pg_catalog.pg_collation c where ${inRange('c.oid', range)}`,
  decode: ([oid, namespace, name]: readonly [oid: string, namespace: string, name: string]) => ({
    oid,
    namespace,
    name,
  }),
})

/** What extensions brought, by catalog and oid. */
export const extensionMembers = question({
  name: 'extension-members',
  about: 'members of extensions',
  sql: (_version, range) => `
select x.classid, x.objid, e.extname
from pg_catalog.pg_depend x
join pg_catalog.pg_extension e on e.oid = x.refobjid
where x.refclassid = ${catalogOid('pg_extension')} and x.deptype = 'e' and ${inRange('e.oid', range)}`,
  decode: ([catalog, oid, extension]: readonly [catalog: string, oid: string, extension: string]) => ({
    catalog,
    oid,
    extension,
  }),
})
