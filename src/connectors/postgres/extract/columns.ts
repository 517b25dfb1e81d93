import type { QualifiedName } from '../../../core/catalog/place.ts'
import type { Column } from '../../../core/catalog/relation.ts'
import { toWord } from '../catalog/decode.ts'
import { type attributes, columnTypes, defaults, partitions, relationComments } from '../catalog/questions/relations.ts'
import { toGrants } from './grants.ts'
import { groupBy, none } from './group.ts'
import type { Names } from './names.ts'
import type { Answers } from './transaction.ts'
import { compressions, generatedKinds, identityKinds, storages, typeKinds } from './words.ts'

type Attribute = ReturnType<typeof attributes.decode>
type ColumnType = ReturnType<typeof columnTypes.decode>
type Foundation = Column['baseType']

interface Numbered {
  readonly number: number
  readonly text: string | null
}

const textOf = (entries: readonly Numbered[], wanted: number): string | null =>
  entries.find(({ number }) => number === wanted)?.text ?? null

/** Columns of one relation, ordered as in it. */
export interface RelationColumns {
  readonly numbers: readonly number[]
  readonly columns: readonly Column[]
  nameOf(number: number): string | null
  typeOf(number: number): Attribute | null
}

/** @param sequences what stands behind identity columns, by `relation column` */
export function createColumns(answers: Answers, names: Names, sequences: ReadonlyMap<string, QualifiedName>) {
  const types = new Map<string, ColumnType & { readonly foundation: Foundation }>()
  for (const type of answers.of(columnTypes)) {
    const foundation = { ...names.qualified(type.namespace, type.name), kind: toWord(typeKinds, type.kind) }
    types.set(`${type.type} ${type.modifier}`, { ...type, foundation })
  }
  const textsOf = groupBy(answers.of(defaults), ({ relation }) => relation)
  const commentsOf = groupBy(answers.of(relationComments), ({ relation }) => relation)

  // Partitions count with the sequence of the topmost table.
  const roots = new Map(answers.of(partitions).map(({ relation, root }) => [relation, root]))
  const sequenceOf = ({ relation, name }: Attribute) =>
    sequences.get(`${relation} ${name}`) ?? sequences.get(`${roots.get(relation) ?? ''} ${name}`)

  function toColumn(attribute: Attribute, texts: readonly Numbered[], comments: readonly Numbered[]): Column {
    const type = types.get(`${attribute.type} ${attribute.modifier}`)
    if (type === undefined) throw new Error(`a column of an unknown type ${attribute.type}`)
    const text = textOf(texts, attribute.number)
    const sequence = attribute.identity === '' ? undefined : sequenceOf(attribute)
    return {
      name: attribute.name,
      type: type.text,
      baseType: type.foundation,
      nullable: !attribute.notNull,
      default: attribute.generated === '' ? text : null,
      identityColumn: sequence === undefined ? null : { kind: toWord(identityKinds, attribute.identity), sequence },
      generated:
        attribute.generated === ''
          ? null
          : { kind: toWord(generatedKinds, attribute.generated), expression: text ?? '' },
      collation: attribute.collation === type.collation ? null : names.collation(attribute.collation),
      storage: attribute.storage === type.storage ? null : toWord(storages, attribute.storage),
      compression: attribute.compression === '' ? null : toWord(compressions, attribute.compression),
      statisticsTarget: attribute.rare?.[3] ?? null,
      options: attribute.rare?.[1] ?? none,
      foreignOptions: attribute.rare?.[2] ?? none,
      local: attribute.local,
      grants: toGrants(attribute.rare?.[0] ?? null),
      comment: textOf(comments, attribute.number),
    }
  }

  return {
    /** Of the relation itself. */
    commentOf: (relation: string): string | null => textOf(commentsOf.get(relation) ?? none, 0),
    of(relation: string, found: readonly Attribute[]): RelationColumns {
      const texts = textsOf.get(relation) ?? none
      const comments = commentsOf.get(relation) ?? none
      const sorted = [...found].sort((a, b) => a.number - b.number)
      const byNumber = (number: number) => sorted.find((attribute) => attribute.number === number) ?? null
      return {
        numbers: sorted.map(({ number }) => number),
        columns: sorted.map((attribute) => toColumn(attribute, texts, comments)),
        nameOf: (number) => byNumber(number)?.name ?? null,
        typeOf: byNumber,
      }
    },
  }
}
