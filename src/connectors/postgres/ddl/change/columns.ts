import type { Column, Relation } from '../../../../core/catalog/relation.ts'
import { notNullOf } from '../constraints.ts'
import { quoteName, quoteOptions, quoteQualified } from '../quote.ts'
import type { RenderContext } from '../step.ts'
import { renderTable, tableWord } from '../table.ts'
import { changeComment } from './attributes.ts'
import { type Disturbance, mentions } from './disturbance.ts'
import { changeGrants } from './grants.ts'
import { changeOptions, changeParameters } from './options.ts'
import { at, type ChangeStep, noted } from './step.ts'

interface TablePair {
  readonly before: Relation
  readonly after: Relation
  readonly context: RenderContext
  readonly disturbance: Disturbance
}

/** Columns of a table: added, dropped, and each property that ALTER knows. */
export function changeColumns(pair: TablePair): ChangeStep[] {
  const { before, after } = pair
  const old = new Map(before.columns.map((column) => [column.name, column]))
  const now = new Set(after.columns.map(({ name }) => name))
  return [
    ...before.columns.filter(({ name }) => !now.has(name)).flatMap((column) => dropColumn(pair, column)),
    ...after.columns.flatMap((column) => {
      const was = old.get(column.name)
      return was === undefined ? addColumn(pair, column) : changeColumn(pair, was, column)
    }),
  ]
}

/** Columns whose readers cannot stay as they are: those that go, or change their type or how they are computed. */
export function disturbedColumns(before: Relation, after: Relation, isMadeAnew: Disturbance['isMadeAnew']): string[] {
  return before.columns
    .filter((column) => {
      const now = after.columns.find(({ name }) => name === column.name)
      return now === undefined || isRetyped(column, now, isMadeAnew) || isRecomputed(column, now)
    })
    .map(({ name }) => name)
}

const isRetyped = (before: Column, after: Column, isMadeAnew: Disturbance['isMadeAnew']): boolean =>
  before.type !== after.type || before.collation !== after.collation || isMadeAnew(after.baseType)

/** Dropped and added again, since no ALTER computes a column that was not computed, or virtually instead. */
function isRecomputed({ generated: before }: Column, { generated: after }: Column): boolean {
  if (after === null) return before?.kind === 'virtual'
  return before === null || before.kind !== after.kind
}

const alterTable = (table: Relation): string => `ALTER ${tableWord(table)} ${quoteQualified(table)}`
const alterOnly = (table: Relation): string => `ALTER ${tableWord(table)} ONLY ${quoteQualified(table)}`
const isPartition = ({ partitionBound }: Relation): boolean => partitionBound !== null

/** Whether a parent's own statement reaches this column. */
function comesFromParent(table: Relation, { local }: Column): boolean {
  return isPartition(table) || (table.parents.length > 0 && !local)
}

function dropColumn({ before, after }: TablePair, column: Column): ChangeStep[] {
  if (comesFromParent(before, column) && after.parents.length > 0) return []
  return at('create', [
    noted(
      `Column ${column.name} goes with the values in it.`,
      `${alterTable(after)} DROP COLUMN ${quoteName(column.name)};`,
    ),
  ])
}

function addColumn(pair: TablePair, column: Column): ChangeStep[] {
  const { before, after, context } = pair
  const inherits = comesFromParent(after, column) && before.parents.length > 0
  const settings = columnSettings(pair, { ...plain(column), default: column.default }, column)
  if (inherits) return settings
  const words = [
    'ADD COLUMN',
    quoteName(column.name),
    column.type,
    ...(column.foreignOptions.length === 0 ? [] : [`OPTIONS (${quoteOptions(column.foreignOptions)})`]),
    ...(column.collation === null ? [] : [`COLLATE ${column.collation}`]),
    ...(column.generated === null
      ? []
      : [`GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.kind.toUpperCase()}`]),
    ...(column.default === null ? [] : [`DEFAULT ${column.default}`]),
    ...(column.nullable ? [] : [notNullClause(after, column)]),
  ]
  const sql = `${alterTable(after)} ${words.join(' ')};`
  const needsRows = !column.nullable && column.default === null && column.generated === null
  const computed = needsRows && column.identityColumn === null
  return [
    ...at(column.generated === null ? 'create' : 'keys', [
      computed
        ? noted(`Column ${column.name} allows no NULL and has no default: fails where there are rows.`, sql)
        : sql,
    ]),
    ...addIdentity(after, column, context),
    ...settings,
  ]
}

/** A column as it is right after ADD COLUMN. */
const plain = (column: Column): Column => ({
  ...column,
  storage: null,
  compression: null,
  statisticsTarget: null,
  options: [],
  comment: null,
  grants: null,
})

