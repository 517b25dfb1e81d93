import type { Index } from '../../../core/catalog/relation.ts'
import {
  indexDefinitions,
  indexes,
  indexParents,
  indexTargets,
  otherIndexDefinitions,
} from '../catalog/questions/indexes.ts'
import type { RelationColumns } from './columns.ts'
import { compareText, groupBy, none } from './group.ts'
import { inText, type Names } from './names.ts'
import type { Answers } from './transaction.ts'

export type IndexEntry = ReturnType<typeof indexes.decode>
export type TableName = { readonly schema: string; readonly name: string }

/** Writes a plain index as the server would; null where only the server can. */
function writeIndex(index: IndexEntry, table: TableName, columns: RelationColumns, names: Names): string | null {
  const method = names.accessMethod(index.method)
  if (!index.plain || method === null) return null
  const parts: string[] = []
  for (const [place, number] of index.columns.entries()) {
    const name = columns.nameOf(number)
    if (name === null) return null
    if (place >= index.keyCount) {
      parts.push(names.quote(name))
      continue
    }
    const key = writeKey(index, place, method, columns, names)
    if (key === null) return null
    parts.push(names.quote(name) + key)
  }
  const included = parts.slice(index.keyCount)
  return [
    `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${names.quote(index.name)} ON `,
    `${index.partitioned ? 'ONLY ' : ''}${names.quote(table.schema)}.${names.quote(table.name)} `,
    `USING ${names.quote(method)} (${parts.slice(0, index.keyCount).join(', ')})`,
    included.length > 0 ? ` INCLUDE (${included.join(', ')})` : '',
    index.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '',
  ].join('')
}

/** Collation, operator class and direction of one key, where they are not the default. */
function writeKey(
  index: IndexEntry,
  place: number,
  method: string,
  columns: RelationColumns,
  names: Names,
): string | null {
  const column = columns.typeOf(index.columns[place] ?? 0)
  const { [place]: collation = '0' } = index.collations
  const operatorClass = names.operatorClass(index.classes[place] ?? '0')
  if (column === null || operatorClass === null) return null
  let text = ''
  if (collation !== '0' && collation !== column.collation) {
    const name = names.collationInText(collation)
    if (name === null) return null
    text += ` COLLATE ${name}`
  }
  if (!operatorClass.isDefault) text += ` ${inText(operatorClass, names.schema, names.quote)}`
  else if (operatorClass.inputType !== column.type && names.hasDefaultClass(index.method, column.type)) return null
  return text + direction(index.sorting[place] ?? 0, method)
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
    const parent = parents.get(index.oid)
    return {
      name: index.name,
      method: names.accessMethod(index.method) ?? '',
      unique: index.unique,
      columns: index.columns.slice(0, index.keyCount).map((number) => columns.nameOf(number)),
      included: index.columns.slice(index.keyCount).map((number) => columns.nameOf(number) ?? ''),
      definition,
      predicate: definitions.get(index.oid)?.predicate ?? null,
      primary: index.primary,
      valid: index.valid,
      clustered: index.clustered,
      replicaIdentity: index.replicaIdentity,
      tablespace: names.tablespace(index.tablespace),
      parent: parent === undefined ? null : names.qualified(parent.namespace, parent.name),
      statisticsTargets: targets.get(index.oid)?.map(({ position, target }) => ({ position, target })) ?? none,
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
        const definition =
          definitions.get(index.oid)?.text ?? others.get(index.oid) ?? writeIndex(index, table, columns, names)
        if (definition === null || definition === undefined) unwritten.push(index)
        else written.push(toIndex(index, definition, columns))
      }
      return { written: written.sort((a, b) => compareText(a.name, b.name)), unwritten }
    },
  }
}
