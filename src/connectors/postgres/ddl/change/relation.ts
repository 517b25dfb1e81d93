import type { QualifiedName } from '../../../../core/catalog/place.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import { quoteName, quoteQualified } from '../quote.ts'
import type { RenderContext } from '../step.ts'
import { changeColumnPrivileges } from '../system-privileges.ts'
import { tableWord } from '../table.ts'
import { renderView } from '../view.ts'
import { changeAttributes } from './attributes.ts'
import { changeColumns, columnSettings, disturbedColumns } from './columns.ts'
import { changeConstraints } from './constraints.ts'
import { type Disturbance, mentions } from './disturbance.ts'
import { changeIndexes, changeStatistics } from './indexes.ts'
import { attach } from './make.ts'
import { changeOptions, changeParameters } from './options.ts'
import { at, type ChangeStep } from './step.ts'
import { changeCode, changePolicies } from './table-code.ts'

/** Whether no ALTER leads from one state of a relation to the other. */
export function isRelationReplaced(before: Relation, after: Relation): boolean {
  switch (after.kind) {
    case 'view':
      return before.viewDefinition !== after.viewDefinition && !keepsColumns(before, after)
    case 'materialized view':
      return before.viewDefinition !== after.viewDefinition
    case 'foreign table':
      return before.foreign?.server !== after.foreign?.server
    case 'table':
    case 'partitioned table':
      return (
        before.partitioning?.strategy !== after.partitioning?.strategy ||
        before.partitioning?.key !== after.partitioning?.key
      )
  }
}

/** CREATE OR REPLACE VIEW only appends columns. */
const keepsColumns = (before: Relation, after: Relation): boolean =>
  before.columns.every((column, index) => {
    const now = after.columns[index]
    return now?.name === column.name && now.type === column.type && now.collation === column.collation
  })

/** From one state of a relation to the other, names as they are after all renames. */
export function changeRelation(
  earlier: Relation,
  after: Relation,
  context: RenderContext,
  disturbance: Disturbance,
): ChangeStep[] {
  const before = leavesParents(earlier, after, disturbance) ? standalone(earlier) : earlier
  const disturbed = disturbedColumns(before, after, disturbance.isMadeAnew)
  const shaken = (columns: readonly string[], text: string) =>
    disturbance.touches(text) || disturbed.some((column) => columns.includes(column) || mentions(text, column))
  const touched = (_: readonly string[], text: string) => disturbance.touches(text)
  const recomputed = (columns: readonly string[], text: string) =>
    touched(columns, text) || recomputedColumns(before, after, disturbance).some((column) => mentions(text, column))
  const foreignKeys = withReferences(before, after, disturbance)
  const what = `${tableWord(after)} ${quoteQualified(after)}`
  const on = `TABLE ${quoteQualified(after)}`
  const { owner } = after
  return [
    ...changeParents(earlier, after, disturbance),
    ...changeConstraints(before, after, context, (columns, text) => recomputed(columns, text) || foreignKeys(text)),
    ...changeIndexes(before, after, recomputed),
    ...changeStatistics(before, after, recomputed),
    ...changeCode(before, after, context, shaken),
    ...changePolicies(before, after, shaken),
    ...(after.kind === 'view' || after.kind === 'materialized view'
      ? changeViewBody(before, after, context)
      : changeColumns({ before, after, context, disturbance })),
    ...changeStorage(before, after),
    ...at('create', [
      ...changeAttributes(what, before, after, context, { kind: 'table', on }),
      ...(owner === null
        ? []
        : changeColumnPrivileges(before.columnPrivileges ?? [], after.columnPrivileges ?? [], {
            kind: 'table',
            on,
            owner,
            versionNum: context.versionNum,
          })),
    ]),
  ]
}

/** Columns that are dropped and added again, and take what is on them with them. */
function recomputedColumns(before: Relation, after: Relation, disturbance: Disturbance): string[] {
  const retyped = disturbedColumns(before, after, disturbance.isMadeAnew)
  return after.columns.flatMap(({ name, generated }) => {
    const was = before.columns.find((column) => column.name === name)
    if (was === undefined) return []
    const before17 = was.generated !== null && generated !== null && was.generated.expression !== generated.expression
    const computed =
      (was.generated === null) !== (generated === null) || was.generated?.kind !== generated?.kind || before17
    const based = generated !== null && retyped.some((column) => mentions(generated.expression, column))
    return computed || based ? [name] : []
  })
}

/** By the text of a foreign key: whether what it points to does not stay. */
function withReferences(before: Relation, after: Relation, disturbance: Disturbance): (text: string) => boolean {
  const shaken = new Set(
    [...before.constraints, ...after.constraints].flatMap(({ definition, references }) =>
      references !== null &&
      (disturbance.isMadeAnew(references.relation) || disturbance.losesKey(references.relation, references.columns))
        ? [definition]
        : [],
    ),
  )
  return (text) => shaken.has(text)
}

/** A partition that is detached, if only for a moment, no longer gets what its parent gets. */
function leavesParents(before: Relation, after: Relation, { isMadeAnew }: Disturbance): boolean {
  if (before.partitionBound === null) return false
  return (
    before.partitionBound !== after.partitionBound ||
    JSON.stringify(before.parents) !== JSON.stringify(after.parents) ||
    before.parents.some(isMadeAnew)
  )
}

