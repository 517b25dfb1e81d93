import type { QualifiedName } from '../../../core/catalog/place.ts'
import type { Column } from '../../../core/catalog/relation.ts'
import { toWord } from '../catalog/decode.ts'
import {
  type Attribute,
  type ColumnShape,
  type ColumnText,
  columnTypes,
  defaults,
  partitions,
  relationComments,
} from '../catalog/questions/relations.ts'
import { toGrants } from './grants.ts'
import { groupBy, none } from './group.ts'
import type { Names } from './names.ts'
import { rememberPair } from './remember.ts'
import type { Answers } from './transaction.ts'
import { compressions, generatedKinds, identityKinds, storages, typeKinds } from './words.ts'

type Foundation = Column['baseType']
type Generation = NonNullable<Column['generated']>['kind']

/** Of one name and shape, as many defaults and comments as are compared. */
const mostAlike = 8

function textOf(entries: readonly ColumnText[], wanted: number): string | null {
  for (const { number, text } of entries) if (number === wanted) return text
  return null
}

/** By number; most relations never lost a column, so that each stands at its place. */
export function attributeAt(sorted: readonly Attribute[], number: number): Attribute | null {
  const usual = sorted[number - 1]
  if (usual?.number === number) return usual
  return sorted.find((attribute) => attribute.number === number) ?? null
}

export const nameAt = (sorted: readonly Attribute[], number: number): string | null =>
  attributeAt(sorted, number)?.name ?? null

/** Columns of one relation, ordered as in it. */
export interface RelationColumns {
  readonly numbers: readonly number[]
  readonly columns: readonly Column[]
}

/** Everything about a column that it shares with others. */
interface Likeness {
  readonly type: string
  readonly foundation: Foundation
  readonly generated: Generation | null
  readonly collation: string | null
  readonly storage: Column['storage']
  readonly compression: Column['compression']
  readonly grants: Column['grants']
}

interface ColumnSurroundings {
  readonly names: Names
  /** What was answered about the database as a whole, the types of columns among it. */
  readonly answers: Answers
  /** What stands behind identity columns, by `relation column`. */
  readonly sequences: ReadonlyMap<string, QualifiedName>
}

export function createColumns(answers: Answers, { names, answers: whole, sequences }: ColumnSurroundings) {
  const likenessOf = createLikenesses(whole, names)
  const textsOf = new Map(answers.of(defaults).map(({ relation, texts }) => [relation, texts]))
  const commentsOf = groupBy(answers.of(relationComments), ({ relation }) => relation)
  // A column without its type is none: where the server tells no types, columns stay unknown.
  const hasTypes = whole.of(columnTypes).length > 0

  // Partitions count with the sequence of the topmost table.
  const roots = new Map(answers.of(partitions).map(({ relation, root }) => [relation, root]))
  function identityOf(relation: string, { name, shape }: Attribute): Column['identityColumn'] {
    if (shape.identity === '') return null
    const sequence = sequences.get(`${relation} ${name}`) ?? sequences.get(`${roots.get(relation) ?? ''} ${name}`)
    return sequence === undefined ? null : { kind: toWord(identityKinds, shape.identity), sequence }
  }

  const known = new Map<Attribute, Column[]>()

  /** Columns that are alike in everything are one object. Not for identity columns, each of which has its sequence. */
  function likeOthers(attribute: Attribute, text: string | null, comment: string | null): Column {
    const alike = known.get(attribute) ?? []
    for (const column of alike) {
      const { generated } = column
      if ((generated === null ? column.default : generated.expression) === text && column.comment === comment)
        return column
    }
    const column = makeColumn(null, attribute, text, comment)
    if (alike.length < mostAlike) alike.push(column)
    if (alike.length === 1) known.set(attribute, alike)
    return column
  }

  /** @param relation null for what is no identity column */
  function makeColumn(
    relation: string | null,
    attribute: Attribute,
    text: string | null,
    comment: string | null,
  ): Column {
    const { name, shape } = attribute
    const { rare } = shape
    const like = likenessOf(shape)
    return {
      name,
      type: like.type,
      baseType: like.foundation,
      nullable: !shape.notNull,
      default: like.generated === null ? text : null,
      identityColumn: relation === null ? null : identityOf(relation, attribute),
      generated: like.generated === null ? null : { kind: like.generated, expression: text ?? '' },
      collation: like.collation,
      storage: like.storage,
      compression: like.compression,
      statisticsTarget: rare === null ? null : rare[3],
      options: rare?.[1] ?? none,
      foreignOptions: rare?.[2] ?? none,
      local: shape.local,
      grants: like.grants,
      comment,
    }
  }

  /** What relations with the same lists have in common: columns as they are without a comment; null for identity columns. */
  const sharedColumns = rememberPair((attributes: readonly Attribute[], texts: readonly ColumnText[]) => ({
    numbers: attributes.map(({ number }) => number),
    alike: attributes.map((attribute) =>
      attribute.shape.identity === '' ? likeOthers(attribute, textOf(texts, attribute.number), null) : null,
    ),
  }))

  return {
    /** Of the relation itself. */
    commentOf: (relation: string): string | null => textOf(commentsOf.get(relation) ?? none, 0),
    of(relation: string, attributes: readonly Attribute[]): RelationColumns {
      const texts = textsOf.get(relation) ?? none
      const comments = commentsOf.get(relation) ?? none
      const { numbers, alike } = sharedColumns(hasTypes ? attributes : none, texts)
      const columns: Column[] = []
      for (let place = 0; place < alike.length; place += 1) {
        const [attribute, column] = [attributes[place] as Attribute, alike[place] ?? null]
        const comment = textOf(comments, attribute.number)
        if (column !== null && comment === null) columns.push(column)
        else {
          const text = textOf(texts, attribute.number)
          columns.push(
            column === null ? makeColumn(relation, attribute, text, comment) : likeOthers(attribute, text, comment),
          )
        }
      }
      return { numbers, columns }
    },
  }
}

function createLikenesses(answers: Answers, names: Names): (shape: ColumnShape) => Likeness {
  const types = new Map(answers.of(columnTypes).map((entry) => [`${entry.type} ${entry.modifier}`, entry]))
  const known = new Map<ColumnShape, Likeness>()
  return (shape) => {
    const found = known.get(shape)
    if (found !== undefined) return found
    const type = types.get(`${shape.type} ${shape.modifier}`)
    if (type === undefined) throw new Error(`a column of an unknown type ${shape.type}`)
    const likeness: Likeness = {
      type: type.text,
      foundation: { ...names.qualified(type.namespace, type.name), kind: toWord(typeKinds, type.kind) },
      generated: shape.generated === '' ? null : toWord(generatedKinds, shape.generated),
      collation: shape.collation === type.collation ? null : names.collation(shape.collation),
      storage: shape.storage === type.storage ? null : toWord(storages, shape.storage),
      compression: shape.compression === '' ? null : toWord(compressions, shape.compression),
      grants: toGrants(shape.rare?.[0] ?? null),
    }
    known.set(shape, likeness)
    return likeness
  }
}
