import type { PgVersion } from '../../version.ts'
import { inRange } from '../question.ts'
import { catalogOid, inUserSchema, joinDescription, question } from './question.ts'

/** Objects of a database that are few, whatever its size. */

export const sequences = question({
  name: 'sequences',
  about: 'sequences',
  sql: (_version, range) => `
select c.oid, c.relacl, c.relpersistence, pg_catalog.format_type(s.seqtypid, null), s.seqstart, s.seqincrement,
  s.seqmin, s.seqmax, s.seqcache, s.seqcycle, o.refobjid, a.attname, o.deptype, d.description
from pg_catalog.pg_class c
join pg_catalog.pg_sequence s on s.seqrelid = c.oid
left join pg_catalog.pg_depend o
  on o.classid = ${catalogOid('pg_class')} and o.objid = c.oid and o.objsubid = 0
  and o.refclassid = ${catalogOid('pg_class')} and o.refobjsubid > 0 and o.deptype in ('a', 'i')
left join pg_catalog.pg_attribute a on a.attrelid = o.refobjid and a.attnum = o.refobjsubid
${joinDescription('pg_class', 'c.oid')}
where c.relkind = 'S' and ${inUserSchema('c.relnamespace')} and ${inRange('c.oid', range)}`,
  decode: ([
    oid,
    acl,
    persistence,
    type,
    start,
    increment,
    minimum,
    maximum,
    cache,
    cycle,
    owner,
    column,
    ownership,
    comment,
  ]: readonly [
    oid: string,
    acl: string | null,
    persistence: string,
    type: string,
    start: string,
    increment: string,
    minimum: string,
    maximum: string,
    cache: string,
    cycle: string,
    owner: string | null,
    column: string | null,
    ownership: string | null,
    comment: string | null,
  ]) => ({
    oid,
    acl,
    persistence,
    type,
    start,
    increment,
    minimum,
    maximum,
    cache,
    cycle: cycle === 't',
    ownedBy: owner === null || column === null ? null : { relation: owner, column, identity: ownership === 'i' },
    comment,
  }),
})

export const extensions = question({
  name: 'extensions',
  about: 'extensions',
  sql: (_version, range) => `
select e.oid, e.extname, e.extowner, e.extnamespace, e.extversion, e.extrelocatable, d.description
from pg_catalog.pg_extension e
${joinDescription('pg_extension', 'e.oid')}
where ${inRange('e.oid', range)}`,
  decode: ([oid, name, owner, namespace, version, relocatable, comment]: readonly [
    oid: string,
    name: string,
    owner: string,
    namespace: string,
    version: string,
    relocatable: string,
    comment: string | null,
  ]) => ({ oid, name, owner, namespace, version, relocatable: relocatable === 't', comment }),
})

export const foreignDataWrappers = question({
  name: 'foreign-data-wrappers',
  about: 'foreign data wrappers',
  sql: (_version, range) => `
select f.oid, f.fdwname, f.fdwowner, f.fdwacl, h.pronamespace, h.proname, v.pronamespace, v.proname, f.fdwoptions,
  d.description
from pg_catalog.pg_foreign_data_wrapper f
left join pg_catalog.pg_proc h on h.oid = f.fdwhandler
left join pg_catalog.pg_proc v on v.oid = f.fdwvalidator
${joinDescription('pg_foreign_data_wrapper', 'f.oid')}
where ${inRange('f.oid', range)}`,
  decode: ([
    oid,
    name,
    owner,
    acl,
    handlerNamespace,
    handler,
    validatorNamespace,
    validator,
    options,
    comment,
  ]: readonly [
    oid: string,
    name: string,
    owner: string,
    acl: string | null,
    handlerNamespace: string | null,
    handler: string | null,
    validatorNamespace: string | null,
    validator: string | null,
    options: string | null,
    comment: string | null,
  ]) => ({
    oid,
    name,
    owner,
    acl,
    handler: [handlerNamespace, handler],
    validator: [validatorNamespace, validator],
    options,
    comment,
  }),
})

/** User mappings tell who has one; their options hold passwords and are never asked for. */
export const foreignServers = question({
  name: 'foreign-servers',
  about: 'foreign servers',
  sql: (_version, range) => `
select s.oid, s.srvname, s.srvowner, s.srvacl, w.fdwname, s.srvtype, s.srvversion, s.srvoptions,
  (select pg_catalog.array_agg(u.umuser order by u.umuser) from pg_catalog.pg_user_mappings u where u.srvid = s.oid),
  d.description
from pg_catalog.pg_foreign_server s
join pg_catalog.pg_foreign_data_wrapper w on w.oid = s.srvfdw
${joinDescription('pg_foreign_server', 's.oid')}
where ${inRange('s.oid', range)}`,
  decode: ([oid, name, owner, acl, wrapper, type, version, options, users, comment]: readonly [
    oid: string,
    name: string,
    owner: string,
    acl: string | null,
    wrapper: string,
    type: string | null,
    version: string | null,
    options: string | null,
    users: string | null,
    comment: string | null,
  ]) => ({ oid, name, owner, acl, wrapper, type, version, options, users, comment }),
})