function notNullClause(table: Relation, column: Column): string {
  const constraint = notNullOf(table, column.name)
  if (constraint === null || constraint.name === `${table.name}_${column.name}_not_null`) return 'NOT NULL'
  return `CONSTRAINT ${quoteName(constraint.name)} NOT NULL${constraint.noInherit ? ' NO INHERIT' : ''}`
}

/** The statements that a table of this one column would have. */
function addIdentity(table: Relation, column: Column, context: RenderContext): ChangeStep[] {
  if (column.identityColumn === null || isPartition(table)) return []
  const alone: Relation = {
    ...table,
    columns: [{ ...plain(column), default: null, generated: null }],
    constraints: [],
    parents: [],
    partitionBound: null,
  }
  return at(
    'expressions',
    renderTable(alone, context).flatMap(({ phase, sql }) => (phase === 'expressions' ? [sql] : [])),
  )
}

function changeColumn(pair: TablePair, before: Column, after: Column): ChangeStep[] {
  const { before: oldTable, after: table, disturbance } = pair
  const inherits = comesFromParent(table, after) && comesFromParent(oldTable, before)
  if (isRecomputed(before, after)) {
    if (inherits) return columnSettings(pair, before, after)
    const lost = before.generated === null ? [`Column ${after.name} becomes a computed one; the values in it go.`] : []
    const drop = `${alterTable(table)} DROP COLUMN ${quoteName(after.name)};`
    return [...at('release', lost.length === 0 ? [drop] : [noted(lost[0] ?? '', drop)]), ...addColumn(pair, after)]
  }
  const retyped = !inherits && isRetyped(before, after, disturbance.isMadeAnew)
  return [
    ...(retyped ? retype(table, before, after) : []),
    ...changeGenerated(pair, before, after),
    ...changeDefault(pair, before, after, isRetyped(before, after, disturbance.isMadeAnew)),
    ...(inherits && hasParentChange(pair, before, after) ? [] : changeNullability(pair, before, after)),
    ...changeIdentity(pair, before, after),
    ...columnSettings(pair, before, after),
  ]
}

function retype(table: Relation, before: Column, after: Column): ChangeStep[] {
  const name = quoteName(after.name)
  const collate = after.collation === null ? '' : ` COLLATE ${after.collation}`
  const cast =
    before.type === after.type && before.collation !== after.collation ? '' : ` USING ${name}::text::${after.type}`
  const plainCast = isCastable(before, after) ? ` USING ${name}::${after.type}` : cast
  const using = after.generated !== null || table.kind === 'foreign table' ? '' : plainCast
  return at('create', [`${alterTable(table)} ALTER COLUMN ${name} TYPE ${after.type}${collate}${using};`])
}

/** Types of the system cast to one another where that makes sense at all; others go through their text. */
const isCastable = (before: Column, after: Column): boolean =>
  before.type !== after.type && before.baseType.kind === 'base' && after.baseType.kind === 'base'

function changeGenerated(
  { before: old, after: table, context, disturbance }: TablePair,
  before: Column,
  after: Column,
): ChangeStep[] {
  const [was, is] = [before.generated, after.generated]
  if (was === null) return []
  const name = quoteName(after.name)
  if (is === null) return at('create', [`${alterTable(table)} ALTER COLUMN ${name} DROP EXPRESSION;`])
  const bases = table.columns.filter((column) => mentions(is.expression, column.name))
  const onRetyped = bases.some((base) => {
    const column = old.columns.find((other) => other.name === base.name)
    return column !== undefined && isRetyped(column, base, disturbance.isMadeAnew)
  })
  const anew = onRetyped || disturbance.touches(was.expression)
  if (was.expression === is.expression && !anew) return []
  if (isPartition(table)) return []
  if (context.versionNum >= 170_000 && !anew) {
    return at('expressions', [`${alterTable(table)} ALTER COLUMN ${name} SET EXPRESSION AS (${is.expression});`])
  }
  return [
    ...at('release', [`${alterTable(table)} DROP COLUMN ${name};`]),
    ...addColumn({ before: old, after: table, context, disturbance }, after),
  ]
}

function changeDefault(
  { after: table, disturbance }: TablePair,
  before: Column,
  after: Column,
  retyped: boolean,
): ChangeStep[] {
  const alter = `${alterOnly(table)} ALTER COLUMN ${quoteName(after.name)}`
  const touched = before.default !== null && (retyped || disturbance.touches(before.default))
  if (before.default === after.default && !touched) return []
  const drop = before.default !== null && (touched || after.default === null)
  return [
    ...(drop ? at('untie', [`${alter} DROP DEFAULT;`]) : []),
    ...(after.default === null ? [] : at('expressions', [`${alter} SET DEFAULT ${after.default};`])),
  ]
}

