import type { ColumnName, ObjectKey, QualifiedName } from '../../../core/catalog/place.ts'
import type {
  Policy,
  Relation,
  RelationMeasures,
  Rule,
  StatisticsObject,
  Trigger,
} from '../../../core/catalog/relation.ts'
import { toWord } from '../catalog/decode.ts'
import {
  extendedStatistics,
  policies,
  rules,
  triggers,
  viewDefinitions,
  viewReads,
} from '../catalog/questions/relation-parts.ts'
import {
  type Attribute,
  attributes,
  foreignTables,
  inheritance,
  partitions,
  relations,
} from '../catalog/questions/relations.ts'
import { createColumns, nameAt, type RelationColumns } from './columns.ts'
import { type ColumnNames, createConstraints } from './constraints.ts'
import { readArray } from './copy-text.ts'
import { readGrants } from './grants.ts'
import { compareText, groupBy, none } from './group.ts'
import { createIndexes } from './indexes.ts'
import { catalogs, type Names, type RelationName } from './names.ts'
import type { Answers } from './transaction.ts'
import { enabledStates, persistences, policyCommands, relationKinds, replicaIdentities, strategies } from './words.ts'

type RelationEntry = ReturnType<typeof relations.decode>

export interface RelationSurroundings {
  readonly names: Names
  /** What was answered about the database as a whole. */
  readonly answers: Answers
  /** What stands behind identity columns, by `relation column`. */
  readonly sequences: ReadonlyMap<string, QualifiedName>
  /** What must exist before a relation. */
  needsOf(relation: string): readonly ObjectKey[]
  readonly blockSize: number
}

/** A relation, and what of it only the server could have written. */
export interface BuiltRelation {
  readonly oid: string
  readonly relation: Relation
  /** Oids. */
  readonly unwrittenIndexes: readonly string[]
  readonly unwrittenConstraints: readonly string[]
}

/**
 * Puts the answers of one range together, relation by relation, in the order of their oids.
 * @param isWanted by oid
 */
export function* buildRelations(
  answers: Answers,
  around: RelationSurroundings,
  isWanted: (oid: string) => boolean,
): Generator<BuiltRelation> {
  const { names } = around
  const attributesOf = new Map(answers.of(attributes).map((entry) => [entry.relation, entry]))
  const columnsIn = createColumns(answers, around)
  const columnNames: ColumnNames = (relation, number) => nameAt(attributesOf.get(relation)?.columns ?? none, number)
  const indexesIn = createIndexes(answers, names)
  const constraintsIn = createConstraints(answers, names, columnNames)
  const partsIn = createParts(answers, names)
  const ordered = [...answers.of(relations)].sort((a, b) => Number(a.oid) - Number(b.oid))
  for (const entry of ordered) {
    const name = names.relation(entry.oid)
    // Nothing is known by name that is somebody's temporary table.
    if (name === null || !isWanted(entry.oid)) continue
    const place = names.qualified(name.namespace, name.name)
    const attributesOfIt = attributesOf.get(entry.oid)
    const own = attributesOfIt?.columns ?? none
    const columns = columnsIn.of(entry.oid, own)
    const indexes = indexesIn.write(entry.oid, place, own)
    const constraints = constraintsIn.write(entry.oid, own, indexesIn.of(entry.oid))
    let indexPages = 0
    for (const { pages } of indexesIn.of(entry.oid)) indexPages += pages
    yield {
      oid: entry.oid,
      relation: partsIn.toRelation(entry, name, {
        place,
        attributes: own,
        systemAttributes: attributesOfIt?.systemColumns ?? none,
        columns,
        measured: measure(entry, name, indexPages, around.blockSize),
        comment: columnsIn.commentOf(entry.oid),
        dependsOn: around.needsOf(entry.oid),
        constraints: constraints.written,
        indexes: indexes.written,
      }),
      unwrittenIndexes: indexes.unwritten.map(({ oid }) => oid),
      unwrittenConstraints: constraints.unwritten.map(({ oid }) => oid),
    }
  }
}

/**
 * Sizes are those of the last VACUUM or ANALYZE, which cost nothing to read: the size functions open files and wait for
 * whoever alters a table.
 */
function measure(
  entry: RelationEntry,
  { kind }: RelationName,
  indexPages: number,
  blockSize: number,
): RelationMeasures {
  const stored = kind === 'r' || kind === 'm'
  const known = entry.rows !== null && (stored || kind === 'p' || kind === 'f')
  const pages = entry.pages + entry.toastPages + indexPages
  return {
    estimatedRows: known ? Number(entry.rows) : null,
    sizeBytes: known && stored ? pages * blockSize : null,
    lastAnalyzedAt: entry.analyzedAt,
  }
}

type Members = Pick<Relation, 'triggers' | 'rules' | 'policies' | 'statistics'>
interface Built extends Pick<Relation, 'measured' | 'comment' | 'dependsOn' | 'constraints' | 'indexes'> {
  readonly place: QualifiedName
  readonly attributes: readonly Attribute[]
  readonly systemAttributes: readonly Attribute[]
  readonly columns: RelationColumns
}

