import type { CompositeType, DomainType, EnumType } from '../../../../core/catalog/objects.ts'
import { quoteLiteral, quoteName, quoteQualified } from '../quote.ts'
import { changeComment } from './attributes.ts'
import type { Disturbance } from './disturbance.ts'
import { at, type ChangeStep, noted } from './step.ts'

/** Labels can be added and renamed in place; no label ever goes, and none moves. */
export function isEnumReplaced(before: EnumType, after: EnumType): boolean {
  const kept = before.labels.filter((label) => after.labels.includes(label))
  const order = after.labels.filter((label) => before.labels.includes(label))
  if (kept.join('\0') !== order.join('\0')) return true
  return kept.length < before.labels.length && !isRenamedInPlace(before, after)
}

/** As many labels, and each that differs stands where another one stood. */
const isRenamedInPlace = (before: EnumType, after: EnumType): boolean =>
  before.labels.length === after.labels.length &&
  before.labels.every((label, index) => !after.labels.includes(label) || after.labels[index] === label)

export function changeEnum(before: EnumType, after: EnumType): ChangeStep[] {
  const alter = `ALTER TYPE ${quoteQualified(after)}`
  if (isRenamedInPlace(before, after)) {
    return at(
      'create',
      before.labels.flatMap((label, index) => {
        const now = after.labels[index] ?? label
        return now === label ? [] : [`${alter} RENAME VALUE ${quoteLiteral(label)} TO ${quoteLiteral(now)};`]
      }),
    )
  }
  const known = [...before.labels]
  return at(
    'create',
    after.labels.flatMap((label, index) => {
      if (known.includes(label)) return []
      const previous = after.labels[index - 1]
      const [first] = known
      known.push(label)
      const place =
        previous !== undefined
          ? ` AFTER ${quoteLiteral(previous)}`
          : first === undefined
            ? ''
            : ` BEFORE ${quoteLiteral(first)}`
      return [`${alter} ADD VALUE ${quoteLiteral(label)}${place};`]
    }),
  )
}

export const isDomainReplaced = (before: DomainType, after: DomainType): boolean =>
  before.baseType !== after.baseType || before.collation !== after.collation

export function changeDomain(before: DomainType, after: DomainType, { touches }: Disturbance): ChangeStep[] {
  const alter = `ALTER DOMAIN ${quoteQualified(after)}`
  const checks = ({ constraints }: DomainType) => constraints.filter(({ type }) => type === 'check')
  const old = new Map(checks(before).map((check) => [check.name, check]))
  const on = (name: string) => `CONSTRAINT ${quoteName(name)} ON DOMAIN ${quoteQualified(after)}`
  const add = (check: DomainType['constraints'][number]) => [
    ...at('expressions', [`${alter} ADD CONSTRAINT ${quoteName(check.name)} ${check.definition};`]),
    ...at('links', changeComment(on(check.name), null, check.comment)),
  ]
  const drop = (name: string) => at('untie', [`${alter} DROP CONSTRAINT ${quoteName(name)};`])
  const steps = checks(after).flatMap((check) => {
    const was = old.get(check.name)
    old.delete(check.name)
    if (was === undefined) return add(check)
    if (was.definition === check.definition && !touches(check.definition)) {
      return at('links', changeComment(on(check.name), was.comment, check.comment))
    }
    if (was.definition === `${check.definition} NOT VALID`) {
      return at('expressions', [`${alter} VALIDATE CONSTRAINT ${quoteName(check.name)};`])
    }
    return [...drop(check.name), ...add(check)]
  })
  return [
    ...[...old.keys()].flatMap(drop),
    ...at('expressions', domainClauses(before, after, alter)),
    ...steps,
    ...changeNotNull(before, after, alter),
  ]
}

function domainClauses(before: DomainType, after: DomainType, alter: string): string[] {
  if (before.default === after.default) return []
  return [after.default === null ? `${alter} DROP DEFAULT;` : `${alter} SET DEFAULT ${after.default};`]
}

/** From 17 on it is a constraint with a name. */
function changeNotNull(before: DomainType, after: DomainType, alter: string): ChangeStep[] {
  const named = ({ constraints }: DomainType) => constraints.find(({ type }) => type === 'not null') ?? null
  const [was, is] = [named(before), named(after)]
  const comment =
    is === null
      ? []
      : changeComment(
          `CONSTRAINT ${quoteName(is.name)} ON DOMAIN ${quoteQualified(after)}`,
          was?.comment ?? null,
          is.comment,
        )
  const rename =
    was !== null && is !== null && was.name !== is.name
      ? [`${alter} RENAME CONSTRAINT ${quoteName(was.name)} TO ${quoteName(is.name)};`]
      : []
  if (before.nullable === after.nullable) return at('links', [...rename, ...comment])
  if (after.nullable) return at('expressions', [`${alter} DROP NOT NULL;`])
  const add = is === null ? `${alter} SET NOT NULL;` : `${alter} ADD CONSTRAINT ${quoteName(is.name)} NOT NULL;`
  return [...at('expressions', [add]), ...at('links', comment)]
}

export function changeComposite(
  before: CompositeType,
  after: CompositeType,
  { isMadeAnew }: Disturbance,
): ChangeStep[] {
  const type = quoteQualified(after)
  const old = new Map(before.fields.map((field) => [field.name, field]))
  const steps = after.fields.flatMap((field) => {
    const was = old.get(field.name)
    old.delete(field.name)
    const name = quoteName(field.name)
    const collate = field.collation === null ? '' : ` COLLATE ${field.collation}`
    const comment = changeComment(`COLUMN ${type}.${name}`, was?.comment ?? null, field.comment)
    if (was === undefined)
      return [`ALTER TYPE ${type} ADD ATTRIBUTE ${name} ${field.type}${collate} CASCADE;`, ...comment]
    const same = was.type === field.type && was.collation === field.collation && !isMadeAnewIn(field.type, isMadeAnew)
    return [
      ...(same ? [] : [`ALTER TYPE ${type} ALTER ATTRIBUTE ${name} TYPE ${field.type}${collate} CASCADE;`]),
      ...comment,
    ]
  })
  const gone = [...old.keys()].map((name) =>
    noted(`Field ${name} goes with the values in it.`, `ALTER TYPE ${type} DROP ATTRIBUTE ${quoteName(name)} CASCADE;`),
  )
  return at('create', [...gone, ...steps])
}

function isMadeAnewIn(type: string, isMadeAnew: Disturbance['isMadeAnew']): boolean {
  const [schema, name] = type
    .replace(/(\[\])+$/, '')
    .replaceAll('"', '')
    .split('.')
  return schema !== undefined && name !== undefined && isMadeAnew({ schema, name })
}
