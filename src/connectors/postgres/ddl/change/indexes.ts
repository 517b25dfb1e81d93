import type { Index, Relation, StatisticsObject } from '../../../../core/catalog/relation.ts'
import { isConstraintIndex } from '../constraints.ts'
import { renderIndexes } from '../indexes.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import { changeComment } from './attributes.ts'
import type { Shaken } from './constraints.ts'
import { at, type ChangeStep } from './step.ts'

/** Indexes, and what is set on those that a constraint brings. */
export function changeIndexes(before: Relation, after: Relation, shaken: Shaken): ChangeStep[] {
  const isOwn = (relation: Relation) => (index: Index) => !isConstraintIndex(relation, index.name)
  const old = before.indexes.filter(isOwn(before))
  const now = after.indexes.filter(isOwn(after))
  const renamed = renamedIndexes(old, now)
  const kept = new Set(renamed.values())
  const steps: ChangeStep[] = []
  for (const index of now) {
    const formerName = renamed.get(index.name) ?? index.name
    const was = old.find(({ name }) => name === formerName)
    const same = was !== undefined && definition(was) === definition(index) && !shaken(index.included, index.definition)
    if (!same || was.valid !== index.valid) {
      steps.push(...(was === undefined ? [] : dropIndex(before, after, was)), ...makeIndex(after, index))
      continue
    }
    if (was.name !== index.name) {
      steps.push(...at('create', [`ALTER INDEX ${inSchema(after, was.name)} RENAME TO ${quoteName(index.name)};`]))
    }
    steps.push(...changeSettings(after, was, index))
  }
  for (const index of after.indexes.filter((one) => !isOwn(after)(one))) {
    const was = before.indexes.find(({ name }) => name === index.name)
    steps.push(...(was === undefined ? settingsOf(after, index) : changeSettings(after, was, index)))
  }
  const names = new Set(now.map(({ name }) => name))
  const gone = old.filter(({ name }) => !names.has(name) && !kept.has(name))
  return [...gone.flatMap((index) => dropIndex(before, after, index)), ...steps]
}

const inSchema = ({ schema }: Relation, name: string): string => quoteQualified({ schema, name })

/** The definition without the index's own name. */
function definition({ name, definition: text }: Index): string {
  return text.replace(` INDEX ${quoteName(name)} ON `, ' INDEX ON ')
}

/** Name now → name before, where two are alike in everything else. */
function renamedIndexes(old: readonly Index[], now: readonly Index[]): Map<string, string> {
  const renamed = new Map<string, string>()
  for (const index of now) {
    if (old.some(({ name }) => name === index.name)) continue
    const twin = old.find(
      (other) =>
        definition(other) === definition(index) &&
        other.valid === index.valid &&
        ![...renamed.values()].includes(other.name) &&
        !now.some(({ name }) => name === other.name),
    )
    if (twin !== undefined) renamed.set(index.name, twin.name)
  }
  return renamed
}

/** A part of a partitioned index goes with it. */
function dropIndex(before: Relation, after: Relation, { name, parent }: Index): ChangeStep[] {
  if (parent !== null && before.parents.length > 0 && after.parents.length > 0) return []
  return at('release', [`DROP INDEX ${inSchema(after, name)};`])
}

function makeIndex(relation: Relation, index: Index): ChangeStep[] {
  return stepsOf({ ...relation, indexes: [index], replicaIdentity: 'default' })
}

/** Without the index itself, which its constraint makes. */
function settingsOf(relation: Relation, index: Index): ChangeStep[] {
  return stepsOf({ ...relation, indexes: [index], replicaIdentity: 'default' })
}

const stepsOf = (relation: Relation): ChangeStep[] =>
  renderIndexes(relation).map(({ phase, sql }) => ({ moment: phase, sql }))

function changeSettings(relation: Relation, before: Index, after: Index): ChangeStep[] {
  const name = inSchema(relation, after.name)
  const targets = new Map(after.statisticsTargets.map(({ position, target }) => [position, target]))
  const positions = new Set([...before.statisticsTargets, ...after.statisticsTargets].map(({ position }) => position))
  const was = new Map(before.statisticsTargets.map(({ position, target }) => [position, target]))
  const table = quoteQualified(relation)
  return at('index links', [
    ...(before.tablespace === after.tablespace
      ? []
      : [`ALTER INDEX ${name} SET TABLESPACE ${quoteName(after.tablespace ?? 'pg_default')};`]),
    ...[...positions]
      .filter((position) => was.get(position) !== targets.get(position))
      .map((position) => `ALTER INDEX ${name} ALTER COLUMN ${position} SET STATISTICS ${targets.get(position) ?? -1};`),
    ...(!before.clustered && after.clustered ? [`ALTER TABLE ${table} CLUSTER ON ${quoteName(after.name)};`] : []),
    ...(!before.replicaIdentity && after.replicaIdentity
      ? [`ALTER TABLE ONLY ${table} REPLICA IDENTITY USING INDEX ${quoteName(after.name)};`]
      : []),
    ...(before.parent === null && after.parent !== null && relation.parents.length > 0
      ? [`ALTER INDEX ${quoteQualified(after.parent)} ATTACH PARTITION ${name};`]
      : []),
    ...changeComment(`INDEX ${name}`, before.comment, after.comment),
  ])
}

/** Statistics objects may stand in another schema than their relation. */
export function changeStatistics(before: Relation, after: Relation, shaken: Shaken): ChangeStep[] {
  const key = ({ schema, name }: StatisticsObject) => quoteQualified({ schema, name })
  const old = new Map(before.statistics.map((statistics) => [key(statistics), statistics]))
  const steps = after.statistics.flatMap((statistics) => {
    const name = key(statistics)
    const was = old.get(name)
    old.delete(name)
    if (was === undefined) return makeStatistics(statistics)
    if (was.definition !== statistics.definition || shaken([], statistics.definition)) {
      return [...at('release', [`DROP STATISTICS IF EXISTS ${name};`]), ...makeStatistics(statistics)]
    }
    return at('index links', changeStatisticsSettings(was, statistics))
  })
  return [
    ...at(
      'release',
      [...old.keys()].map((name) => `DROP STATISTICS IF EXISTS ${name};`),
    ),
    ...steps,
  ]
}

function makeStatistics(statistics: StatisticsObject): ChangeStep[] {
  const bare = { ...statistics, owner: '', target: null, comment: null }
  return at('index links', [`${statistics.definition};`, ...changeStatisticsSettings(bare, statistics)])
}

function changeStatisticsSettings(before: StatisticsObject, after: StatisticsObject): string[] {
  const name = quoteQualified({ schema: after.schema, name: after.name })
  return [
    ...(before.target === after.target ? [] : [`ALTER STATISTICS ${name} SET STATISTICS ${after.target ?? -1};`]),
    ...(before.owner === after.owner ? [] : [`ALTER STATISTICS ${name} OWNER TO ${quoteName(after.owner)};`]),
    ...changeComment(`STATISTICS ${name}`, before.comment, after.comment),
  ]
}
