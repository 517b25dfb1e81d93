import type { Database, Role, Tablespace } from '../../../core/catalog/objects.ts'
import type { SnapshotObjectBase } from '../../../core/catalog/place.ts'
import { toWord } from '../catalog/decode.ts'
import {
  databaseSize,
  memberships,
  roles,
  serverDatabases,
  storedSettings,
  tablespaces,
} from '../catalog/questions/server.ts'
import { readArray } from './copy-text.ts'
import { readGrants } from './grants.ts'
import { compareText, groupBy, none } from './group.ts'
import type { Names } from './names.ts'
import type { Answers } from './transaction.ts'
import { localeProviders } from './words.ts'

export type DatabaseEntry = ReturnType<typeof serverDatabases.decode>

type Named = { readonly oid: string; readonly name: string; readonly comment: string | null }

const outside = ({ oid, name, comment }: Named) =>
  ({
    database: null,
    schema: null,
    name,
    identity: { oid: Number(oid) },
    comment,
    extension: null,
    dependsOn: none,
  }) satisfies Omit<SnapshotObjectBase, 'owner' | 'grants'>

const limit = (text: string): number | null => (text === '-1' ? null : Number(text))
const byName = <T extends { readonly name: string }>(items: T[]): T[] =>
  items.sort((a, b) => compareText(a.name, b.name))

/** Roles that initdb made have oids below. */
const isUserRole = ({ oid, name }: Named): boolean => !(Number(oid) < 16_384 && name.startsWith('pg_'))

/** Roles and tablespaces, by name; predefined roles belong to every server and are left out. */
export function buildServerObjects(server: Answers, answers: Answers, names: Names): (Role | Tablespace)[] {
  const groups = groupBy(server.of(memberships), ({ member }) => member)
  const settings = new Map(
    answers
      .of(storedSettings)
      .filter(({ database }) => database === '0')
      .map((entry) => [entry.role, entry]),
  )
  const foundRoles = answers
    .of(roles)
    .filter(isUserRole)
    .map(
      (role): Role => ({
        kind: 'role',
        ...outside(role),
        owner: null,
        grants: null,
        login: role.login === 't',
        superuser: role.superuser === 't',
        inherit: role.inherit === 't',
        createRole: role.createRole === 't',
        createDatabase: role.createDatabase === 't',
        replication: role.replication === 't',
        bypassRowSecurity: role.bypass === 't',
        connectionLimit: limit(role.limit),
        memberOf: (groups.get(role.oid) ?? none)
          .map((group) => ({
            role: names.role(group.role),
            admin: group.admin === 't',
            inherit: group.inherit === null ? null : group.inherit === 't',
            set: group.set === null ? null : group.set === 't',
          }))
          .sort((a, b) => compareText(a.role, b.role)),
        settings: readArray(settings.get(role.oid)?.settings ?? null) ?? none,
      }),
    )
  const foundSpaces = answers
    .of(tablespaces)
    .filter(({ name }) => !name.startsWith('pg_'))
    .map(
      (space): Tablespace => ({
        kind: 'tablespace',
        ...outside(space),
        owner: names.role(space.owner),
        grants: readGrants(space.acl),
        options: readArray(space.options) ?? none,
      }),
    )
  return [...byName(foundRoles), ...byName(foundSpaces)]
}

/** The database that was connected to; null where pg_database could not be read. */
export function buildDatabase(server: Answers, answers: Answers, names: Names): Database | null {
  const entry = server.of(serverDatabases).find(({ name }) => name === names.database)
  if (entry === undefined) return null
  const [size = null] = answers.of(databaseSize)
  return {
    kind: 'database',
    ...outside(entry),
    database: entry.name,
    owner: names.role(entry.owner),
    grants: readGrants(entry.acl),
    encoding: entry.encoding,
    localeProvider: toWord(localeProviders, entry.provider),
    collation: entry.collation,
    characterType: entry.characterType,
    locale: entry.locale,
    tablespace: names.tablespace(entry.tablespace),
    connectionLimit: limit(entry.limit),
    template: entry.template === 't',
    settings: answers
      .of(storedSettings)
      .filter(({ database }) => database === entry.oid)
      .map(({ role, settings }) => ({
        role: role === '0' ? null : names.role(role),
        settings: readArray(settings) ?? none,
      }))
      .sort((a, b) => compareText(a.role ?? '', b.role ?? '')),
    measured: { sizeBytes: size === null ? null : Number(size) },
  }
}
