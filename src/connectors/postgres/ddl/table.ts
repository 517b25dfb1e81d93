import type { Sequence } from '../../../core/catalog/objects.ts'
import type { Column, Constraint, Relation } from '../../../core/catalog/relation.ts'
import { toSteps } from './attributes.ts'
import { notNullOf } from './constraints.ts'
import { quoteName, quoteOptions, quoteParameters, quoteQualified } from './quote.ts'
import { renderSequenceOptions } from './sequence.ts'
import type { RenderContext, Step } from './step.ts'
import { checkedHereAlone, isAddedAtOnce, isUncheckedBelow, uncheckedConstraints } from './unchecked.ts'

/** Tables of every kind: columns, storage, and the expressions that may have to wait. */
export function renderTable(table: Relation, context: RenderContext): Step[] {
  const split = context.isSplit(table)
  const unchecked = uncheckedConstraints(table)
  const add = (constraint: Constraint) => addCheck(table, constraint)
  return [
    ...toSteps('create', [
      createTable(table, split, context),
      ...unchecked.filter((constraint) => isAddedAtOnce(table, constraint, context)).map(add),
      ...joinParents(table),
      ...columnSettings(table),
    ]),
    ...toSteps('expressions', [
      ...laterColumns(table, split, context),
      ...identities(table, context),
      ...(split ? inlineChecks(table).map(add) : []),
    ]),
    ...unchecked
      .filter((constraint) => !isAddedAtOnce(table, constraint, context))
      .map((constraint) => ({
        phase: isUncheckedBelow(table, constraint, context) ? ('links' as const) : ('expressions' as const),
        sql: add(constraint),
      })),
    ...toSteps(
      'links',
      checkedHereAlone(table, parentsOf(table, context)).map(
        ({ name }) => `ALTER ${tableWord(table)} ${quoteQualified(table)} VALIDATE CONSTRAINT ${quoteName(name)};`,
      ),
    ),
  ]
}

/** Reaches children, as the constraint itself does. */
function addCheck(table: Relation, { name, definition }: Constraint): string {
  return `ALTER ${tableWord(table)} ${quoteQualified(table)}
    ADD CONSTRAINT ${quoteName(name)} ${definition};`
}

/** As ALTER and COMMENT take it. */
export function tableWord({ kind }: Relation): string {
  switch (kind) {
    case 'view':
      return 'VIEW'
    case 'materialized view':
      return 'MATERIALIZED VIEW'
    case 'foreign table':
      return 'FOREIGN TABLE'
    case 'table':
    case 'partitioned table':
      return 'TABLE'
  }
}

const isPartition = (table: Relation): boolean => table.partitionBound !== null

function createTable(table: Relation, split: boolean, context: RenderContext): string {
  const above = isPartition(table) || joinsLater(table) ? [] : parentsOf(table, context)
  const lines = [
    ...table.columns
      .filter((column) => isListed(table, column))
      .flatMap((column) => columnLine(table, column, split, above)),
    ...ownNotNulls(table),
    ...(split ? [] : inlineChecks(table).map(({ name, definition }) => `CONSTRAINT ${quoteName(name)} ${definition}`)),
  ]
  const unlogged = table.persistence === 'unlogged' ? 'UNLOGGED ' : ''
  const head = `CREATE ${unlogged}${table.kind === 'foreign table' ? 'FOREIGN ' : ''}TABLE ${quoteQualified(table)}`
  const ofType = table.ofType === null ? '' : ` OF ${quoteQualified(table.ofType)}`
  const body =
    lines.length > 0 ? ` (\n${lines.map((line) => `    ${line}`).join(',\n')}\n)` : ofType === '' ? ' (\n)' : ''
  const note = movesColumns(table, above) ? `${orderNote}\n` : ''
  return `${note}${[`${head}${ofType}${body}`, ...tableClauses(table)].join('\n')};`
}

/** Names nothing: a name could end the comment. */
const orderNote =
  '-- Columns come in another order than on the server: first those of parents, which had some of them added later.'

/** Whether INHERITS puts the columns in another order. Stating it would make inherited columns the table's own. */
function movesColumns(table: Relation, above: readonly Relation[]): boolean {
  if (above.length === 0 || above.length < table.parents.length) return false
  const names = table.columns.map(({ name }) => name)
  const inherited = above.flatMap(({ columns }) => columns.map(({ name }) => name))
  return [...new Set([...inherited, ...names])].some((name, at) => name !== names[at])
}

