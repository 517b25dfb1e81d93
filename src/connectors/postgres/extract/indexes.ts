import type { Index } from '../../../core/catalog/relation.ts'
import {
  indexDefinitions,
  indexes,
  indexParents,
  indexTargets,
  type KeyExpression,
  otherIndexDefinitions,
} from '../catalog/questions/indexes.ts'
import type { Attribute } from '../catalog/questions/relations.ts'
import { attributeAt, nameAt } from './columns.ts'
import { compareText, groupBy, none } from './group.ts'
import { inText, type Names } from './names.ts'
import { rememberPair } from './remember.ts'
import type { Answers } from './transaction.ts'

export type IndexEntry = ReturnType<typeof indexes.decode>
type IndexShape = IndexEntry['shape']
export type TableName = { readonly schema: string; readonly name: string }

/** What indexes of the same shape on the same columns have in common. */
interface Likeness {
  /** From ` USING ` on but for the predicate; null where only the server can write it. */
  readonly text: string | null
  readonly columns: Index['columns']
  readonly included: Index['included']
}

function likenessOf(
  attributes: readonly Attribute[],
  shape: IndexShape,
  expression: KeyExpression | null,
  names: Names,
): Likeness {
  const nameOf = (number: number) => nameAt(attributes, number)
  return {
    text: writeKeys(attributes, shape, expression, names),
    columns: shape.columns.slice(0, shape.keyCount).map(nameOf),
    included: shape.columns.slice(shape.keyCount).map((number) => nameOf(number) ?? ''),
  }
}

/** @param expression that the server wrote, where a key is one */
function writeKeys(
  attributes: readonly Attribute[],
  shape: IndexShape,
  expression: KeyExpression | null,
  names: Names,
): string | null {
  const method = names.accessMethod(shape.method)
  if (!shape.plain || method === null) return null
  let keys = ''
  let included = ''
  for (let place = 0; place < shape.columns.length; place += 1) {
    const key = findKey(shape.columns[place] ?? 0, expression, attributes, names)
    if (key === null) return null
    if (place >= shape.keyCount) {
      included += included === '' ? key.text : `, ${key.text}`
      continue
    }
    const manner = writeManner(shape, place, method, key, names)
    if (manner === null) return null
    keys += place === 0 ? key.text + manner : `, ${key.text}${manner}`
  }
  let text = ` USING ${names.quote(method)} (${keys})`
  if (included !== '') text += ` INCLUDE (${included})`
  if (shape.nullsNotDistinct) text += ' NULLS NOT DISTINCT'
  return text
}

/** Writes an index as the server would; null where only the server can. */
function writeIndex(
  { name, shape }: IndexEntry,
  keys: string | null,
  predicate: string | null,
  table: string,
  { quote }: Names,
): string | null {
  if (keys === null || shape.partial !== (predicate !== null)) return null
  const text = `CREATE ${shape.unique ? 'UNIQUE ' : ''}INDEX ${quote(name)} ON ${shape.partitioned ? 'ONLY ' : ''}${table}${keys}`
  return predicate === null ? text : `${text} WHERE ${predicate}`
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
  attributes: readonly Attribute[],
  { quote }: Names,
): Key | null {
  if (number === 0) {
    if (expression === null || expression.call) return expression
    return { ...expression, text: `(${expression.text})` }
  }
  const found = attributeAt(attributes, number)
  return found === null ? null : { text: quote(found.name), type: found.shape.type, collation: found.shape.collation }
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

  const likeness = rememberPair((attributes: readonly Attribute[], shape: IndexShape) =>
    likenessOf(attributes, shape, null, names),
  )

  function toIndex(index: IndexEntry, definition: string, { columns, included }: Likeness): Index {
    const { oid, shape } = index
    const parent = parents.get(oid)
    return {
      name: index.name,
      method: names.accessMethod(shape.method) ?? '',
      unique: shape.unique,
      columns,
      included,
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
    write(relation: string, table: TableName, attributes: readonly Attribute[]) {
      const written: Index[] = []
      const unwritten: IndexEntry[] = []
      const place = `${names.quote(table.schema)}.${names.quote(table.name)}`
      for (const index of byRelation.get(relation) ?? none) {
        const parts = definitions.get(index.oid)
        const expression = parts?.expression ?? null
        const like =
          expression === null
            ? likeness(attributes, index.shape)
            : likenessOf(attributes, index.shape, expression, names)
        const definition =
          parts?.text ?? others.get(index.oid) ?? writeIndex(index, like.text, parts?.predicate ?? null, place, names)
        if (definition === null || definition === undefined) unwritten.push(index)
        else written.push(toIndex(index, definition, like))
      }
      return { written: written.sort((a, b) => compareText(a.name, b.name)), unwritten }
    },
  }
}
