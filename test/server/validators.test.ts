import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  createSchemaUtils,
  getClosestMatchingOption,
  getDefaultFormState,
  type RJSFSchema,
  type ValidatorType,
} from '@rjsf/utils'
import createPrecompiledValidator from '@rjsf/validator-ajv8/lib/createPrecompiledValidator.js'
import { describe, expect, test } from 'vitest'
import type { ValidatorRuntime, ValidatorsModule } from '../../src/core/api.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/core/json.ts'
import { readConnectionSchema } from '../../src/server/connection-schema.ts'
import { compileValidators } from '../../src/server/validators.ts'

const require = createRequire(import.meta.url)
const runtime: ValidatorRuntime = {
  'ajv/dist/runtime/equal': require('ajv/dist/runtime/equal'),
  'ajv/dist/runtime/ucs2length': require('ajv/dist/runtime/ucs2length'),
  'ajv-formats/dist/formats': require('ajv-formats/dist/formats'),
}

/** Loads the module as a page does: by import, with nothing but the runtime. */
async function load(schema: JsonObject): Promise<ValidatorType> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'patchbay-validators-')), 'validators.mjs')
  const code = compileValidators(schema)
  expect(code).not.toMatch(/\brequire\(|^import\b|\bimport\(/m)
  writeFileSync(file, code)
  const module = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as ValidatorsModule
  const functions = module.default(runtime) as Parameters<typeof createPrecompiledValidator>[0]
  return createPrecompiledValidator(functions, schema as RJSFSchema)
}

const read = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : null)

async function errorsOf(properties: JsonObject, form: JsonObject): Promise<string[]> {
  const schema: JsonObject = { type: 'object', properties }
  const { errors } = (await load(schema)).validateFormData(form, schema as RJSFSchema)
  return errors.map((error) => `${error.property} ${error.name}`)
}

describe('every keyword a form may use is checked in the compiled module', () => {
  const cases: readonly (readonly [string, JsonObject, JsonValue, JsonValue])[] = [
    ['minLength', { type: 'string', minLength: 2 }, '👍👍', '👍'],
    ['maxLength', { type: 'string', maxLength: 2 }, '👍👍', 'abc'],
    ['pattern', { type: 'string', pattern: '^\\p{L}+$' }, 'äb', 'a1'],
    ['enum', { enum: ['a', { b: [1] }] }, { b: [1] }, { b: [2] }],
    ['const', { const: { a: 1 } }, { a: 1 }, { a: 2 }],
    ['type', { type: ['string', 'number'] }, 1, true],
    ['minimum', { type: 'integer', minimum: 1 }, 1, 0],
    ['multipleOf', { type: 'number', multipleOf: 0.1 }, 0.3, 0.25],
    ['uniqueItems', { type: 'array', items: { type: 'object' }, uniqueItems: true }, [{ a: 1 }], [{ a: 1 }, { a: 1 }]],
    ['minItems', { type: 'array', minItems: 1 }, [1], []],
    ['contains', { type: 'array', contains: { const: 1 } }, [2, 1], [2]],
    ['required', { type: 'object', required: ['a'] }, { a: 1 }, {}],
    ['additionalProperties', { type: 'object', additionalProperties: false }, {}, { a: 1 }],
    ['propertyNames', { type: 'object', propertyNames: { maxLength: 1 } }, { a: 1 }, { ab: 1 }],
    ['format', { type: 'string', format: 'regex' }, '^a$', '('],
    ['format', { type: 'string', format: 'email' }, 'a@b.example', 'a'],
    ['format', { type: 'string', format: 'uri' }, 'https://b.example/x', 'a'],
    ['format', { type: 'string', format: 'date-time' }, '2026-01-01T00:00:00Z', 'soon'],
    ['format', { type: 'string', format: 'ipv6' }, '::1', '1'],
    ['not', { not: { const: 1 } }, 2, 1],
    ['dependencies', { type: 'object', dependencies: { a: ['b'] } }, { a: 1, b: 1 }, { a: 1 }],
    ['oneOf', { oneOf: [{ const: 1 }, { type: 'number' }] }, 2, 1],
  ]
  test.each(cases)('%s %j', async (keyword, property, good, bad) => {
    expect(await errorsOf({ field: property }, { field: good })).toEqual([])
    expect((await errorsOf({ field: property }, { field: bad })).map((error) => error.split(' ')[1])).toContain(keyword)
  })

  test('an unknown format and unknown keywords are let through', async () => {
    expect(
      await errorsOf({ field: { type: 'string', format: 'password', mask: true, javaType: 'x' } }, { field: 'x' }),
    ).toEqual([])
  })
})