function tableClauses(table: Relation): string[] {
  const parents = isPartition(table) || joinsLater(table) ? [] : table.parents
  const parameters = [quoteParameters(table.options), quoteParameters(table.toastOptions, 'toast.')].filter(Boolean)
  const { foreign, partitioning } = table
  return [
    ...(parents.length === 0 ? [] : [`INHERITS (${parents.map(quoteQualified).join(', ')})`]),
    ...(partitioning === null ? [] : [`PARTITION BY ${partitionKey(partitioning)}`]),
    ...(foreign === null ? [] : [`SERVER ${quoteName(foreign.server)}`]),
    ...(foreign === null || foreign.options.length === 0 ? [] : [`OPTIONS (${quoteOptions(foreign.options)})`]),
    ...accessMethod(table),
    ...(parameters.length === 0 ? [] : [`WITH (${parameters.join(', ')})`]),
    ...(table.tablespace === null ? [] : [`TABLESPACE ${quoteName(table.tablespace)}`]),
  ]
}

/** A partitioned table has one only where somebody named it. */
function accessMethod({ kind, accessMethod: method }: Relation): string[] {
  if (method === null || (method === 'heap' && kind !== 'partitioned table')) return []
  return [`USING ${quoteName(method)}`]
}

/** The server's text says the strategy itself; a bare key does not. */
function partitionKey({ strategy, key }: NonNullable<Relation['partitioning']>): string {
  if (/^(list|range|hash) \(/i.test(key)) return key
  return `${strategy.toUpperCase()} ${key.startsWith('(') ? key : `(${key})`}`
}

/** A partition is attached; a table that has all columns by itself may have them in an order of its own. */
function joinParents(table: Relation): string[] {
  const [parent] = table.parents
  const name = quoteQualified(table)
  if (table.partitionBound !== null && parent !== undefined) {
    return [`ALTER TABLE ONLY ${quoteQualified(parent)} ATTACH PARTITION ${name} ${table.partitionBound};`]
  }
  if (!joinsLater(table)) return []
  return table.parents.map((other) => `ALTER ${tableWord(table)} ${name} INHERIT ${quoteQualified(other)};`)
}

function joinsLater(table: Relation): boolean {
  return (
    !isPartition(table) &&
    table.parents.length > 0 &&
    table.columns.every(({ local }) => local) &&
    table.constraints.every(
      ({ type, local, validated }) => local || !validated || (type !== 'check' && type !== 'not null'),
    )
  )
}

/** Not one that only comes from a parent. */
function isListed(table: Relation, { local }: Column): boolean {
  return local || isPartition(table)
}

/** None for a column that comes from the type alone. */
function columnLine(table: Relation, column: Column, split: boolean, above: readonly Relation[]): string[] {
  const typed = table.ofType !== null
  const words = [
    ...(typed ? [] : [column.type]),
    ...(column.foreignOptions.length === 0 ? [] : [`OPTIONS (${quoteOptions(column.foreignOptions)})`]),
    ...(typed || column.collation === null ? [] : [`COLLATE ${column.collation}`]),
    ...(column.generated === null || (!joinsLater(table) && isGeneratedAbove(column, above))
      ? []
      : [`GENERATED ALWAYS AS (${column.generated.expression}) ${column.generated.kind.toUpperCase()}`]),
    ...(split || column.default === null ? [] : [`DEFAULT ${column.default}`]),
    ...notNullWords(table, column),
  ]
  if (typed && words.length === 0) return []
  return [[quoteName(column.name), ...(typed ? ['WITH OPTIONS'] : []), ...words].join(' ')]
}

/** The same expression comes from a parent, and before 16 may not be said again. */
function isGeneratedAbove({ name, generated }: Column, above: readonly Relation[]): boolean {
  const same = above.flatMap(({ columns }) => columns.filter((column) => column.name === name))
  return same.some((column) => column.generated?.expression === generated?.expression)
}

function notNullWords(table: Relation, column: Column): string[] {
  if (column.nullable) return []
  const constraint = notNullOf(table, column.name)
  if (constraint === null) return ['NOT NULL']
  if (!constraint.validated || (!constraint.local && !isPartition(table))) return []
  const usual = constraint.name === `${table.name}_${column.name}_not_null`
  return [
    ...(usual ? [] : [`CONSTRAINT ${quoteName(constraint.name)}`]),
    'NOT NULL',
    ...(constraint.noInherit ? ['NO INHERIT'] : []),
  ]
}

/** NOT NULL of this table on a column that comes from a parent. */
function ownNotNulls(table: Relation): string[] {
  if (isPartition(table)) return []
  return table.columns
    .filter((column) => !column.local)
    .flatMap((column) => notNullOf(table, column.name) ?? [])
    .filter((constraint) => constraint.local && constraint.validated)
    .map(({ name, columns, noInherit }) => {
      const end = noInherit ? ' NO INHERIT' : ''
      return `CONSTRAINT ${quoteName(name)} NOT NULL ${columns.map(quoteName).join(', ')}${end}`
    })
}

/** CREATE TABLE takes a check for valid whatever it says, so that unchecked ones come later. */
function inlineChecks(table: Relation): Constraint[] {
  return table.constraints.filter(
    (constraint) =>
      constraint.type === 'check' &&
      (constraint.local || isPartition(table)) &&
      (constraint.validated || !constraint.enforced),
  )
}

/** Defaults that were left out above, and what differs from a parent's; 17 lets generated columns differ. */
function laterColumns(table: Relation, split: boolean, context: RenderContext): string[] {
  const alter = (column: Column, words: string) =>
    `ALTER ${tableWord(table)} ONLY ${quoteQualified(table)} ALTER COLUMN ${quoteName(column.name)} ${words};`
  const parents = parentsOf(table, context)
  return table.columns.flatMap((column) => {
    const inherited = !column.local && !isPartition(table)
    const above = inherited
      ? parents.flatMap((parent) => parent.columns.filter(({ name }) => name === column.name))
      : []
    const same = above.length > 0 && above.every((other) => other.default === column.default)
    const statements: string[] = []
    if (column.default !== null && (split || (inherited && !same))) {
      statements.push(alter(column, `SET DEFAULT ${column.default}`))
    }
    if (column.default === null && above.some((other) => other.default !== null)) {
      statements.push(alter(column, 'DROP DEFAULT'))
    }
    const expression = column.generated?.expression
    if (expression !== undefined && above.some((other) => other.generated?.expression !== expression)) {
      statements.push(alter(column, `SET EXPRESSION AS (${expression})`))
    }
    const bound = notNullOf(table, column.name) !== null || above.some((other) => !other.nullable)
    if (inherited && !column.nullable && !bound) statements.push(alter(column, 'SET NOT NULL'))
    return statements
  })
}

function parentsOf(table: Relation, context: RenderContext): Relation[] {
  return table.parents.flatMap(({ schema, name }) => asRelation(context.findRelation(schema, name)))
}

function asRelation(object: ReturnType<RenderContext['findRelation']>): Relation[] {
  return object !== null && 'columns' in object ? [object] : []
}

/** A partition shares its parent's sequence and gets it by being attached. */
function identities(table: Relation, context: RenderContext): string[] {
  return table.columns.flatMap((column) => {
    if (column.identityColumn === null) return []
    const { kind, sequence } = column.identityColumn
    const found = context.findRelation(sequence.schema, sequence.name)
    if (isPartition(table) && found !== null && !isOwnedBy(found as Sequence, table)) return []
    const options = found === null ? '' : `\n${renderSequenceOptions(found as Sequence, '        ')}`
    return [
      `ALTER ${tableWord(table)} ${quoteQualified(table)} ALTER COLUMN ${quoteName(column.name)} ` +
        `ADD GENERATED ${kind.toUpperCase()} AS IDENTITY (\n        SEQUENCE NAME ${quoteQualified(sequence)}${options}\n    );`,
      ...(found === null || context.versionNum < 150_000 ? [] : ownPersistence(found as Sequence, table)),
    ]
  })
}

/** 15 and later: a sequence is logged as its table is, unless it was told otherwise. */
function ownPersistence(sequence: Sequence, table: Relation): string[] {
  if (sequence.persistence === table.persistence) return []
  return [
    `ALTER SEQUENCE ${quoteQualified(sequence)} SET ${sequence.persistence === 'unlogged' ? 'UNLOGGED' : 'LOGGED'};`,
  ]
}

const isOwnedBy = ({ ownedBy }: Sequence, table: Relation): boolean =>
  ownedBy !== null && ownedBy.schema === table.schema && ownedBy.name === table.name

/** Storage and statistics of columns; materialized views have them as well. */
export function columnSettings(relation: Relation): string[] {
  return relation.columns.flatMap((column) => {
    const alter = (words: string) =>
      `ALTER ${tableWord(relation)} ONLY ${quoteQualified(relation)} ALTER COLUMN ${quoteName(column.name)} ${words};`
    return [
      ...(column.storage === null ? [] : [alter(`SET STORAGE ${column.storage.toUpperCase()}`)]),
      ...(column.compression === null ? [] : [alter(`SET COMPRESSION ${column.compression}`)]),
      ...(column.statisticsTarget === null ? [] : [alter(`SET STATISTICS ${column.statisticsTarget}`)]),
      ...(column.options.length === 0 ? [] : [alter(`SET (${quoteParameters(column.options)})`)]),
    ].map((sql) => (relation.kind === 'materialized view' ? sql.replace(' ONLY ', ' ') : sql))
  })
}
