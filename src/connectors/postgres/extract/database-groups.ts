import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import {
  buildDefaultPrivileges,
  buildEventTriggers,
  buildExtensions,
  buildForeignDataWrappers,
  buildForeignServers,
  buildPublications,
  buildSchemas,
  buildSequences,
  buildSubscriptions,
} from './database-objects.ts'
import { buildExoticObjects } from './exotic-objects.ts'
import { compareText } from './group.ts'
import { buildSystemPrivileges } from './initial-privileges.ts'
import { createNeeds } from './needs.ts'
import type { OpenDatabase } from './open-database.ts'
import { buildRoutines } from './routines.ts'
import { buildTypes } from './types.ts'

const builders = [
  buildSchemas,
  buildExtensions,
  buildTypes,
  buildRoutines,
  buildSequences,
  buildForeignDataWrappers,
  buildForeignServers,
  buildPublications,
  buildSubscriptions,
  buildEventTriggers,
  buildDefaultPrivileges,
  buildSystemPrivileges,
  buildExoticObjects,
] as const

/** Everything of a database but its relations, one kind after the other, by schema and name. */
export function* databaseGroups({ answers, names, keyOf }: OpenDatabase): Generator<SnapshotObject[]> {
  const needsOf = createNeeds(answers, keyOf)
  for (const build of builders) {
    yield build(answers, names, needsOf).sort(
      (a, b) => compareText(a.schema ?? '', b.schema ?? '') || compareText(a.name, b.name),
    )
  }
}
