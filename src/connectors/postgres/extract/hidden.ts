import type { ExoticObject } from '../../../core/catalog/exotic-objects.ts'
import { routineKinds } from '../../../core/catalog/objects.ts'
import type { ObjectKey } from '../../../core/catalog/place.ts'
import { relationKinds } from '../../../core/catalog/relation.ts'
import type { HiddenPart, ObjectKind } from '../../../core/catalog/snapshot.ts'
import { changedPrivileges } from '../catalog/questions/changed-privileges.ts'
import {
  constraintDefinitions,
  constraints,
  otherConstraintDefinitions,
  referencedColumns,
} from '../catalog/questions/constraints.ts'
import * as parts from '../catalog/questions/database-parts.ts'
import { otherNeeds, relationNeeds } from '../catalog/questions/dependencies.ts'
import { exoticObjects } from '../catalog/questions/exotic-objects.ts'
import * as indexing from '../catalog/questions/indexes.ts'
import * as naming from '../catalog/questions/names.ts'
import type { AnyQuestion } from '../catalog/questions/registry.ts'
import {
  extendedStatistics,
  policies,
  rules,
  triggers,
  viewDefinitions,
  viewReads,
} from '../catalog/questions/relation-parts.ts'
import * as relating from '../catalog/questions/relations.ts'
import { routineDefinitions, routines } from '../catalog/questions/routines.ts'
import * as serving from '../catalog/questions/server.ts'
import { compositeFields, domainConstraints, enumLabels, ranges, types } from '../catalog/questions/types.ts'

type Part = Omit<HiddenPart, 'database'>

const exoticKindSet: Readonly<Record<ExoticObject['kind'], true>> = {
  'base type': true,
  operator: true,
  'operator family': true,
  'operator class': true,
  cast: true,
  transform: true,
  conversion: true,
  collation: true,
  language: true,
  'access method': true,
  'text search parser': true,
  'text search template': true,
  'text search dictionary': true,
  'text search configuration': true,
}
const exoticKinds = Object.keys(exoticKindSet) as readonly ObjectKind[]

const objects = (...kinds: readonly ObjectKind[]): Part => ({ kinds })
const inRelations = (...properties: readonly string[]): Part => ({ kinds: relationKinds, properties })
const of = (kind: ObjectKind, ...properties: readonly string[]): Part => ({ kinds: [kind], properties })
const everywhere = (...properties: readonly string[]): Part => ({ properties })

/** What stays unknown when a question is not answered; of one that is not here, the whole database. */
const hiddenBy = new Map<AnyQuestion, readonly Part[]>([
  [naming.keywords, []],
  [serving.databaseSize, []],
  [serving.systemIdentifier, []],
  [relationNeeds, []],
  [otherNeeds, []],
  [
    naming.relationNames,
    [objects(...relationKinds, 'sequence'), everywhere('relations', 'ownedBy', 'reads', 'parents', 'constraints')],
  ],
  [naming.schemaComments, [of('schema', 'comment')]],
  [naming.accessMethods, [objects('access method'), inRelations('accessMethod', 'indexes')]],
  [naming.operatorClasses, [of('range', 'operatorClass'), inRelations('indexes', 'constraints')]],
  [naming.collationNames, [everywhere('collation', 'fields', 'columns.collation', 'indexes')]],
  [naming.extensionMembers, [everywhere('extension')]],
  [
    serving.roles,
    [
      objects('role', 'default privileges'),
      everywhere('owner', 'grants', 'columns.grants', 'policies', 'statistics', 'mappedRoles', 'memberOf'),
    ],
  ],
  [serving.memberships, [of('role', 'memberOf')]],
  [serving.storedSettings, [of('role', 'settings'), of('database', 'settings')]],
  [serving.tablespaces, [objects('tablespace'), everywhere('tablespace', 'indexes')]],
  [serving.serverDatabases, [objects('database')]],
  [parts.extensions, [objects('extension')]],
  [parts.sequences, [objects('sequence'), inRelations('columns.identityColumn')]],
  [parts.foreignDataWrappers, [objects('foreign data wrapper')]],
  [parts.foreignServers, [objects('foreign server')]],
  [parts.publications, [objects('publication')]],
  [parts.subscriptions, [objects('subscription')]],
  [parts.eventTriggers, [objects('event trigger')]],
  [parts.defaultPrivileges, [objects('default privileges')]],
  [changedPrivileges, [objects('system privileges'), inRelations('columnPrivileges')]],
  [types, [objects('enum', 'domain', 'composite type', 'range')]],
  [enumLabels, [of('enum', 'labels')]],
  [ranges, [objects('range')]],
  [compositeFields, [of('composite type', 'fields')]],
  [domainConstraints, [of('domain', 'constraints', 'nullable')]],
  [routines, [objects(...routineKinds)]],
  [routineDefinitions, [{ kinds: routineKinds, properties: ['definition', 'body'] }]],
  [exoticObjects, [objects(...exoticKinds), of('aggregate', 'definition')]],
  [relating.relations, [objects(...relationKinds)]],
  [relating.columnTypes, [inRelations('columns')]],
  [relating.attributes, [inRelations('columns', 'columnPrivileges', 'constraints', 'indexes', 'statistics')]],
  [relating.relationComments, [inRelations('comment', 'columns.comment')]],
  [relating.defaults, [inRelations('columns.default', 'columns.generated')]],
  [relating.inheritance, [inRelations('parents')]],
  [relating.partitions, [inRelations('partitionBound', 'partitioning', 'columns.identityColumn')]],
  [relating.foreignTables, [inRelations('foreign')]],
  [constraints, [inRelations('constraints', 'indexes')]],
  [referencedColumns, [inRelations('constraints')]],
  [constraintDefinitions, [inRelations('constraints')]],
  [otherConstraintDefinitions, [inRelations('constraints')]],
  [indexing.indexes, [inRelations('indexes', 'constraints')]],
  [indexing.indexDefinitions, [inRelations('indexes')]],
  [indexing.otherIndexDefinitions, [inRelations('indexes')]],
  [indexing.indexParents, [inRelations('indexes')]],
  [indexing.indexTargets, [inRelations('indexes')]],
  [viewDefinitions, [inRelations('viewDefinition')]],
  [viewReads, [inRelations('reads')]],
  [rules, [inRelations('rules')]],
  [triggers, [inRelations('triggers')]],
  [policies, [inRelations('policies')]],
  [extendedStatistics, [inRelations('statistics')]],
])

/** What a snapshot is silent about when this question was not answered. */
export function hiddenParts(question: AnyQuestion, database: string): readonly HiddenPart[] {
  return (hiddenBy.get(question) ?? [{}]).map((part) => ({ database, ...part }))
}

/** One object, or some properties of it. */
export function hiddenObject(
  database: string,
  { schema, name, arguments: signature }: Omit<ObjectKey, 'kind'>,
  properties?: readonly string[],
): HiddenPart {
  const object = { schema, name, ...(signature === undefined ? {} : { arguments: signature }) }
  return { database, object, ...(properties === undefined ? {} : { properties }) }
}