const standalone = (table: Relation): Relation => ({
  ...table,
  parents: [],
  partitionBound: null,
  columns: table.columns.map((column) => ({ ...column, local: true })),
  constraints: table.constraints.map((constraint) => ({ ...constraint, local: true })),
  indexes: table.indexes.map((index) => ({ ...index, parent: null })),
})

function changeParents(before: Relation, after: Relation, { isMadeAnew }: Disturbance): ChangeStep[] {
  const name = quoteQualified(after)
  const isSame = (one: QualifiedName, other: QualifiedName) => one.schema === other.schema && one.name === other.name
  const stays = (parent: QualifiedName, others: readonly QualifiedName[]) =>
    others.some((other) => isSame(parent, other)) &&
    before.partitionBound === after.partitionBound &&
    !isMadeAnew(parent)
  const gone = before.parents.filter((parent) => !stays(parent, after.parents))
  const fresh = after.parents.filter((parent) => !stays(parent, before.parents))
  const word = tableWord(after)
  return [
    ...at(
      'untie',
      gone.map((parent) =>
        before.partitionBound === null
          ? `ALTER ${word} ${name} NO INHERIT ${quoteQualified(parent)};`
          : `ALTER TABLE ${quoteQualified(parent)} DETACH PARTITION ${name};`,
      ),
    ),
    ...(after.partitionBound === null
      ? at(
          'links',
          fresh.map((parent) => `ALTER ${word} ${name} INHERIT ${quoteQualified(parent)};`),
        )
      : at('index links', fresh.length === 0 ? [] : [attach(after)])),
  ]
}

function changeViewBody(before: Relation, after: Relation, context: RenderContext): ChangeStep[] {
  const settings = after.columns.flatMap((column) => {
    const was = before.columns.find(({ name }) => name === column.name) ?? { ...column, comment: null, grants: null }
    return columnSettings({ after, context }, was, column)
  })
  if (after.kind === 'materialized view') return settings
  const alter = `ALTER VIEW ${quoteQualified(after)}`
  const body =
    before.viewDefinition === after.viewDefinition
      ? []
      : renderView({ ...after, columns: [] }, { ...context, isSplit: () => false }).map(({ sql }) =>
          sql.replace(/^CREATE VIEW/, 'CREATE OR REPLACE VIEW'),
        )
  const defaults = after.columns.flatMap((column) => {
    const was = before.columns.find(({ name }) => name === column.name)?.default ?? null
    if (was === column.default) return []
    const words = column.default === null ? 'DROP DEFAULT' : `SET DEFAULT ${column.default}`
    return [`${alter} ALTER COLUMN ${quoteName(column.name)} ${words};`]
  })
  return [...at('create', body), ...at('expressions', defaults), ...settings]
}

/** Storage, options and what else ALTER TABLE sets for the whole of a relation. */
function changeStorage(before: Relation, after: Relation): ChangeStep[] {
  const alter = `ALTER ${tableWord(after)} ${quoteQualified(after)}`
  const replaced = after.kind === 'view' && before.viewDefinition !== after.viewDefinition
  const parameters = replaced ? { set: null, reset: null } : changeParameters(before.options, after.options)
  const toast = changeParameters(before.toastOptions, after.toastOptions, 'toast.')
  const foreign = changeOptions(before.foreign?.options ?? [], after.foreign?.options ?? [])
  const isTable = after.kind === 'table' || after.kind === 'partitioned table'
  return at('create', [
    ...(isTable && before.persistence !== after.persistence
      ? [`${alter} SET ${after.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'};`]
      : []),
    ...(before.accessMethod === after.accessMethod
      ? []
      : [`${alter} SET ACCESS METHOD ${after.accessMethod === null ? 'DEFAULT' : quoteName(after.accessMethod)};`]),
    ...(before.tablespace === after.tablespace
      ? []
      : [`${alter} SET TABLESPACE ${quoteName(after.tablespace ?? 'pg_default')};`]),
    ...[parameters.reset, toast.reset].flatMap((words) => (words === null ? [] : [`${alter} RESET (${words});`])),
    ...[parameters.set, toast.set].flatMap((words) => (words === null ? [] : [`${alter} SET (${words});`])),
    ...(foreign === null ? [] : [`${alter} OPTIONS (${foreign});`]),
    ...ofType(before, after, alter),
    ...(before.indexes.some(({ clustered }) => clustered) && !after.indexes.some(({ clustered }) => clustered)
      ? [`${alter} SET WITHOUT CLUSTER;`]
      : []),
    ...(isTable && before.replicaIdentity !== after.replicaIdentity && after.replicaIdentity !== 'index'
      ? [`ALTER TABLE ONLY ${quoteQualified(after)} REPLICA IDENTITY ${after.replicaIdentity.toUpperCase()};`]
      : []),
  ])
}

function ofType(before: Relation, after: Relation, alter: string): string[] {
  if (JSON.stringify(before.ofType) === JSON.stringify(after.ofType)) return []
  return [after.ofType === null ? `${alter} NOT OF;` : `${alter} OF ${quoteQualified(after.ofType)};`]
}
