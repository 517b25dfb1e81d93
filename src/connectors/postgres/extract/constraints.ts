import type { Constraint } from '../../../core/catalog/relation.ts'
import { toWord } from '../catalog/decode.ts'
import {
  constraintDefinitions,
  constraints,
  otherConstraintDefinitions,
  referencedColumns,
} from '../catalog/questions/constraints.ts'
import type { Attribute } from '../catalog/questions/relations.ts'
import { nameAt } from './columns.ts'
import { compareText, groupBy, none } from './group.ts'
import type { IndexEntry } from './indexes.ts'
import type { Names } from './names.ts'
import { rememberPair } from './remember.ts'
import type { Answers } from './transaction.ts'
import { actions, constraintTypes, matches } from './words.ts'

type ConstraintEntry = ReturnType<typeof constraints.decode>

/** Names of a relation's columns by number; null for a relation that was not read. */
export type ColumnNames = (relation: string, number: number) => string | null

interface Surroundings {
  readonly attributes: readonly Attribute[]
  readonly columnName: ColumnNames
  readonly indexes: readonly IndexEntry[]
  readonly names: Names
}

/**
 * Writes a constraint as the server would; null where only the server can.
 * @param expression of a check, as the server wrote it
 */
function writeConstraint(entry: ConstraintEntry, expression: string | null, around: Surroundings): string | null {
  const body = writeBody(entry, expression, around)
  if (body === null) return null
  const { deferrable, deferred, enforced, validated } = entry.shape
  let text = body
  if (deferrable) text += ' DEFERRABLE'
  if (deferred) text += ' INITIALLY DEFERRED'
  if (!enforced) text += ' NOT ENFORCED'
  else if (!validated) text += ' NOT VALID'
  return text
}

function writeBody(
  entry: ConstraintEntry,
  expression: string | null,
  { attributes, columnName, indexes, names }: Surroundings,
): string | null {
  const { shape } = entry
  const nameOf = (number: number) => nameAt(attributes, number)
  const own = quotedNames(shape.columns, nameOf, names)
  if (own === null) return null
  if (shape.type === 'n') return `NOT NULL ${own.join(', ')}${shape.noInherit ? ' NO INHERIT' : ''}`
  if (shape.type === 'c')
    return expression === null ? null : `CHECK (${expression})${shape.noInherit ? ' NO INHERIT' : ''}`
  if (shape.type === 'f') return writeForeignKey(entry, own, columnName, nameOf, names)
  if (shape.type !== 'p' && shape.type !== 'u') return null
  const index = indexes.find(({ oid }) => oid === entry.index)?.shape
  if (index === undefined) return null
  const included = quotedNames(index.columns.slice(index.keyCount), nameOf, names)
  if (included === null) return null
  let text = shape.type === 'p' ? 'PRIMARY KEY ' : 'UNIQUE '
  if (index.nullsNotDistinct) text += 'NULLS NOT DISTINCT '
  text += `(${own.join(', ')}${shape.period ? ' WITHOUT OVERLAPS' : ''})`
  if (included.length > 0) text += ` INCLUDE (${included.join(', ')})`
  return text
}

function writeForeignKey(
  entry: ConstraintEntry,
  own: readonly string[],
  columnName: ColumnNames,
  nameOf: (number: number) => string | null,
  names: Names,
): string | null {
  const { shape, referenced } = entry
  const target = names.relationName(referenced)
  const theirs = quotedNames(shape.referencedColumns, (number) => columnName(referenced, number), names)
  const cleared = quotedNames(shape.deletedColumns, nameOf, names)
  if (target === null || theirs === null || cleared === null) return null
  const list = (items: readonly string[]) =>
    shape.period ? [...items.slice(0, -1), `PERIOD ${items.at(-1)}`].join(', ') : items.join(', ')
  const action = (letter: string) => toWord(actions, letter).toUpperCase()
  let text = `FOREIGN KEY (${list(own)}) REFERENCES ${names.quote(target.schema)}.${names.quote(target.name)}(${list(theirs)})`
  if (shape.match !== 's') text += ` MATCH ${toWord(matches, shape.match).toUpperCase()}`
  if (shape.onUpdate !== 'a') text += ` ON UPDATE ${action(shape.onUpdate)}`
  if (shape.onDelete !== 'a') text += ` ON DELETE ${action(shape.onDelete)}`
  if (cleared.length > 0) text += ` (${cleared.join(', ')})`
  return text
}

