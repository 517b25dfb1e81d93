import { databaseIcuLocale, databaseLocaleProvider, grantsHaveInheritOption } from '../../version.ts'
import { inRange } from '../question.ts'
import { question } from './question.ts'

/** What belongs to the whole server. */

export const roles = question({
  name: 'roles',
  about: 'roles',
  sql: (_version, range) => `
select r.oid, r.rolname, r.rolcanlogin, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolreplication,
  r.rolbypassrls, r.rolconnlimit, d.description
from pg_catalog.pg_roles r
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.objoid = r.oid
where ${inRange('r.oid', range)}`,
  decode: ([
    oid,
    name,
    login,
    superuser,
    inherit,
    createRole,
    createDatabase,
    replication,
    bypass,
    limit,
    comment,
  ]: readonly [
    oid: string,
    name: string,
    login: string,
    superuser: string,
    inherit: string,
    createRole: string,
    createDatabase: string,
    replication: string,
    bypass: string,
    limit: string,
    comment: string | null,
  ]) => ({ oid, name, login, superuser, inherit, createRole, createDatabase, replication, bypass, limit, comment }),
})

export const memberships = question({
  name: 'memberships',
  about: 'memberships of roles',
  sql: (version, range) => `
select m.member, m.roleid, m.admin_option, ${
    grantsHaveInheritOption(version) ? 'm.inherit_option, m.set_option' : 'null, null'
  }
from pg_catalog.pg_auth_members m
where ${inRange('m.member', range)}`,
  decode: ([member, role, admin, inherit, set]: readonly [
    member: string,
    role: string,
    admin: string,
    inherit: string | null,
    set: string | null,
  ]) => ({ member, role, admin, inherit, set }),
})

export const tablespaces = question({
  name: 'tablespaces',
  about: 'tablespaces',
  sql: (_version, range) => `
select t.oid, t.spcname, t.spcowner, t.spcacl, t.spcoptions, d.description
from pg_catalog.pg_tablespace t
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_tablespace'::pg_catalog.regclass and d.objoid = t.oid
where ${inRange('t.oid', range)}`,
  decode: ([oid, name, owner, acl, options, comment]: readonly [
    oid: string,
    name: string,
    owner: string,
    acl: string | null,
    options: string | null,
    comment: string | null,
  ]) => ({ oid, name, owner, acl, options, comment }),
})

export const serverDatabases = question({
  name: 'databases',
  about: 'databases',
  sql: (version, range) => `
select b.oid, b.datname, b.datdba, b.datacl, pg_catalog.pg_encoding_to_char(b.encoding), b.datcollate, b.datctype,
  ${databaseLocaleProvider(version).replace('d.', 'b.')}, ${databaseIcuLocale(version).replace('d.', 'b.')}, b.dattablespace, b.datconnlimit,
  b.datistemplate, b.datallowconn, pg_catalog.has_database_privilege(b.oid, 'CONNECT'), d.description
from pg_catalog.pg_database b
left join pg_catalog.pg_shdescription d
  on d.classoid = 'pg_catalog.pg_database'::pg_catalog.regclass and d.objoid = b.oid
where ${inRange('b.oid', range)}`,
  decode: ([
    oid,
    name,
    owner,
    acl,
    encoding,
    collation,
    characterType,
    provider,
    locale,
    tablespace,
    limit,
    template,
    open,
    connectable,
    comment,
  ]: readonly [
    oid: string,
    name: string,
    owner: string,
    acl: string | null,
    encoding: string,
    collation: string | null,
    characterType: string | null,
    provider: string,
    locale: string | null,
    tablespace: string,
    limit: string,
    template: string,
    open: string,
    connectable: string,
    comment: string | null,
  ]) => ({
    oid,
    name,
    owner,
    acl,
    encoding,
    collation,
    characterType,
    provider,
    locale,
    tablespace,
    limit,
    template,
    open,
    connectable,
    comment,
  }),
})

/** `ALTER ROLE … SET` and `ALTER DATABASE … SET`; oid 0 stands for every database or every role. */
export const storedSettings = question({
  name: 'settings',
  about: 'settings of databases and roles',
  sql: (_version, range) => `
select s.setdatabase, s.setrole, s.setconfig
from pg_catalog.pg_db_role_setting s
where ${inRange('s.setdatabase', range)}`,
  decode: ([database, role, settings]: readonly [database: string, role: string, settings: string]) => ({
    database,
    role,
    settings,
  }),
})

/** Pages of the last VACUUM or ANALYZE: pg_database_size would look at every file. Null before the first. */
export const databaseSize = question({
  name: 'database-size',
  about: 'size of the database',
  sql: () => `
select nullif(pg_catalog.sum(c.relpages::pg_catalog.int8), 0) * pg_catalog.current_setting('block_size')::pg_catalog.int8
from pg_catalog.pg_class c`,
  decode: ([bytes]: readonly [bytes: string | null]) => bytes,
})

/** Made at initdb: tells one server from another. */
export const systemIdentifier = question({
  name: 'system-identifier',
  about: "the server's identifier",
  sql: () => 'select c.system_identifier from pg_catalog.pg_control_system() c',
  decode: ([identifier]: readonly [identifier: string]) => identifier,
})