/** What is looked up by relation. */
function createParts(answers: Answers, names: Names) {
  const parents = groupBy(answers.of(inheritance), ({ relation }) => relation)
  const bounds = new Map(answers.of(partitions).map((entry) => [entry.relation, entry]))
  const views = new Map(answers.of(viewDefinitions).map((entry) => [entry.relation, entry.text]))
  const reads = groupBy(answers.of(viewReads), ({ view }) => view)
  const foreign = new Map(answers.of(foreignTables).map((entry) => [entry.relation, entry]))
  const membersOf = createMembers(answers, names)
  return {
    toRelation(entry: RelationEntry, name: RelationName, built: Built): Relation {
      const { oid } = entry
      const { place, columns } = built
      const members = membersOf(oid)
      const isView = name.kind === 'v' || name.kind === 'm'
      const partition = bounds.get(oid)
      const server = foreign.get(oid)
      const extension = names.extension(catalogs.relation, oid)
      const relation: Relation = {
        kind: toWord(relationKinds, name.kind),
        database: names.database,
        schema: place.schema,
        name: place.name,
        identity: { oid: Number(oid), columns: columns.numbers },
        owner: names.role(name.owner),
        grants: readGrants(entry.acl),
        extension,
        persistence: toWord(persistences, entry.persistence),
        accessMethod: names.accessMethod(entry.accessMethod),
        tablespace: names.tablespace(entry.tablespace),
        options: readArray(entry.options) ?? none,
        toastOptions: readArray(entry.toastOptions) ?? none,
        replicaIdentity: toWord(replicaIdentities, entry.replicaIdentity),
        rowSecurity: { enabled: entry.rowSecurity, forced: entry.forced },
        populated: entry.populated,
        ofType: entry.ofType === '0' ? null : names.typeName(entry.ofType),
        parents: toParents(parents.get(oid) ?? none, names),
        partitionBound: entry.isPartition ? (partition?.bound ?? null) : null,
        partitioning: toPartitioning(partition?.key ?? null),
        viewDefinition: isView ? (views.get(oid) ?? null) : null,
        reads: isView ? toReads(reads.get(oid) ?? none, names) : null,
        foreign: server === undefined ? null : { server: server.server, options: readArray(server.options) ?? none },
        measured: built.measured,
        comment: built.comment,
        dependsOn: built.dependsOn,
        columns: columns.columns,
        constraints: built.constraints,
        indexes: built.indexes,
        triggers: members.triggers,
        rules: members.rules,
        policies: members.policies,
        statistics: members.statistics,
      }
      if (extension === null && built.systemAttributes.length === 0) return relation
      const { initialPrivileges } = names
      return {
        ...relation,
        ...(extension === null ? {} : initialPrivileges.ofMember(catalogs.relation, oid, entry.acl)),
        ...initialPrivileges.ofColumns(oid, built.systemAttributes, extension === null ? none : built.attributes),
      }
    },
  }
}

const toParents = (found: readonly ReturnType<typeof inheritance.decode>[], names: Names): readonly QualifiedName[] =>
  found.length === 0
    ? none
    : [...found]
        .sort((a, b) => a.place - b.place)
        .map(({ parent }) => names.relationName(parent))
        .filter((name) => name !== null)

function toPartitioning(key: string | null): Relation['partitioning'] {
  if (key === null) return null
  const [strategy = ''] = key.split(' ', 1)
  return { strategy: toWord(strategies, strategy), key }
}

function toReads(found: readonly ReturnType<typeof viewReads.decode>[], names: Names): ColumnName[] {
  return found
    .flatMap(({ relation, column, number }) => {
      const source = names.relationName(relation)
      return source === null ? [] : [{ source, column, number }]
    })
    .sort(
      (a, b) =>
        compareText(a.source.schema, b.source.schema) ||
        compareText(a.source.name, b.source.name) ||
        a.number - b.number,
    )
    .map(({ source, column }) => ({ ...source, column }))
}

const noMembers: Members = { triggers: none, rules: none, policies: none, statistics: none }

function createMembers(answers: Answers, names: Names): (relation: string) => Members {
  const triggersOf = groupBy(answers.of(triggers), ({ relation }) => relation)
  const rulesOf = groupBy(answers.of(rules), ({ relation }) => relation)
  const policiesOf = groupBy(answers.of(policies), ({ relation }) => relation)
  const statisticsOf = groupBy(answers.of(extendedStatistics), ({ relation }) => relation)
  const all = [triggersOf, rulesOf, policiesOf, statisticsOf]
  const byName = <T extends { readonly name: string }>(items: T[]): T[] =>
    items.sort((a, b) => compareText(a.name, b.name))
  return (relation) =>
    all.every((lists) => !lists.has(relation))
      ? noMembers
      : {
          triggers: byName(
            (triggersOf.get(relation) ?? none).map(
              ({ name, text, namespace, routine, enabled, local, comment }): Trigger => ({
                name,
                definition: text ?? '',
                routine: names.qualified(namespace, routine),
                enabled: toWord(enabledStates, enabled),
                local,
                comment,
              }),
            ),
          ),
          rules: byName(
            (rulesOf.get(relation) ?? none).map(
              ({ name, text, enabled, comment }): Rule => ({
                name,
                definition: text ?? '',
                enabled: toWord(enabledStates, enabled),
                comment,
              }),
            ),
          ),
          policies: byName(
            (policiesOf.get(relation) ?? none).map(
              ({ name, command, permissive, roles, using, check, comment }): Policy => ({
                name,
                command: toWord(policyCommands, command),
                permissive,
                roles: roles.map((role) => (role === '0' ? null : names.role(role))),
                using,
                check,
                comment,
              }),
            ),
          ),
          statistics: byName(
            (statisticsOf.get(relation) ?? none).map(
              ({ namespace, name, owner, text, target, comment }): StatisticsObject => ({
                ...names.qualified(namespace, name),
                owner: names.role(owner),
                definition: text ?? '',
                target,
                comment,
              }),
            ),
          ),
        }
}
