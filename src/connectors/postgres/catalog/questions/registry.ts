import { changedPrivileges } from './changed-privileges.ts'
import { constraintDefinitions, constraints, referencedColumns } from './constraints.ts'
import {
  defaultPrivileges,
  eventTriggers,
  extensions,
  foreignDataWrappers,
  foreignServers,
  publications,
  sequences,
  subscriptions,
} from './database-parts.ts'
import { otherNeeds, relationNeeds } from './dependencies.ts'
import { exoticObjects } from './exotic-objects.ts'
import { indexDefinitions, indexes, indexParents, indexTargets } from './indexes.ts'
import {
  accessMethods,
  collationNames,
  extensionMembers,
  keywords,
  moment,
  namespaces,
  operatorClasses,
  relationNames,
  schemaComments,
} from './names.ts'
import type { CatalogQuestion } from './question.ts'
import { extendedStatistics, policies, rules, triggers, viewDefinitions, viewReads } from './relation-parts.ts'
import {
  attributes,
  columnTypes,
  defaults,
  foreignTables,
  inheritance,
  partitions,
  relationComments,
  relations,
} from './relations.ts'
import { routineDefinitions, routines } from './routines.ts'
import {
  databaseSize,
  memberships,
  roles,
  serverDatabases,
  storedSettings,
  systemIdentifier,
  tablespaces,
} from './server.ts'
import { compositeFields, domainConstraints, enumLabels, ranges, types } from './types.ts'

/** Any question, where only its name matters. */
export type AnyQuestion = CatalogQuestion<never, unknown>

/** Asked of the first database only: the answers are the same in each. */
export const serverQuestions: readonly AnyQuestion[] = [serverDatabases, memberships, systemIdentifier]

/**
 * Asked of every database, over all its oids. The first cannot be refused; with what relations there are, they can be
 * read while the others are answered.
 */
export const databaseQuestions: readonly AnyQuestion[] = [
  moment,
  namespaces,
  relationNames,
  schemaComments,
  keywords,
  roles,
  storedSettings,
  tablespaces,
  databaseSize,
  accessMethods,
  operatorClasses,
  collationNames,
  columnTypes,
  extensions,
  extensionMembers,
  types,
  enumLabels,
  ranges,
  compositeFields,
  domainConstraints,
  sequences,
  routines,
  routineDefinitions,
  foreignDataWrappers,
  foreignServers,
  publications,
  subscriptions,
  eventTriggers,
  defaultPrivileges,
  changedPrivileges,
  exoticObjects,
  otherNeeds,
]

/** Asked over a range of relations: all of them, or one part after the other. */
export const relationQuestions: readonly AnyQuestion[] = [
  relations,
  attributes,
  relationComments,
  inheritance,
  partitions,
  foreignTables,
  constraints,
  referencedColumns,
  indexes,
  indexParents,
  indexTargets,
  viewDefinitions,
  viewReads,
  rules,
  triggers,
  policies,
  extendedStatistics,
  relationNeeds,
]

/** The same, about expressions; with stand-ins where it is known which relations have the same columns. */
export const expressionQuestions: readonly AnyQuestion[] = [defaults, constraintDefinitions, indexDefinitions]
