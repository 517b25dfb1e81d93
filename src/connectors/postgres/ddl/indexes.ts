import type { Index, Relation } from '../../../core/catalog/relation.ts'
import { renderComment, toSteps } from './attributes.ts'
import { isConstraintIndex } from './constraints.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { Step } from './step.ts'

/** Indexes that no constraint brings, and what is set on those of either origin. */
export function renderIndexes(relation: Relation): Step[] {
  return [
    ...relation.indexes
      // What CREATE INDEX CONCURRENTLY left half made is no use to anybody.
      .filter((index) => index.valid || relation.kind === 'partitioned table')
      .flatMap((index) => [
        ...(isConstraintIndex(relation, index.name) ? [] : toSteps('indexes', [`${index.definition};`])),
        ...toSteps('index links', indexSettings(relation, index)),
      ]),
    ...toSteps('index links', replicaIdentity(relation)),
  ]
}

function indexSettings(relation: Relation, index: Index): string[] {
  const table = quoteQualified(relation)
  const name = quoteQualified({ schema: relation.schema, name: index.name })
  return [
    ...(index.tablespace === null ? [] : [`ALTER INDEX ${name} SET TABLESPACE ${quoteName(index.tablespace)};`]),
    ...index.statisticsTargets.map(
      ({ position, target }) => `ALTER INDEX ${name} ALTER COLUMN ${position} SET STATISTICS ${target};`,
    ),
    ...(index.clustered ? [`ALTER TABLE ${table} CLUSTER ON ${quoteName(index.name)};`] : []),
    ...(index.replicaIdentity
      ? [`ALTER TABLE ONLY ${table} REPLICA IDENTITY USING INDEX ${quoteName(index.name)};`]
      : []),
    ...(index.parent === null ? [] : [`ALTER INDEX ${quoteQualified(index.parent)} ATTACH PARTITION ${name};`]),
    ...renderComment(`INDEX ${name}`, index.comment),
  ]
}

function replicaIdentity(relation: Relation): string[] {
  const { kind, replicaIdentity: identity } = relation
  // Of what holds no rows of its own the server says `nothing`.
  if ((kind !== 'table' && kind !== 'partitioned table') || (identity !== 'nothing' && identity !== 'full')) return []
  return [`ALTER TABLE ONLY ${quoteQualified(relation)} REPLICA IDENTITY ${identity.toUpperCase()};`]
}
