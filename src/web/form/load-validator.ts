import type { RJSFSchema, ValidatorType } from '@rjsf/utils'
import createPrecompiledValidator from '@rjsf/validator-ajv8/lib/createPrecompiledValidator.js'
import * as equalModule from 'ajv/dist/runtime/equal.js'
import * as lengthModule from 'ajv/dist/runtime/ucs2length.js'
import * as formatsModule from 'ajv-formats/dist/formats.js'
import type { ConnectorDetail, ValidatorRuntime, ValidatorsModule } from '../../core/api.ts'
import { isJsonObject, type JsonObject } from '../../core/json.ts'

/** Bundlers wrap CommonJS exports once or twice; the exports are what has the wanted name at the right level. */
function commonJs<T>(module: unknown, hasIt: (candidate: unknown) => candidate is T, name: string): T {
  let candidate: unknown = module
  for (let depth = 0; depth < 3; depth += 1) {
    if (hasIt(candidate)) return candidate
    candidate = typeof candidate === 'object' && candidate !== null ? Reflect.get(candidate, 'default') : undefined
  }
  throw new Error(`${name} has not the expected exports`)
}

function hasFunction<F>(candidate: unknown): candidate is { readonly default: F } {
  return typeof candidate === 'object' && candidate !== null && typeof Reflect.get(candidate, 'default') === 'function'
}
const hasFormats = (candidate: unknown): candidate is { readonly fullFormats: Readonly<Record<string, unknown>> } =>
  typeof candidate === 'object' && candidate !== null && isJsonObject(Reflect.get(candidate, 'fullFormats'))

const runtime: ValidatorRuntime = {
  'ajv/dist/runtime/equal': commonJs(
    equalModule,
    hasFunction<ValidatorRuntime['ajv/dist/runtime/equal']['default']>,
    'ajv/dist/runtime/equal',
  ),
  'ajv/dist/runtime/ucs2length': commonJs(
    lengthModule,
    hasFunction<ValidatorRuntime['ajv/dist/runtime/ucs2length']['default']>,
    'ajv/dist/runtime/ucs2length',
  ),
  'ajv-formats/dist/formats': commonJs(formatsModule, hasFormats, 'ajv-formats/dist/formats'),
}

/** Fetches a connector's compiled validators. Nothing is compiled here: the page forbids `eval`. */
export async function loadValidator(connector: ConnectorDetail): Promise<ValidatorType> {
  const module: ValidatorsModule = await import(/* @vite-ignore */ connector.validatorsUrl)
  return createPrecompiledValidator(
    module.default(runtime) as Parameters<typeof createPrecompiledValidator>[0],
    connector.schema as JsonObject & RJSFSchema,
  )
}
