import type {
  TextSearchConfiguration,
  TextSearchDictionary,
  TextSearchParser,
  TextSearchTemplate,
} from '../../../core/catalog/exotic-objects.ts'
import type { QualifiedName } from '../../../core/catalog/place.ts'
import { renderAttributes, toSteps } from './attributes.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

type TextSearchObject = TextSearchParser | TextSearchTemplate | TextSearchDictionary | TextSearchConfiguration

export function renderTextSearch(object: TextSearchObject, context: RenderContext): Step[] {
  const what = `${object.kind.toUpperCase()} ${quoteQualified(object)}`
  const lines = definition(object)
  return toSteps('create', [
    `CREATE ${what} (${lines.map((line) => `\n    ${line}`).join(',')}\n);`,
    ...(object.kind === 'text search configuration' ? mappings(what, object) : []),
    ...renderAttributes(what, object, context, null),
  ])
}

function definition(object: TextSearchObject): string[] {
  const line = (word: string, name: QualifiedName | null) =>
    name === null ? [] : [`${word} = ${quoteQualified(name)}`]
  switch (object.kind) {
    case 'text search parser':
      return [
        ...line('START', object.start),
        ...line('GETTOKEN', object.token),
        ...line('END', object.end),
        ...line('HEADLINE', object.headline),
        ...line('LEXTYPES', object.types),
      ]
    case 'text search template':
      return [...line('INIT', object.init), ...line('LEXIZE', object.lexize)]
    case 'text search dictionary':
      return [...line('TEMPLATE', object.template), ...(object.options === null ? [] : [object.options])]
    case 'text search configuration':
      return line('PARSER', object.parser)
  }
}

function mappings(what: string, configuration: TextSearchConfiguration): string[] {
  return configuration.mappings.map(
    ({ token, dictionaries }) =>
      `ALTER ${what}\n    ADD MAPPING FOR ${quoteName(token)} WITH ${dictionaries.map(quoteQualified).join(', ')};`,
  )
}