function changeIdentity({ after: table, context }: TablePair, before: Column, after: Column): ChangeStep[] {
  const [was, is] = [before.identityColumn, after.identityColumn]
  if (isPartition(table) || (was === null && is === null)) return []
  const alter = `${alterTable(table)} ALTER COLUMN ${quoteName(after.name)}`
  if (was === null) return addIdentity(table, after, context)
  if (is === null) return at('create', [`${alter} DROP IDENTITY;`])
  return was.kind === is.kind ? [] : at('create', [`${alter} SET GENERATED ${is.kind.toUpperCase()};`])
}

function hasParentChange({ context, after: table }: TablePair, before: Column, after: Column): boolean {
  if (before.nullable === after.nullable) return true
  return table.parents.some(({ schema, name }) => {
    const parent = context.findRelation(schema, name)
    const column =
      parent !== null && 'columns' in parent ? parent.columns.find((other) => other.name === after.name) : undefined
    return column?.nullable === after.nullable
  })
}

/** From 18 on a constraint stands behind it, with a name that may change by itself. */
function changeNullability({ before: old, after: table }: TablePair, before: Column, after: Column): ChangeStep[] {
  const name = quoteName(after.name)
  const was = notNullOf(old, before.name)
  const is = notNullOf(table, after.name)
  if (before.nullable && !after.nullable) {
    if (is === null) return at('expressions', [`${alterTable(table)} ALTER COLUMN ${name} SET NOT NULL;`])
    return at('expressions', [`${alterTable(table)} ADD CONSTRAINT ${quoteName(is.name)} ${is.definition};`])
  }
  if (!before.nullable && after.nullable && was === null) {
    return at('keys', [`${alterTable(table)} ALTER COLUMN ${name} DROP NOT NULL;`])
  }
  if (!before.nullable && after.nullable)
    return at('keys', [`${alterTable(table)} DROP CONSTRAINT ${quoteName(was?.name ?? '')};`])
  if (was === null || is === null) return []
  const constraint = quoteName(is.name)
  return at('create', [
    ...(was.name === is.name
      ? []
      : [`${alterTable(table)} RENAME CONSTRAINT ${quoteName(was.name)} TO ${constraint};`]),
    ...(was.noInherit === is.noInherit
      ? []
      : [`${alterTable(table)} ALTER CONSTRAINT ${constraint} ${is.noInherit ? 'NO INHERIT' : 'INHERIT'};`]),
    ...(!was.validated && is.validated ? [`${alterTable(table)} VALIDATE CONSTRAINT ${constraint};`] : []),
    ...(was.comment === is.comment
      ? []
      : changeComment(`CONSTRAINT ${constraint} ON ${quoteQualified(table)}`, was.comment, is.comment)),
  ])
}

/** What every kind of relation can have on a column. */
export function columnSettings(
  { after: table, context }: Pick<TablePair, 'after' | 'context'>,
  before: Column,
  after: Column,
): ChangeStep[] {
  const only = table.kind === 'materialized view' || table.kind === 'view' ? alterTable(table) : alterOnly(table)
  const alter = (words: string) => `${only} ALTER COLUMN ${quoteName(after.name)} ${words};`
  const parameters = changeParameters(before.options, after.options)
  const options = changeOptions(before.foreignOptions, after.foreignOptions)
  const unset = context.versionNum >= 160_000 ? 'DEFAULT' : 'EXTENDED'
  const on = `TABLE ${quoteQualified(table)}`
  const { owner } = table
  return at('create', [
    ...(before.storage === after.storage ? [] : [alter(`SET STORAGE ${after.storage?.toUpperCase() ?? unset}`)]),
    ...(before.compression === after.compression ? [] : [alter(`SET COMPRESSION ${after.compression ?? 'DEFAULT'}`)]),
    ...(before.statisticsTarget === after.statisticsTarget
      ? []
      : [alter(`SET STATISTICS ${after.statisticsTarget ?? -1}`)]),
    ...(parameters.reset === null ? [] : [alter(`RESET (${parameters.reset})`)]),
    ...(parameters.set === null ? [] : [alter(`SET (${parameters.set})`)]),
    ...(options === null ? [] : [alter(`OPTIONS (${options})`)]),
    ...changeComment(`COLUMN ${quoteQualified(table)}.${quoteName(after.name)}`, before.comment, after.comment),
    ...(owner === null
      ? []
      : changeGrants(
          before.grants,
          after.grants,
          { kind: 'table', on, owner, versionNum: context.versionNum },
          after.name,
        )),
  ]).map((step) => (after.generated === null ? step : { ...step, moment: 'links' }))
}