/** 15 publishes whole schemas, chosen columns and chosen rows; 18 can publish stored generated columns. */
const publishedGenerated = (v: PgVersion): string => (v >= 180_000 ? 'p.pubgencols' : 'null')

export const publications = question({
  name: 'publications',
  about: 'publications',
  sql: (version, range) => `
select p.oid, p.pubname, p.pubowner, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate,
  p.pubviaroot, ${publishedGenerated(version)}, ${
    version >= 150_000
      ? `(select pg_catalog.json_agg(s.pnnspid::pg_catalog.text) from pg_catalog.pg_publication_namespace s
    where s.pnpubid = p.oid)`
      : 'null'
  }, (select pg_catalog.json_agg(pg_catalog.json_build_array(r.prrelid::pg_catalog.text, ${
    version >= 150_000
      ? `case when r.prattrs is not null then
      (select pg_catalog.json_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
        where a.attrelid = r.prrelid and a.attnum = any (r.prattrs)) end, pg_catalog.pg_get_expr(r.prqual, r.prrelid)`
      : 'null, null'
  })) from pg_catalog.pg_publication_rel r where r.prpubid = p.oid), d.description
from pg_catalog.pg_publication p
${joinDescription('pg_publication', 'p.oid')}
where ${inRange('p.oid', range)}`,
  decode: ([
    oid,
    name,
    owner,
    allTables,
    onInsert,
    onUpdate,
    onDelete,
    onTruncate,
    viaRoot,
    generated,
    schemas,
    relations,
    comment,
  ]: readonly [
    oid: string,
    name: string,
    owner: string,
    allTables: string,
    onInsert: string,
    onUpdate: string,
    onDelete: string,
    onTruncate: string,
    viaRoot: string,
    generated: string | null,
    schemas: string | null,
    relations: string | null,
    comment: string | null,
  ]) => ({
    oid,
    name,
    owner,
    allTables: allTables === 't',
    insert: onInsert === 't',
    update: onUpdate === 't',
    delete: onDelete === 't',
    truncate: onTruncate === 't',
    viaRoot: viaRoot === 't',
    generated,
    schemas: JSON.parse(schemas ?? '[]') as readonly string[],
    relations: JSON.parse(relations ?? '[]') as readonly (readonly [
      relation: string,
      columns: readonly string[] | null,
      filter: string | null,
    ])[],
    comment,
  }),
})

/** Its connection string holds a password and is never asked for. */
export const subscriptions = question({
  name: 'subscriptions',
  about: 'subscriptions',
  sql: (_version, range) => `
select s.oid, s.subname, s.subowner, s.subenabled, s.subpublications, s.subslotname, d.description
from pg_catalog.pg_subscription s
join pg_catalog.pg_database b on b.oid = s.subdbid and b.datname = pg_catalog.current_database()
${joinDescription('pg_subscription', 's.oid')}
where ${inRange('s.oid', range)}`,
  decode: ([oid, name, owner, enabled, published, slot, comment]: readonly [
    oid: string,
    name: string,
    owner: string,
    enabled: string,
    published: string,
    slot: string | null,
    comment: string | null,
  ]) => ({ oid, name, owner, enabled: enabled === 't', publications: published, slot, comment }),
})

export const eventTriggers = question({
  name: 'event-triggers',
  about: 'event triggers',
  sql: (_version, range) => `
select e.oid, e.evtname, e.evtowner, e.evtevent, e.evtenabled, e.evttags, p.pronamespace, p.proname, d.description
from pg_catalog.pg_event_trigger e
join pg_catalog.pg_proc p on p.oid = e.evtfoid
${joinDescription('pg_event_trigger', 'e.oid')}
where ${inRange('e.oid', range)}`,
  decode: ([oid, name, owner, event, enabled, tags, namespace, routine, comment]: readonly [
    oid: string,
    name: string,
    owner: string,
    event: string,
    enabled: string,
    tags: string | null,
    namespace: string,
    routine: string,
    comment: string | null,
  ]) => ({ oid, name, owner, event, enabled, tags, routine: [namespace, routine], comment }),
})

export const defaultPrivileges = question({
  name: 'default-privileges',
  about: 'default privileges',
  sql: (_version, range) => `
select a.oid, a.defaclrole, a.defaclnamespace, a.defaclobjtype, a.defaclacl
from pg_catalog.pg_default_acl a
where ${inRange('a.oid', range)}`,
  decode: ([oid, role, namespace, on, acl]: readonly [
    oid: string,
    role: string,
    namespace: string,
    on: string,
    acl: string,
  ]) => ({ oid, role, namespace, on, acl }),
})