/** Null where one has no name. */
function quotedNames(
  numbers: readonly number[],
  nameOf: (number: number) => string | null,
  { quote }: Names,
): string[] | null {
  const quoted: string[] = []
  for (const number of numbers) {
    const name = nameOf(number)
    if (name === null) return null
    quoted.push(quote(name))
  }
  return quoted
}

/** Constraints by relation. */
export function createConstraints(answers: Answers, names: Names, columnNames: ColumnNames) {
  const byRelation = groupBy(answers.of(constraints), ({ relation }) => relation)
  const texts = new Map(answers.of(constraintDefinitions).map(({ oid, text }) => [oid, text]))
  const others = new Map(answers.of(otherConstraintDefinitions).map(({ oid, text }) => [oid, text]))
  /** Of checks the server wrote the expression, of what is neither key nor check all. */
  const define = (entry: ConstraintEntry, around: Surroundings): string | null => {
    const text = texts.get(entry.oid) ?? null
    const isCheck = entry.shape.type === 'c'
    return others.get(entry.oid) ?? (isCheck ? null : text) ?? writeConstraint(entry, isCheck ? text : null, around)
  }
  const outside = new Map(
    answers.of(referencedColumns).map((entry) => [`${entry.relation} ${entry.number}`, entry.name]),
  )
  const columnName: ColumnNames = (relation, number) =>
    columnNames(relation, number) ?? outside.get(`${relation} ${number}`) ?? null

  const columnsOf = rememberPair((attributes: readonly Attribute[], { columns }: ConstraintEntry['shape']) =>
    columns.map((number) => nameAt(attributes, number) ?? ''),
  )

  function toConstraint(entry: ConstraintEntry, definition: string, around: Surroundings): Constraint {
    const { attributes, indexes } = around
    const { shape, referenced } = entry
    const isForeign = shape.type === 'f'
    const target = isForeign ? names.relationName(referenced) : null
    return {
      name: entry.name,
      type: toWord(constraintTypes, shape.type),
      columns: columnsOf(attributes, shape),
      definition,
      references:
        target === null
          ? null
          : {
              relation: target,
              columns: shape.referencedColumns.map((number) => columnName(referenced, number) ?? ''),
              onUpdate: toWord(actions, shape.onUpdate),
              onDelete: toWord(actions, shape.onDelete),
              match: toWord(matches, shape.match),
            },
      deferrable: shape.deferrable,
      initiallyDeferred: shape.deferred,
      validated: shape.validated,
      enforced: shape.enforced,
      // Of keys it says how a partition came to its own.
      noInherit: shape.noInherit && (shape.type === 'c' || shape.type === 'n'),
      local: shape.local,
      index: isForeign || entry.index === '0' ? null : (indexes.find(({ oid }) => oid === entry.index)?.name ?? null),
      comment: entry.comment,
    }
  }

  return {
    /** Ordered by name. `unwritten` are those that could not be written here and were not answered by the server. */
    write(relation: string, attributes: readonly Attribute[], indexes: readonly IndexEntry[]) {
      const around = { attributes, columnName, indexes, names }
      const written: Constraint[] = []
      const unwritten: ConstraintEntry[] = []
      for (const entry of byRelation.get(relation) ?? none) {
        const definition = define(entry, around)
        if (definition === null) unwritten.push(entry)
        else written.push(toConstraint(entry, definition, around))
      }
      return { written: written.sort((a, b) => compareText(a.name, b.name)), unwritten }
    },
  }
}
