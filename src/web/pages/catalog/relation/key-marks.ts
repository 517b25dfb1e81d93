import type { Relation } from '../../../../core/catalog/relation.ts'

/** That a column is part of a key. */
export interface KeyMark {
  readonly word: string
  readonly title: string
  readonly strong: boolean
}

/** The keys that each column is part of, the primary one first. */
export function keyMarks({ constraints, partitioning, indexes }: Relation): ReadonlyMap<string, readonly KeyMark[]> {
  const marks = new Map<string, KeyMark[]>()
  const add = (column: string, mark: KeyMark) => marks.set(column, withMark(marks.get(column) ?? [], mark))
  for (const type of ['primary key', 'unique', 'foreign key', 'exclusion'] as const) {
    for (const { name, columns, references, definition } of constraints.filter((each) => each.type === type)) {
      const place = columns.length > 1 ? ` ${columns.length} columns` : ''
      for (const [index, column] of columns.entries()) {
        const to = references === null ? '' : ` → ${references.relation.name}.${references.columns[index] ?? ''}`
        add(column, {
          word: `${words[type]}${type === 'foreign key' ? to : place}`,
          title: `${name}: ${definition}`,
          strong: type === 'primary key',
        })
      }
    }
  }
  for (const { name, columns, unique, primary, definition } of indexes) {
    const isKey = primary || constraints.some((each) => each.index === name)
    const [first] = columns
    if (isKey || typeof first !== 'string') continue
    add(first, { word: unique ? 'unique index' : 'indexed', title: `${name}: ${definition}`, strong: false })
  }
  if (partitioning !== null) {
    const [, columns = ''] = /\((.*)\)$/.exec(partitioning.key) ?? []
    for (const column of columns.split(/,\s*/)) {
      add(column.replaceAll('"', ''), {
        word: 'partition key',
        title: partitioning.key,
        strong: false,
      })
    }
  }
  return marks
}

/** Marks of one word are one, such as a column's several indexes. */
function withMark(marks: readonly KeyMark[], mark: KeyMark): KeyMark[] {
  const same = marks.find(({ word }) => word === mark.word)
  if (same === undefined) return [...marks, mark]
  return marks.map((each) => (each === same ? { ...each, title: `${each.title}\n${mark.title}` } : each))
}

const words = { 'primary key': 'PK', unique: 'unique', 'foreign key': 'FK', exclusion: 'exclusion' } as const
