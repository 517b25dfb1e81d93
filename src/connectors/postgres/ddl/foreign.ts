import type { ForeignDataWrapper, ForeignServer } from '../../../core/catalog/objects.ts'
import { renderAttributes, toSteps } from './attributes.ts'
import { quoteLiteral, quoteName, quoteOptions, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

export function renderWrapper(wrapper: ForeignDataWrapper, context: RenderContext): Step[] {
  const what = `FOREIGN DATA WRAPPER ${quoteName(wrapper.name)}`
  const words = [
    `CREATE ${what}`,
    ...(wrapper.handler === null ? [] : [`HANDLER ${quoteQualified(wrapper.handler)}`]),
    ...(wrapper.validator === null ? [] : [`VALIDATOR ${quoteQualified(wrapper.validator)}`]),
    ...options(wrapper.options),
  ]
  return toSteps('create', [
    `${words.join(' ')};`,
    ...renderAttributes(what, wrapper, context, { kind: 'foreign object', on: what }),
  ])
}

export function renderServer(server: ForeignServer, context: RenderContext): Step[] {
  const name = quoteName(server.name)
  const words = [
    `CREATE SERVER ${name}`,
    ...(server.type === null ? [] : [`TYPE ${quoteLiteral(server.type)}`]),
    ...(server.version === null ? [] : [`VERSION ${quoteLiteral(server.version)}`]),
    `FOREIGN DATA WRAPPER ${quoteName(server.wrapper)}`,
    ...options(server.options),
  ]
  return toSteps('create', [
    `${words.join(' ')};`,
    ...renderAttributes(`SERVER ${name}`, server, context, { kind: 'foreign object', on: `FOREIGN SERVER ${name}` }),
    // Their options hold passwords and are never read.
    ...server.mappedRoles.map(
      (role) => `CREATE USER MAPPING FOR ${role === null ? 'PUBLIC' : quoteName(role)} SERVER ${name};`,
    ),
  ])
}

const options = (list: readonly string[]): string[] => (list.length === 0 ? [] : [`OPTIONS (${quoteOptions(list)})`])
