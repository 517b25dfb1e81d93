import type { CompositeType, DomainType, EnumType, RangeType } from '../../../core/catalog/objects.ts'
import { compositeFields, domainConstraints, enumLabels, ranges, types } from '../catalog/questions/types.ts'
import { type NeedsOf, toBase } from './base.ts'
import { compareText, groupBy, none } from './group.ts'
import { catalogs, type Names } from './names.ts'
import type { Answers } from './transaction.ts'

type UserType = EnumType | DomainType | CompositeType | RangeType

/** Enums, domains, composites and ranges. Multiranges come with their ranges, base types are made in C. */
export function buildTypes(answers: Answers, names: Names, needsOf: NeedsOf): UserType[] {
  const labels = groupBy(answers.of(enumLabels), ({ type }) => type)
  const constraints = groupBy(answers.of(domainConstraints), ({ type }) => type)
  const fields = groupBy(answers.of(compositeFields), ({ type }) => type)
  const rangesByType = new Map(answers.of(ranges).map((range) => [range.type, range]))
  return answers.of(types).flatMap((type): UserType[] => {
    const base = { ...toBase(type, catalogs.type, names, needsOf), ...names.qualified(type.namespace, type.name) }
    switch (type.kind) {
      case 'e':
        return [
          {
            kind: 'enum',
            ...base,
            labels: [...(labels.get(type.oid) ?? none)].sort((a, b) => a.place - b.place).map(({ label }) => label),
          },
        ]
      case 'd':
        return [
          {
            kind: 'domain',
            ...base,
            baseType: type.base ?? '',
            nullable: !type.notNull,
            default: type.default,
            collation: names.collation(type.collation),
            constraints: (constraints.get(type.oid) ?? none)
              .map(({ name, kind, text, validated, comment }) => ({
                name,
                type: kind === 'n' ? ('not null' as const) : ('check' as const),
                definition: text ?? '',
                validated,
                comment,
              }))
              .sort((a, b) => compareText(a.name, b.name)),
          },
        ]
      case 'c':
        return [
          {
            kind: 'composite type',
            ...base,
            fields: [...(fields.get(type.oid) ?? none)]
              .sort((a, b) => a.number - b.number)
              .map(({ name, text, collation, comment }) => ({
                name,
                type: text,
                collation: names.collation(collation),
                comment,
              })),
          },
        ]
      case 'r': {
        const range = rangesByType.get(type.oid)
        const multirange = range === undefined ? null : names.optional(range.multirange)
        if (range === undefined || multirange === null) return []
        return [
          {
            kind: 'range',
            ...base,
            subtype: range.subtype,
            operatorClass: names.optional(range.operatorClass),
            collation: names.collation(range.collation),
            canonical: names.optional(range.canonical),
            subtypeDifference: names.optional(range.difference),
            multirange,
          },
        ]
      }
      default:
        return []
    }
  })
}
