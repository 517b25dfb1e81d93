import type { Index } from '../../../core/catalog/relation.ts'
import {
  indexDefinitions,
  indexes,
  indexParents,
  indexTargets,
  type KeyExpression,
  otherIndexDefinitions,
} from '../catalog/questions/indexes.ts'
import type { RelationColumns } from './columns.ts'
import { compareText, groupBy, none } from './group.ts'
import { inText, type Names } from './names.ts'
import type { Answers } from './transaction.ts'

export type IndexEntry = ReturnType<typeof indexes.decode>
type IndexShape = IndexEntry['shape']
type IndexParts = Pick<ReturnType<typeof indexDefinitions.decode>, 'expression' | 'predicate'>
export type TableName = { readonly schema: string; readonly name: string }

/**
 * Writes an index as the server would; null where only the server can.
 * @param parts of it that the server wrote
 */
function writeIndex(
  index: IndexEntry,
  parts: IndexParts | undefined,
  table: TableName,
  columns: RelationColumns,
  names: Names,
): string | null {
  const { shape } = index
  const method = names.accessMethod(shape.method)
  const predicate = parts?.predicate ?? null
  if (!shape.plain || method === null || shape.partial !== (predicate !== null)) return null
  let keys = ''
  let included = ''
  for (let place = 0; place < shape.columns.length; place += 1) {
    const key = findKey(shape.columns[place] ?? 0, parts?.expression ?? null, columns, names)
    if (key === null) return null
    if (place >= shape.keyCount) {
      included += included === '' ? key.text : `, ${key.text}`
      continue
    }
    const manner = writeManner(shape, place, method, key, names)
    if (manner === null) return null
    keys += place === 0 ? key.text + manner : `, ${key.text}${manner}`
  }
  let text = `CREATE ${shape.unique ? 'UNIQUE ' : ''}INDEX ${names.quote(index.name)} ON `
  if (shape.partitioned) text += 'ONLY '
  text += `${names.quote(table.schema)}.${names.quote(table.name)} USING ${names.quote(method)} (${keys})`
  if (included !== '') text += ` INCLUDE (${included})`
  if (shape.nullsNotDistinct) text += ' NULLS NOT DISTINCT'
  if (predicate !== null) text += ` WHERE ${predicate}`
  return text
}

/** A column or an expression: as it stands in the text, and what decides on its defaults. */
interface Key {
  readonly text: string
  readonly type: string
  readonly collation: string
}

function findKey(
  number: number,
  expression: KeyExpression | null,
  columns: RelationColumns,
  { quote }: Names,
): Key | null {
  if (number === 0) {
    if (expression === null || expression.call) return expression
    return { ...expression, text: `(${expression.text})` }
  }
  const [name, shape] = [columns.nameOf(number), columns.typeOf(number)]
  return name === null || shape === null ? null : { text: quote(name), type: shape.type, collation: shape.collation }
}

/** Collation, operator class and direction of one key, where they are not the default. */
function writeManner(shape: IndexShape, place: number, method: string, key: Key, names: Names): string | null {
  const { [place]: collation = '0' } = shape.collations
  const operatorClass = names.operatorClass(shape.classes[place] ?? '0')
  if (operatorClass === null) return null
  let text = ''
  if (collation !== '0' && collation !== key.collation) {
    const name = names.collationInText(collation)
    if (name === null) return null
    text += ` COLLATE ${name}`
  }
  if (!operatorClass.isDefault) text += ` ${inText(operatorClass, names.schema, names.quote)}`
  else if (operatorClass.inputType !== key.type && names.hasDefaultClass(shape.method, key.type)) return null
  return text + direction(shape.sorting[place] ?? 0, method)
}

/** Bit 1: descending, bit 2: nulls first, which descending has by default. */
function direction(sorting: number, method: string): string {
  if (method !== 'btree') return ''
  if ((sorting & 1) === 1) return (sorting & 2) === 2 ? ' DESC' : ' DESC NULLS LAST'
  return (sorting & 2) === 2 ? ' NULLS FIRST' : ''
}

/** Indexes by relation, written where that can be done here. */
export function createIndexes(answers: Answers, names: Names) {
  const byRelation = groupBy(answers.of(indexes), ({ relation }) => relation)
  const definitions = new Map(answers.of(indexDefinitions).map((entry) => [entry.oid, entry]))
  const others = new Map(answers.of(otherIndexDefinitions).map((entry) => [entry.oid, entry.text]))
  const parents = new Map(answers.of(indexParents).map((entry) => [entry.index, entry]))
  const targets = groupBy(answers.of(indexTargets), ({ index }) => index)

  function toIndex(index: IndexEntry, definition: string, columns: RelationColumns): Index {
    const { oid, shape } = index
    const parent = parents.get(oid)
    return {
      name: index.name,
      method: names.accessMethod(shape.method) ?? '',
      unique: shape.unique,
      columns: shape.columns.slice(0, shape.keyCount).map(columns.nameOf),
      included: shape.columns.slice(shape.keyCount).map((number) => columns.nameOf(number) ?? ''),
      definition,
      predicate: definitions.get(oid)?.predicate ?? null,
      primary: shape.primary,
      valid: shape.valid,
      clustered: shape.clustered,
      replicaIdentity: shape.replicaIdentity,
      tablespace: names.tablespace(shape.tablespace),
      parent: parent === undefined ? null : names.qualified(parent.namespace, parent.name),
      statisticsTargets: targets.get(oid)?.map(({ position, target }) => ({ position, target })) ?? none,
      comment: index.comment,
    }
  }

  return {
    of(relation: string): readonly IndexEntry[] {
      return byRelation.get(relation) ?? none
    },
    /** Ordered by name. `unwritten` are those that only the server can write and was not asked about. */
    write(relation: string, table: TableName, columns: RelationColumns) {
      const written: Index[] = []
      const unwritten: IndexEntry[] = []
      for (const index of byRelation.get(relation) ?? none) {
        const parts = definitions.get(index.oid)
        const definition = parts?.text ?? others.get(index.oid) ?? writeIndex(index, parts, table, columns, names)
        if (definition === null || definition === undefined) unwritten.push(index)
        else written.push(toIndex(index, definition, columns))
      }
      return { written: written.sort((a, b) => compareText(a.name, b.name)), unwritten }
    },
  }
}
