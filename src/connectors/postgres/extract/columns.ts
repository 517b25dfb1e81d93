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

/** Columns of one relation, ordered as in it. */
export interface RelationColumns {
  readonly numbers: readonly number[]
  readonly columns: readonly Column[]
  nameOf(number: number): string | null
  typeOf(number: number): ColumnShape | null
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

  /** Columns that are alike in everything are one object. */
  function toColumn(
    relation: string,
    attribute: Attribute,
    texts: readonly ColumnText[],
    comment: string | null,
  ): Column {
    const text = textOf(texts, attribute.number)
    if (attribute.shape.identity !== '') return makeColumn(relation, attribute, text, comment)
    const alike = known.get(attribute) ?? []
    for (const column of alike) {
      const { generated } = column
      if ((generated === null ? column.default : generated.expression) === text && column.comment === comment)
        return column
    }
    const column = makeColumn(relation, attribute, text, comment)
    if (alike.length < mostAlike) alike.push(column)
    if (alike.length === 1) known.set(attribute, alike)
    return column
  }

  function makeColumn(relation: string, attribute: Attribute, text: string | null, comment: string | null): Column {
    const { name, shape } = attribute
    const { rare } = shape
    const like = likenessOf(shape)
    return {
      name,
      type: like.type,
      baseType: like.foundation,
      nullable: !shape.notNull,
      default: like.generated === null ? text : null,
      identityColumn: identityOf(relation, attribute),
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

  const shared = new Map<readonly Attribute[], Map<readonly ColumnText[], readonly (Column | null)[]>>()

  /** What relations with the same lists have in common: columns as they are without a comment; null for identity columns. */
  function sharedColumns(
    relation: string,
    attributes: readonly Attribute[],
    texts: readonly ColumnText[],
  ): readonly (Column | null)[] {
    const byTexts = shared.get(attributes) ?? new Map<readonly ColumnText[], readonly (Column | null)[]>()
    const found = byTexts.get(texts)
    if (found !== undefined) return found
    if (byTexts.size === 0) shared.set(attributes, byTexts)
    const columns = attributes.map((attribute) =>
      attribute.shape.identity === '' ? toColumn(relation, attribute, texts, null) : null,
    )
    byTexts.set(texts, columns)
    return columns
  }

  return {
    /** Of the relation itself. */
    commentOf: (relation: string): string | null => textOf(commentsOf.get(relation) ?? none, 0),
    of(relation: string, attributes: readonly Attribute[]): RelationColumns {
      const texts = textsOf.get(relation) ?? none
      const comments = commentsOf.get(relation) ?? none
      const written = hasTypes ? attributes : none
      const alike = sharedColumns(relation, written, texts)
      return {
        numbers: written.map(({ number }) => number),
        columns: written.map((attribute, place) => {
          const comment = textOf(comments, attribute.number)
          return (comment === null ? alike[place] : null) ?? toColumn(relation, attribute, texts, comment)
        }),
        nameOf: (number) => attributeAt(attributes, number)?.name ?? null,
        typeOf: (number) => attributeAt(attributes, number)?.shape ?? null,
      }
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