/** Asks for a validator of everything rjsf may ask: each option of each oneOf, chosen in turn, however deep. */
function walkOptions(validator: ValidatorType, root: RJSFSchema): number {
  const utils = createSchemaUtils(validator, root)
  let asked = 0
  const visit = (schema: RJSFSchema, depth: number): void => {
    if (depth > 12) return
    const options = (schema.oneOf ?? schema.anyOf) as RJSFSchema[] | undefined
    if (options) {
      for (const option of options) {
        const resolved = utils.retrieveSchema(option, {})
        const form = getDefaultFormState(validator, resolved, {}, root) ?? {}
        getClosestMatchingOption(validator, root, form, options)
        asked += 1
        visit(resolved, depth + 1)
      }
    }
    for (const property of Object.values(schema.properties ?? {})) {
      if (typeof property === 'object') visit(utils.retrieveSchema(property as RJSFSchema, {}), depth + 1)
    }
    if (isJsonObject(schema.items)) visit(utils.retrieveSchema(schema.items as RJSFSchema, {}), depth + 1)
  }
  visit(root, 0)
  return asked
}

test('an option inside an option has its validator', async () => {
  const inner = {
    oneOf: [
      { title: 'x', type: 'object', properties: { x: { type: 'string', minLength: 1 } } },
      { title: 'y', type: 'object', properties: { y: { type: 'number' } } },
    ],
  }
  const schema: JsonObject = {
    type: 'object',
    properties: {
      auth: {
        oneOf: [
          { title: 'a', type: 'object', properties: { inner } },
          { title: 'b', type: 'object', properties: { b: { const: 1 } } },
        ],
      },
      list: { type: 'array', items: inner },
    },
  }
  expect(walkOptions(await load(schema), schema as RJSFSchema)).toBeGreaterThanOrEqual(6)
})

test('a definition that contains itself is refused where it does', () => {
  const file = '/content/tree/connection.schema.json'
  const text = `{
  "type": "object",
  "properties": { "tree": { "$ref": "#/definitions/node" } },
  "definitions": { "node": { "type": "object", "properties": {
    "child": { "$ref": "#/definitions/node" }
  } } }
}`
  const read = () => readConnectionSchema(file, '/content', (path) => (path === file ? text : null))
  expect(read).toThrow(
    '/content/tree/connection.schema.json:5:24: a form cannot show a definition that contains itself',
  )
})

const beside = path.resolve(import.meta.dirname, '../../../shared/corpus/schemas')
const found = existsSync(beside) ? beside : null
if (found === null) console.warn('skipped: no schema corpus beside the checkout')

describe.skipIf(found === null)('schemas of another catalog', () => {
  const folder = path.join(found ?? '', 'entity/services/connections')
  const files = found === null ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' })
  test.each(files.filter((file) => /Connection\.json$/.test(file)))(
    '%s loads, and every option has its validator',
    async (file) => {
      const schema = readConnectionSchema(path.join(folder, file), found ?? '', read)
      expect(JSON.stringify(schema)).not.toMatch(/"\$ref":"[^#]/)
      const validator = await load(schema)
      expect(validator.validateFormData({}, schema as RJSFSchema).errors).toBeInstanceOf(Array)
      walkOptions(validator, schema as RJSFSchema)
    },
  )
})
