import { dirname, isAbsolute, join, relative } from 'node:path'
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'
import { parseJson } from '../core/parse-json.ts'
import { locateValue } from './locate-value.ts'

/** What is wrong in a content file, and where. `line` and `column` count from 1. */
export interface ContentProblem {
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** `content/x/connection.schema.json:12:3: …` */
export function renderContentProblem(problem: ContentProblem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`
}

/** Reads one file as text; null where there is none. */
export type ReadText = (path: string) => string | null

/** A content file cannot be used. Thrown inside this folder only; the loader turns it into a message. */
export class ContentError extends Error {
  readonly problem: ContentProblem

  constructor(problem: ContentProblem) {
    super(renderContentProblem(problem))
    this.name = 'ContentError'
    this.problem = problem
  }
}

/**
 * Reads a connection schema for the form: local `$ref`s replaced by what they refer to, also in files beside it under
 * `root`; service type and `supports*` flags, which no admin fills in, removed. Throws {@link ContentError}.
 */
export function readConnectionSchema(file: string, root: string, read: ReadText): JsonObject {
  const files = new SchemaFiles(root, read)
  const top = files.open(file, null)
  if (!isJsonObject(top)) throw files.error(file, [], 'the schema must be an object')
  checkDialect(files, file, top)
  const resolved = new Resolver(files).resolve(top, { file, keys: [] }, [])
  if (!isJsonObject(resolved)) throw files.error(file, [], 'the schema must be an object')
  return withoutServiceFields(resolved)
}

function checkDialect(files: SchemaFiles, file: string, schema: JsonObject): void {
  const dialect = schema.$schema
  if (
    dialect === undefined ||
    (typeof dialect === 'string' && /^https?:\/\/json-schema\.org\/draft-0[67]\/schema#?$/.test(dialect))
  )
    return
  throw files.error(file, ['$schema'], 'only JSON Schema draft-07 is read')
}

function withoutServiceFields(schema: JsonObject): JsonObject {
  const { properties, required } = schema
  if (!isJsonObject(properties)) return schema
  const isServiceField = (name: string) => name === 'type' || /^supports[A-Z]/.test(name)
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !isServiceField(name))),
    ...(Array.isArray(required) ? { required: required.filter((name) => !isServiceField(String(name))) } : {}),
  }
}

interface Place {
  readonly file: string
  readonly keys: readonly string[]
}

/** Schema files already read, each parsed once. */
class SchemaFiles {
  readonly #root: string
  readonly #read: ReadText
  readonly #texts = new Map<string, string>()
  readonly #values = new Map<string, JsonValue>()

  constructor(root: string, read: ReadText) {
    this.#root = root
    this.#read = read
  }

  /** `from`: where the `$ref` to this file stands; null for the schema itself. */
  open(file: string, from: Place | null): JsonValue {
    const known = this.#values.get(file)
    if (known !== undefined) return known
    const inside = relative(this.#root, file)
    const origin = from ?? { file, keys: [] }
    if (inside.startsWith('..') || isAbsolute(inside)) {
      throw this.error(origin.file, [...origin.keys, '$ref'], '$ref leads out of the content folder')
    }
    const text = this.#read(file)
    if (text === null) throw this.error(origin.file, [...origin.keys, '$ref'], `${inside} does not exist`)
    this.#texts.set(file, text)
    const parsed = parseJson(text)
    if (!parsed.ok) throw new ContentError({ severity: 'error', file, ...parsed.error })
    this.#values.set(file, parsed.value)
    return parsed.value
  }

  error(file: string, keys: readonly (string | number)[], message: string): ContentError {
    return new ContentError({ severity: 'error', file, message, ...locateValue(this.#texts.get(file) ?? '', keys) })
  }
}

class Resolver {
  readonly #files: SchemaFiles

  constructor(files: SchemaFiles) {
    this.#files = files
  }

  /** `open`: references being replaced right now, to notice one that contains itself. */
  resolve(value: JsonValue, place: Place, open: readonly string[]): JsonValue {
    if (Array.isArray(value)) {
      return value.map((item: JsonValue, index) => this.resolve(item, at(place, String(index)), open))
    }
    if (!isJsonObject(value)) return value
    if (typeof value.$ref === 'string' && !isPropertyList(place)) return this.#replace(value, value.$ref, place, open)
    const isTop = place.keys.length === 0 && open.length === 0
    return Object.fromEntries(
      Object.entries(value)
        // An address of its own would change what references mean; definitions are in place of their references.
        .filter(
          ([key]) =>
            isPropertyList(place) || !(key === 'definitions' || (!isTop && (key === '$id' || key === '$schema'))),
        )
        .map(([key, item]) => [
          key,
          literal.has(key) && !isPropertyList(place) ? item : this.resolve(item, at(place, key), open),
        ]),
    )
  }

  #replace(value: JsonObject, reference: string, place: Place, open: readonly string[]): JsonValue {
    const target = this.#locate(reference, place)
    const name = `${target.file}#${target.keys.join('/')}`
    if (open.includes(name)) {
      throw this.#files.error(
        place.file,
        [...place.keys, '$ref'],
        'a form cannot show a definition that contains itself',
      )
    }
    const resolved = this.resolve(this.#lookUp(target, place), target, [...open, name])
    if (!isJsonObject(resolved)) return resolved
    const { $ref: _replaced, ...beside } = value
    // Draft-07 ignores what stands beside a $ref, but titles and defaults there are meant for the reader.
    return { ...resolved, ...beside }
  }

  #locate(reference: string, place: Place): Place {
    const [path = '', pointer = ''] = reference.split('#')
    if (/^[a-z][a-z0-9+.-]*:/i.test(path)) {
      throw this.#files.error(
        place.file,
        [...place.keys, '$ref'],
        '$ref must name a file beside this one, not an address',
      )
    }
    const file = path === '' ? place.file : join(dirname(place.file), path)
    const keys = pointer.split('/').filter((key, index) => index > 0 || key !== '')
    return { file, keys: keys.map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')) }
  }

  #lookUp(target: Place, from: Place): JsonValue {
    let found: JsonValue | undefined = this.#files.open(target.file, from)
    for (const key of target.keys) found = child(found, key)
    if (found !== undefined) return found
    throw this.#files.error(from.file, [...from.keys, '$ref'], `$ref finds nothing at #/${target.keys.join('/')}`)
  }
}

/** Keywords whose value is a value, not a schema. */
const literal: ReadonlySet<string> = new Set(['default', 'const', 'enum', 'examples', 'required'])

/** Whether the keys at this place are names an author chose, so that a field may be called `$ref` or `default`. */
function isPropertyList(place: Place): boolean {
  const parent = place.keys.at(-1)
  const above = place.keys.at(-2)
  return (parent === 'properties' || parent === 'definitions') && above !== 'properties' && above !== 'definitions'
}

function at(place: Place, key: string): Place {
  return { file: place.file, keys: [...place.keys, key] }
}

function child(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (Array.isArray(value)) return value[Number(key)]
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
