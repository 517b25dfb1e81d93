import { hashForSchema, type RJSFSchema, schemaParser } from '@rjsf/utils'
import createAjvInstance from '@rjsf/validator-ajv8/lib/createAjvInstance.js'
import type { AnySchema } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import type { ValidatorRuntime } from '../core/api.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'

/**
 * Compiles a form's schema into the text of an ES module, so that the page validates without `eval`.
 *
 * The module has no import and no require; its default export is a factory:
 *
 * ```js
 * const { default: create } = await import(connector.validatorsUrl)   // served from 'self'
 * const functions = create({
 *   'ajv/dist/runtime/equal': equalModule,             // import * as or default import, whichever has `.default`
 *   'ajv/dist/runtime/ucs2length': ucs2lengthModule,
 *   'ajv-formats/dist/formats': formatsModule,         // has `.fullFormats`
 * })
 * const validator = createPrecompiledValidator(functions, connector.schema)
 * ```
 *
 * All three names must be there (see `ValidatorRuntime`); a bundler's CommonJS interop may hide `.default` one level
 * deeper, so check for a function. Keys of the result are rjsf's: the schema's `$id`, or its hash.
 * `connector.schema` must reach Form untouched: rjsf compares it deeply with the schema compiled here.
 *
 * `$ref`s must have been resolved. Throws what ajv throws for a schema that is not draft-07.
 */
export function compileValidators(schema: JsonObject): string {
  const schemas = collectSchemas(schema)
  const ajv = createAjvInstance(undefined, undefined, { code: { source: true, lines: false }, schemas })
  const code = standalone.default(ajv).replaceAll(/require\("([^"]+)"\)/g, (_match, name: string) => {
    if (!runtimeModules.has(name)) throw new Error(`the validators need ${name}, which the page does not supply`)
    return `runtime[${JSON.stringify(name)}]`
  })
  return `export default (runtime) => {\nconst exports = {};\n${code}\nreturn exports;\n};\n`
}

const runtimeModules: ReadonlySet<string> = new Set<keyof ValidatorRuntime>([
  'ajv/dist/runtime/equal',
  'ajv/dist/runtime/ucs2length',
  'ajv-formats/dist/formats',
])

/**
 * Every schema that rjsf may ask a validator for. `schemaParser` stops at the properties of a oneOf option, so each
 * sub-schema is parsed as a root of its own and what it finds is added.
 */
function collectSchemas(root: JsonObject): AnySchema[] {
  const found = new Map<string, RJSFSchema>(Object.entries(schemaParser(root as RJSFSchema)))
  const seen = new Set<unknown>([root])
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    if (isJsonObject(node) && branching.some((keyword) => keyword in node)) {
      const part = node as RJSFSchema
      const itself = part.$id ?? hashForSchema(part)
      for (const [key, schema] of Object.entries(schemaParser(part))) {
        if (key !== itself && !found.has(key)) found.set(key, schema)
      }
    }
    Object.values(node).forEach(visit)
  }
  Object.values(root).forEach(visit)
  return [...found.values()] as JsonObject[]
}

const branching = ['oneOf', 'anyOf', 'allOf', 'properties', 'items', 'if', 'dependencies']
