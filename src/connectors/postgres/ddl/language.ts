import type {
  AccessMethod,
  Cast,
  Collation,
  Conversion,
  Language,
  Transform,
} from '../../../core/catalog/exotic-objects.ts'
import { renderAttributes, toSteps } from './attributes.ts'
import { quoteLiteral, quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

export function renderLanguage(language: Language, context: RenderContext): Step[] {
  const name = quoteName(language.name)
  const words = [
    `CREATE ${language.trusted ? 'TRUSTED ' : ''}LANGUAGE ${name}`,
    ...(language.handler === null ? [] : [`HANDLER ${quoteQualified(language.handler)}`]),
    ...(language.inline === null ? [] : [`INLINE ${quoteQualified(language.inline)}`]),
    ...(language.validator === null ? [] : [`VALIDATOR ${quoteQualified(language.validator)}`]),
  ]
  const what = `LANGUAGE ${name}`
  return toSteps('create', [
    `${words.join(' ')};`,
    ...renderAttributes(what, language, context, { kind: 'language', on: what }),
  ])
}

export function renderTransform(transform: Transform, context: RenderContext): Step[] {
  const parts = [
    ...(transform.fromSql === null ? [] : [`FROM SQL WITH FUNCTION ${transform.fromSql}`]),
    ...(transform.toSql === null ? [] : [`TO SQL WITH FUNCTION ${transform.toSql}`]),
  ]
  const what = `TRANSFORM FOR ${transform.type} LANGUAGE ${quoteName(transform.language)}`
  return toSteps('create', [
    `CREATE ${what} (${parts.join(', ')});`,
    ...renderAttributes(what, { ...transform, owner: null }, context, null),
  ])
}

export function renderAccessMethod(method: AccessMethod, context: RenderContext): Step[] {
  const what = `ACCESS METHOD ${quoteName(method.name)}`
  return toSteps('create', [
    `CREATE ${what} TYPE ${method.type.toUpperCase()} HANDLER ${quoteQualified(method.handler)};`,
    ...renderAttributes(what, { ...method, owner: null }, context, null),
  ])
}

export function renderCast(cast: Cast, context: RenderContext): Step[] {
  const what = `CAST (${cast.source} AS ${cast.target})`
  const way = {
    function: `WITH FUNCTION ${cast.routine ?? ''}`,
    inout: 'WITH INOUT',
    binary: 'WITHOUT FUNCTION',
  }[cast.method]
  const end = cast.context === 'explicit' ? '' : ` AS ${cast.context.toUpperCase()}`
  return toSteps('create', [
    `CREATE ${what} ${way}${end};`,
    ...renderAttributes(what, { ...cast, owner: null }, context, null),
  ])
}

export function renderConversion(conversion: Conversion, context: RenderContext): Step[] {
  const what = `CONVERSION ${quoteQualified(conversion)}`
  const pair = `FOR ${quoteLiteral(conversion.from)} TO ${quoteLiteral(conversion.to)}`
  return toSteps('create', [
    `CREATE ${conversion.default ? 'DEFAULT ' : ''}${what} ${pair} FROM ${quoteQualified(conversion.routine)};`,
    ...renderAttributes(what, conversion, context, null),
  ])
}

export function renderCollation(collation: Collation, context: RenderContext): Step[] {
  const what = `COLLATION ${quoteQualified(collation)}`
  const { collate, characterType } = collation
  const text = (word: string, value: string | null) => (value === null ? [] : [`${word} = ${quoteLiteral(value)}`])
  const same = collate !== null && collate === characterType
  const options = [
    `provider = ${collation.provider}`,
    ...(collation.deterministic ? [] : ['deterministic = false']),
    ...text('locale', same ? collate : collation.locale),
    ...(same ? [] : [...text('lc_collate', collate), ...text('lc_ctype', characterType)]),
    ...text('rules', collation.rules),
  ]
  return toSteps('create', [
    `CREATE ${what} (${options.join(', ')});`,
    ...renderAttributes(what, collation, context, null),
  ])
}
