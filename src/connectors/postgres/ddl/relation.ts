import type { Relation } from '../../../core/catalog/relation.ts'
import { renderAttributes, renderComment, toSteps } from './attributes.ts'
import { renderConstraints } from './constraints.ts'
import { renderColumnGrants } from './grants.ts'
import { renderIndexes } from './indexes.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'
import { renderColumnPrivileges } from './system-privileges.ts'
import { renderTable, tableWord } from './table.ts'
import { renderPolicies, renderRules, renderTriggers } from './table-code.ts'
import { renderMaterializedView, renderView } from './view.ts'

/** A relation with everything that is part of it. */
export function renderRelation(relation: Relation, context: RenderContext): Step[] {
  return [
    ...renderBody(relation, context),
    ...toSteps('create', renderRelationAttributes(relation, context)),
    ...renderConstraints(relation, context),
    ...renderIndexes(relation),
    ...renderStatistics(relation),
    ...renderRules(relation),
    ...renderTriggers(relation, context),
    ...renderPolicies(relation),
  ]
}

function renderBody(relation: Relation, context: RenderContext): Step[] {
  switch (relation.kind) {
    case 'view':
      return renderView(relation, context)
    case 'materialized view':
      return renderMaterializedView(relation)
    case 'table':
    case 'partitioned table':
    case 'foreign table':
      return renderTable(relation, context)
  }
}

function renderRelationAttributes(relation: Relation, context: RenderContext): string[] {
  const name = quoteQualified(relation)
  const on = `TABLE ${name}`
  const { owner } = relation
  const target = owner === null ? null : ({ kind: 'table', on, owner, versionNum: context.versionNum } as const)
  const columns = relation.columns.flatMap((column) => [
    ...renderComment(`COLUMN ${name}.${quoteName(column.name)}`, column.comment),
    ...(target === null ? [] : renderColumnGrants(column.grants, column.name, target)),
  ])
  return [
    ...renderAttributes(`${tableWord(relation)} ${name}`, relation, context, { kind: 'table', on }),
    ...columns,
    ...(target === null ? [] : renderColumnPrivileges(relation.columnPrivileges ?? [], target)),
  ]
}

function renderStatistics(relation: Relation): Step[] {
  return relation.statistics.flatMap((statistics) => {
    const name = quoteQualified(statistics)
    const target = statistics.target === null ? [] : [`ALTER STATISTICS ${name} SET STATISTICS ${statistics.target};`]
    return toSteps('index links', [
      `${statistics.definition};`,
      ...target,
      `ALTER STATISTICS ${name} OWNER TO ${quoteName(statistics.owner)};`,
      ...renderComment(`STATISTICS ${name}`, statistics.comment),
    ])
  })
}
