import type { BaseType } from '../../../core/catalog/exotic-objects.ts'
import type { CompositeType, DomainType, EnumType, RangeType } from '../../../core/catalog/objects.ts'
import type { QualifiedName } from '../../../core/catalog/place.ts'
import { renderAttributes, renderComment, toSteps } from './attributes.ts'
import { quoteLiteral, quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

type AnyType = EnumType | DomainType | CompositeType | RangeType | BaseType

/** Types that come with no table. */
export function renderType(type: AnyType, context: RenderContext): Step[] {
  switch (type.kind) {
    case 'enum':
      return withAttributes(type, enumType(type), context)
    case 'domain':
      return renderDomain(type, context)
    case 'composite type':
      return [...withAttributes(type, compositeType(type), context), ...toSteps('create', fieldComments(type))]
    case 'range':
      return [...announced(type, needsAnnouncement(type)), ...withAttributes(type, rangeType(type), context)]
    case 'base type':
      return [...announced(type, true), ...withAttributes(type, baseType(type), context)]
  }
}

function withAttributes(type: AnyType, create: readonly string[], context: RenderContext): Step[] {
  const name = quoteQualified(type)
  const word = type.kind === 'domain' ? 'DOMAIN' : 'TYPE'
  const attributes = renderAttributes(`${word} ${name}`, type, context, { kind: 'type', on: `TYPE ${name}` })
  return toSteps('create', [...create, ...attributes])
}

/** Its functions take or return it, so that it must have a name before it can be made of them. */
function announced(type: AnyType, needed: boolean): Step[] {
  return needed ? toSteps('announce', [`CREATE TYPE ${quoteQualified(type)};`]) : []
}

/** Only a function of its own can need the range's name. */
const needsAnnouncement = (type: RangeType): boolean => type.canonical !== null

function enumType(type: EnumType): string[] {
  const labels = type.labels.map((label) => `\n    ${quoteLiteral(label)}`).join(',')
  return [`CREATE TYPE ${quoteQualified(type)} AS ENUM (${labels}\n);`]
}

function compositeType(type: CompositeType): string[] {
  const fields = type.fields.map(({ name, type: fieldType, collation }) => {
    const collate = collation === null ? '' : ` COLLATE ${collation}`
    return `\n    ${quoteName(name)} ${fieldType}${collate}`
  })
  return [`CREATE TYPE ${quoteQualified(type)} AS (${fields.join(',')}\n);`]
}

function fieldComments(type: CompositeType): string[] {
  return type.fields.flatMap(({ name, comment }) =>
    renderComment(`COLUMN ${quoteQualified(type)}.${quoteName(name)}`, comment),
  )
}

function renderDomain(domain: DomainType, context: RenderContext): Step[] {
  const name = quoteQualified(domain)
  const split = context.isSplit(domain)
  // 17 took a second one without need: the last counts, as pg_dump has it.
  const notNull = domain.constraints.findLast(({ type }) => type === 'not null')
  const inline = domain.constraints.filter(({ type, validated }) => type === 'check' && validated && !split)
  const later = domain.constraints.filter(({ type, validated }) => type === 'check' && (!validated || split))
  const clauses = [
    `CREATE DOMAIN ${name} AS ${domain.baseType}`,
    ...(domain.collation === null ? [] : [`COLLATE ${domain.collation}`]),
    ...(domain.nullable ? [] : [notNullClause(domain, notNull?.name)]),
    ...(domain.default === null ? [] : [`DEFAULT ${domain.default}`]),
  ].join(' ')
  const checks = inline.map((check) => `\n\tCONSTRAINT ${quoteName(check.name)} ${check.definition}`)
  return [
    ...withAttributes(domain, [`${clauses}${checks.join('')};`], context),
    ...toSteps(
      'expressions',
      later.map((check) => `ALTER DOMAIN ${name} ADD CONSTRAINT ${quoteName(check.name)} ${check.definition};`),
    ),
    ...toSteps(
      'links',
      domain.constraints.flatMap((constraint) =>
        renderComment(`CONSTRAINT ${quoteName(constraint.name)} ON DOMAIN ${name}`, constraint.comment),
      ),
    ),
  ]
}

/** 17 gives it a name, usually the domain's own. */
function notNullClause(domain: DomainType, name: string | undefined): string {
  const usual = name === undefined || name === `${domain.name}_not_null`
  return usual ? 'NOT NULL' : `CONSTRAINT ${quoteName(name)} NOT NULL`
}

function rangeType(type: RangeType): string[] {
  const routine = (word: string, name: QualifiedName | null) =>
    name === null ? [] : [`${word} = ${quoteQualified(name)}`]
  const lines = [
    `subtype = ${type.subtype}`,
    `multirange_type_name = ${quoteQualified(type.multirange)}`,
    ...routine('subtype_opclass', type.operatorClass),
    ...(type.collation === null ? [] : [`collation = ${type.collation}`]),
    ...routine('canonical', type.canonical),
    ...routine('subtype_diff', type.subtypeDifference),
  ]
  return [`CREATE TYPE ${quoteQualified(type)} AS RANGE (${lines.map((line) => `\n    ${line}`).join(',')}\n);`]
}

function baseType(type: BaseType): string[] {
  if (type.shell) return []
  const routine = (word: string, name: QualifiedName | null) =>
    name === null ? [] : [`${word} = ${quoteQualified(name)}`]
  const lines = [
    `INTERNALLENGTH = ${type.length ?? 'variable'}`,
    ...routine('INPUT', type.input),
    ...routine('OUTPUT', type.output),
    ...routine('RECEIVE', type.receive),
    ...routine('SEND', type.send),
    ...routine('TYPMOD_IN', type.modifierInput),
    ...routine('TYPMOD_OUT', type.modifierOutput),
    ...routine('ANALYZE', type.analyze),
    ...routine('SUBSCRIPT', type.subscript),
    ...(type.collatable ? ['COLLATABLE = true'] : []),
    ...(type.default === null ? [] : [`DEFAULT = ${quoteLiteral(type.default)}`]),
    ...(type.element === null ? [] : [`ELEMENT = ${type.element}`]),
    ...(type.category === 'U' ? [] : [`CATEGORY = ${quoteLiteral(type.category)}`]),
    ...(type.preferred ? ['PREFERRED = true'] : []),
    ...(type.delimiter === ',' ? [] : [`DELIMITER = ${quoteLiteral(type.delimiter)}`]),
    `ALIGNMENT = ${type.alignment}`,
    `STORAGE = ${type.storage}`,
    ...(type.passedByValue ? ['PASSEDBYVALUE'] : []),
  ]
  return [`CREATE TYPE ${quoteQualified(type)} (${lines.map((line) => `\n    ${line}`).join(',')}\n);`]
}
