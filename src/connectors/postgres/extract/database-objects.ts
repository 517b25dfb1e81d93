import type {
  DefaultPrivileges,
  EventTrigger,
  Extension,
  ForeignDataWrapper,
  ForeignServer,
  Publication,
  Schema,
  Sequence,
  Subscription,
} from '../../../core/catalog/objects.ts'
import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { toWord } from '../catalog/decode.ts'
import {
  defaultPrivileges,
  eventTriggers,
  extensions,
  foreignDataWrappers,
  foreignServers,
  publications,
  sequences,
  subscriptions,
} from '../catalog/questions/database-parts.ts'
import { namespaces, schemaComments } from '../catalog/questions/names.ts'
import { type NeedsOf, toBase } from './base.ts'
import { readArray } from './copy-text.ts'
import { readGrants } from './grants.ts'
import { none } from './group.ts'
import { catalogs, type Names } from './names.ts'
import { withoutSecrets } from './secret-options.ts'
import type { Answers } from './transaction.ts'
import { enabledStates, persistences, privilegeTargets } from './words.ts'

type Build<T extends SnapshotObject> = (answers: Answers, names: Names, needsOf: NeedsOf) => T[]

export const buildSchemas: Build<Schema> = (answers, names, needsOf) => {
  const comments = new Map(answers.of(schemaComments).map(({ oid, text }) => [oid, text]))
  return answers
    .of(namespaces)
    .filter(({ oid }) => names.isUserSchema(oid))
    .map((entry) => ({
      kind: 'schema',
      ...toBase({ ...entry, comment: comments.get(entry.oid) ?? null }, catalogs.schema, names, needsOf),
      schema: null,
    }))
}

export const buildExtensions: Build<Extension> = (answers, names, needsOf) =>
  answers.of(extensions).map((entry) => ({
    kind: 'extension',
    ...toBase(entry, catalogs.extension, names, needsOf),
    schema: null,
    grants: null,
    objectSchema: names.schema(entry.namespace) ?? '',
    version: entry.version,
    relocatable: entry.relocatable,
  }))

/** Sequences behind identity columns included. */
export const buildSequences: Build<Sequence> = (answers, names, needsOf) =>
  answers.of(sequences).flatMap((entry): Sequence[] => {
    const name = names.relation(entry.oid)
    if (name === null) return []
    const owner = entry.ownedBy === null ? null : names.relationName(entry.ownedBy.relation)
    const place = names.qualified(name.namespace, name.name)
    const extension = names.extension(catalogs.relation, entry.oid)
    // Member by member: every serial column has one, and spreading is slow.
    const sequence: Sequence = {
      kind: 'sequence',
      database: names.database,
      name: place.name,
      identity: { oid: Number(entry.oid) },
      owner: names.role(name.owner),
      grants: readGrants(entry.acl),
      comment: entry.comment,
      extension,
      dependsOn: needsOf(catalogs.relation, entry.oid),
      schema: place.schema,
      persistence: toWord(persistences, entry.persistence),
      dataType: toWord(integers, entry.type),
      start: entry.start,
      increment: entry.increment,
      minimum: entry.minimum,
      maximum: entry.maximum,
      cache: entry.cache,
      cycle: entry.cycle,
      ownedBy:
        owner === null || entry.ownedBy === null
          ? null
          : { schema: owner.schema, name: owner.name, column: entry.ownedBy.column, identity: entry.ownedBy.identity },
    }
    if (extension === null) return [sequence]
    return [{ ...sequence, ...names.initialPrivileges.ofMember(catalogs.relation, entry.oid, entry.acl) }]
  })

const integers = { smallint: 'smallint', integer: 'integer', bigint: 'bigint' } as const

export const buildForeignDataWrappers: Build<ForeignDataWrapper> = (answers, names, needsOf) =>
  answers.of(foreignDataWrappers).map((entry) => ({
    kind: 'foreign data wrapper',
    ...toBase(entry, catalogs.foreignDataWrapper, names, needsOf),
    schema: null,
    handler: names.optional(entry.handler),
    validator: names.optional(entry.validator),
    options: withoutSecrets(readArray(entry.options) ?? none),
  }))

export const buildForeignServers: Build<ForeignServer> = (answers, names, needsOf) =>
  answers.of(foreignServers).map((entry) => ({
    kind: 'foreign server',
    ...toBase(entry, catalogs.foreignServer, names, needsOf),
    schema: null,
    wrapper: entry.wrapper,
    type: entry.type,
    version: entry.version,
    options: withoutSecrets(readArray(entry.options) ?? none),
    mappedRoles: (readArray(entry.users) ?? none).map((role) => (role === '0' ? null : names.role(role))),
  }))

const generatedColumns: Readonly<Record<string, 'none' | 'stored'>> = { n: 'none', s: 'stored' }

export const buildPublications: Build<Publication> = (answers, names, needsOf) =>
  answers.of(publications).map((entry) => ({
    kind: 'publication',
    ...toBase(entry, catalogs.publication, names, needsOf),
    schema: null,
    grants: null,
    allTables: entry.allTables,
    operations: (['insert', 'update', 'delete', 'truncate'] as const).filter((operation) => entry[operation]),
    viaRoot: entry.viaRoot,
    generatedColumns: entry.generated === null ? null : toWord(generatedColumns, entry.generated),
    relations: entry.relations.flatMap(([oid, columns, filter]) => {
      const relation = names.relationName(oid)
      return relation === null ? [] : [{ ...relation, columns, filter }]
    }),
    schemas: entry.schemas.map((oid) => names.schema(oid)).filter((name) => name !== null),
  }))

export const buildSubscriptions: Build<Subscription> = (answers, names, needsOf) =>
  answers.of(subscriptions).map((entry) => ({
    kind: 'subscription',
    ...toBase(entry, catalogs.subscription, names, needsOf),
    schema: null,
    grants: null,
    enabled: entry.enabled,
    publications: readArray(entry.publications) ?? none,
    slot: entry.slot,
  }))

export const buildEventTriggers: Build<EventTrigger> = (answers, names, needsOf) =>
  answers.of(eventTriggers).map((entry) => ({
    kind: 'event trigger',
    ...toBase(entry, catalogs.eventTrigger, names, needsOf),
    schema: null,
    grants: null,
    event: entry.event,
    routine: names.optional(entry.routine) ?? { schema: '', name: '' },
    tags: readArray(entry.tags) ?? none,
    enabled: toWord(enabledStates, entry.enabled),
  }))

/** Named after the role whose new objects they are for. */
export const buildDefaultPrivileges: Build<DefaultPrivileges> = (answers, names) =>
  answers.of(defaultPrivileges).map((entry) => ({
    kind: 'default privileges',
    database: names.database,
    schema: entry.namespace === '0' ? null : names.schema(entry.namespace),
    name: names.role(entry.role),
    identity: { oid: Number(entry.oid) },
    owner: names.role(entry.role),
    comment: null,
    extension: null,
    dependsOn: none,
    on: toWord(privilegeTargets, entry.on),
    grants: readGrants(entry.acl) ?? none,
  }))
