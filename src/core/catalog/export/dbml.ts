import type { EnumType } from '../objects.ts'
import type { QualifiedName } from '../place.ts'
import type { Column, Constraint, Index, Relation } from '../relation.ts'
import { isUnique, primaryKeyOf, wholeRelations } from './relations-of.ts'
import type { SnapshotFormat } from './snapshot-format.ts'

/** Tables, enums and foreign keys for diagrams. Several databases stand beside one another, their names before the schema. */
export const dbml: SnapshotFormat = {
  id: 'dbml',
  extension: '.dbml',
  contentType: 'text/plain; charset=utf-8',
  *render({ objects, header }) {
    const { databases } = header.scope
    const names = naming(databases.length > 1)
    yield `Project ${name(databases.length === 1 ? (databases[0] ?? 'snapshot') : 'snapshot')} {\n  database_type: 'PostgreSQL'\n}\n`
    for (const object of objects) if (object.kind === 'enum') yield enumText(object, names)
    const relations = wholeRelations(objects)
    const known = new Map(relations.map((relation) => [names(relation.database, relation), relation]))
    for (const relation of relations) yield tableText(relation, names)
    const taken = new Set<string>()
    for (const relation of relations) {
      for (const constraint of relation.constraints) yield refText(relation, constraint, names, known, taken)
    }
  },
}

type Naming = (database: string | null, object: QualifiedName) => string

const naming =
  (several: boolean): Naming =>
  (database, object) =>
    `${name(several ? `${database}.${object.schema}` : object.schema)}.${name(object.name)}`

/** In double quotes; a line break cannot stand in a name. */
const name = (text: string): string => `"${escaped(oneLine(text)).replaceAll('"', '\\"')}"`
const quoted = (text: string): string => `'${escaped(oneLine(text)).replaceAll("'", "\\'")}'`
const escaped = (text: string): string => text.replaceAll('\\', '\\\\')
const oneLine = (text: string): string => text.replace(/[\r\n]+/g, ' ')
/** Nothing can be escaped between backticks. */
const expression = (text: string): string => `\`${oneLine(text).replaceAll('`', "'")}\``
/** A text of several lines. */
const note = (text: string): string =>
  /[\r\n]/.test(text) ? `'''${escaped(text).replaceAll("'''", "\\'''")}'''` : quoted(text)

function enumText(type: EnumType, names: Naming): string {
  // An enum without labels is none that DBML knows.
  if (type.labels.length === 0) return ''
  return `\nEnum ${names(type.database, type)} {\n${type.labels.map((label) => `  ${name(label || "''")}\n`).join('')}}\n`
}

function tableText(relation: Relation, names: Naming): string {
  const keys = primaryKeyOf(relation)
  const lines = relation.columns.map((column) => `  ${columnText(relation, column, keys, names)}\n`)
  // DBML knows no table without columns.
  if (lines.length === 0) return ''
  const about = [relation.kind === 'table' ? null : `${relation.kind}.`, relation.comment].filter(
    (text) => text !== null,
  )
  const notes = about.length === 0 ? '' : `\n  Note: ${note(about.join(' '))}\n`
  return `\nTable ${names(relation.database, relation)} {\n${lines.join('')}${indexesText(relation, keys)}${notes}}\n`
}

function columnText(relation: Relation, column: Column, keys: readonly string[], names: Naming): string {
  const { default: initial, identityColumn, generated } = column
  const isKey = keys.length === 1 && keys[0] === column.name
  const settings = [
    ...(isKey ? ['pk'] : []),
    ...(identityColumn !== null || initial?.startsWith('nextval(') === true ? ['increment'] : []),
    ...(isUnique(relation, column.name) ? ['unique'] : []),
    ...(column.nullable || isKey ? [] : ['not null']),
    ...(initial === null || initial.startsWith('nextval(') ? [] : [`default: ${expression(initial)}`]),
    ...(generated === null && column.comment === null ? [] : [`note: ${note(columnNote(column))}`]),
  ]
  const end = settings.length === 0 ? '' : ` [${settings.join(', ')}]`
  return `${name(column.name)} ${typeText(relation, column, names)}${end}`
}

function columnNote({ generated, comment }: Column): string {
  const computed = generated === null ? [] : [`Generated (${generated.kind}): ${generated.expression}`]
  return [...computed, ...(comment === null ? [] : [comment])].join('. ')
}

/** An enum by the name it has here, so that the diagram shows its labels. */
function typeText(relation: Relation, { type, baseType }: Column, names: Naming): string {
  return baseType.kind === 'enum' && !type.endsWith('[]') ? names(relation.database, baseType) : name(type)
}

function indexesText(relation: Relation, keys: readonly string[]): string {
  const list = (columns: readonly string[]) => `(${columns.map(name).join(', ')})`
  const unique = relation.constraints.filter(({ type, columns }) => type === 'unique' && columns.length > 1)
  const backed = new Set(relation.constraints.flatMap(({ index }) => index ?? []))
  const lines = [
    ...(keys.length > 1 ? [`${list(keys)} [pk]`] : []),
    ...unique.map((constraint) => `${list(constraint.columns)} [unique, name: ${quoted(constraint.name)}]`),
    ...relation.indexes.filter((index) => !backed.has(index.name)).flatMap(indexText),
  ]
  return lines.length === 0 ? '' : `\n  indexes {\n${lines.map((line) => `    ${line}\n`).join('')}  }\n`
}

/** Expressions are in the definition alone. */
function indexText(index: Index): string[] {
  const columns = index.columns.filter((column) => column !== null)
  const keys =
    columns.length === index.columns.length && columns.length > 0
      ? `(${columns.map(name).join(', ')})`
      : expression(index.definition.replace(/^.*? USING \w+ /s, ''))
  const known = index.method === 'btree' || index.method === 'hash'
  const about = index.predicate === null && known ? [] : [`note: ${quoted(index.definition)}`]
  const settings = [
    ...(known ? [`type: ${index.method}`] : []),
    ...(index.unique ? ['unique'] : []),
    `name: ${quoted(index.name)}`,
    ...about,
  ]
  return [`${keys} [${settings.join(', ')}]`]
}

/** Foreign keys between relations that are there; each pair of column lists once, as DBML wants it. */
function refText(
  relation: Relation,
  { columns, references }: Constraint,
  names: Naming,
  known: ReadonlyMap<string, Relation>,
  taken: Set<string>,
): string {
  if (references === null) return ''
  const from = names(relation.database, relation)
  const to = names(relation.database, references.relation)
  const end = (table: string, list: readonly string[]) => `${table}.(${list.map(name).join(', ')})`
  const text = `${end(from, columns)} > ${end(to, references.columns)}`
  const same = from === to && columns.join('\0') === references.columns.join('\0')
  if (!known.has(to) || taken.has(text) || same) return ''
  taken.add(text)
  return `\nRef: ${text} [delete: ${references.onDelete}, update: ${references.onUpdate}]\n`
}
