import type { Constraint } from '../../../core/catalog/relation.ts'
import { toWord } from '../catalog/decode.ts'
import {
  constraintDefinitions,
  constraints,
  otherConstraintDefinitions,
  referencedColumns,
} from '../catalog/questions/constraints.ts'
import type { RelationColumns } from './columns.ts'
import { compareText, groupBy, none } from './group.ts'
import type { IndexEntry } from './indexes.ts'
import type { Names } from './names.ts'
import type { Answers } from './transaction.ts'
import { actions, constraintTypes, matches } from './words.ts'

type ConstraintEntry = ReturnType<typeof constraints.decode>

/** Names of a relation's columns by number; null for a relation that was not read. */
export type ColumnNames = (relation: string, number: number) => string | null

interface Surroundings {
  readonly columns: RelationColumns
  readonly columnName: ColumnNames
  readonly indexes: readonly IndexEntry[]
  readonly names: Names
}

/** Writes a key, foreign key or not-null constraint as the server would; null where only the server can. */
function writeConstraint(entry: ConstraintEntry, around: Surroundings): string | null {
  const body = writeBody(entry, around)
  if (body === null) return null
  let text = body
  if (entry.deferrable) text += ' DEFERRABLE'
  if (entry.deferred) text += ' INITIALLY DEFERRED'
  if (!entry.enforced) text += ' NOT ENFORCED'
  else if (!entry.validated) text += ' NOT VALID'
  return text
}

function writeBody(entry: ConstraintEntry, { columns, columnName, indexes, names }: Surroundings): string | null {
  const own = columnList(
    entry.columns.map((number) => columns.nameOf(number)),
    names,
  )
  if (own === null) return null
  if (entry.type === 'n') return `NOT NULL ${own.join(', ')}${entry.noInherit ? ' NO INHERIT' : ''}`
  if (entry.type === 'f') return writeForeignKey(entry, own, columnName, columns, names)
  if (entry.type !== 'p' && entry.type !== 'u') return null
  const index = indexes.find(({ oid }) => oid === entry.index)
  if (index === undefined) return null
  const included = columnList(
    index.columns.slice(index.keyCount).map((number) => columns.nameOf(number)),
    names,
  )
  if (included === null) return null
  return [
    entry.type === 'p' ? 'PRIMARY KEY ' : 'UNIQUE ',
    index.nullsNotDistinct ? 'NULLS NOT DISTINCT ' : '',
    `(${own.join(', ')}${entry.period ? ' WITHOUT OVERLAPS' : ''})`,
    included.length > 0 ? ` INCLUDE (${included.join(', ')})` : '',
  ].join('')
}

function writeForeignKey(
  entry: ConstraintEntry,
  own: readonly string[],
  columnName: ColumnNames,
  columns: RelationColumns,
  names: Names,
): string | null {
  const target = names.relationName(entry.referenced)
  const theirs = columnList(
    entry.referencedColumns.map((number) => columnName(entry.referenced, number)),
    names,
  )
  const cleared = columnList(
    entry.deletedColumns.map((number) => columns.nameOf(number)),
    names,
  )
  if (target === null || theirs === null || cleared === null) return null
  const list = (items: readonly string[]) =>
    entry.period ? [...items.slice(0, -1), `PERIOD ${items.at(-1)}`].join(', ') : items.join(', ')
  const action = (letter: string) => toWord(actions, letter).toUpperCase()
  return [
    `FOREIGN KEY (${list(own)}) REFERENCES ${names.quote(target.schema)}.${names.quote(target.name)}(${list(theirs)})`,
    entry.match === 's' ? '' : ` MATCH ${toWord(matches, entry.match).toUpperCase()}`,
    entry.onUpdate === 'a' ? '' : ` ON UPDATE ${action(entry.onUpdate)}`,
    entry.onDelete === 'a' ? '' : ` ON DELETE ${action(entry.onDelete)}`,
    cleared.length > 0 ? ` (${cleared.join(', ')})` : '',
  ].join('')
}

function columnList(found: readonly (string | null)[], { quote }: Names): string[] | null {
  const quoted: string[] = []
  for (const name of found) {
    if (name === null) return null
    quoted.push(quote(name))
  }
  return quoted
}

/** Constraints by relation. */
export function createConstraints(answers: Answers, names: Names, columnNames: ColumnNames) {
  const byRelation = groupBy(answers.of(constraints), ({ relation }) => relation)
  const definitions = new Map(
    [...answers.of(constraintDefinitions), ...answers.of(otherConstraintDefinitions)].map(({ oid, text }) => [
      oid,
      text,
    ]),
  )
  const outside = new Map(
    answers.of(referencedColumns).map((entry) => [`${entry.relation} ${entry.number}`, entry.name]),
  )
  const columnName: ColumnNames = (relation, number) =>
    columnNames(relation, number) ?? outside.get(`${relation} ${number}`) ?? null

  function toConstraint(entry: ConstraintEntry, definition: string, around: Surroundings): Constraint {
    const { columns, indexes } = around
    const target = entry.type === 'f' ? names.relationName(entry.referenced) : null
    return {
      name: entry.name,
      type: toWord(constraintTypes, entry.type),
      columns: entry.columns.map((number) => columns.nameOf(number) ?? ''),
      definition,
      references:
        target === null
          ? null
          : {
              relation: target,
              columns: entry.referencedColumns.map((number) => columnName(entry.referenced, number) ?? ''),
              onUpdate: toWord(actions, entry.onUpdate),
              onDelete: toWord(actions, entry.onDelete),
              match: toWord(matches, entry.match),
            },
      deferrable: entry.deferrable,
      initiallyDeferred: entry.deferred,
      validated: entry.validated,
      enforced: entry.enforced,
      // Of keys it says how a partition came to its own.
      noInherit: entry.noInherit && (entry.type === 'c' || entry.type === 'n'),
      local: entry.local,
      index:
        entry.type === 'f' || entry.index === '0'
          ? null
          : (indexes.find(({ oid }) => oid === entry.index)?.name ?? null),
      comment: entry.comment,
    }
  }

  return {
    /** Ordered by name. `unwritten` are those that could not be written here and were not answered by the server. */
    write(relation: string, columns: RelationColumns, indexes: readonly IndexEntry[]) {
      const around = { columns, columnName, indexes, names }
      const written: Constraint[] = []
      const unwritten: ConstraintEntry[] = []
      for (const entry of byRelation.get(relation) ?? none) {
        const definition = definitions.get(entry.oid) ?? writeConstraint(entry, around)
        if (definition === null) unwritten.push(entry)
        else written.push(toConstraint(entry, definition, around))
      }
      return { written: written.sort((a, b) => compareText(a.name, b.name)), unwritten }
    },
  }
}
