import { nearestName } from '../nearest-name.ts'
import { err, ok, type Result } from '../result.ts'
import { addressOf } from './object-key.ts'
import type { SnapshotObject } from './snapshot.ts'
import { typeSpellings } from './type-spellings.ts'

/** `[database.]schema.name` or `[database.]name`, with arguments for what is overloaded; unquoted parts are folded. */
export interface ObjectName {
  /** One to three, the object's own name last. */
  readonly parts: readonly string[]
  /** What stands between the parentheses; null for none. */
  readonly arguments: string | null
}

/** Why no single object could be found; the others are written as {@link writeObjectName} does. */
export type ObjectNotFound =
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'ambiguous'; readonly objects: readonly SnapshotObject[] }
  | { readonly kind: 'unknown'; readonly nearest: string | null }

/** One part: in double quotes, or an operator, or a word as SQL folds it. */
const part = /"((?:[^"]|"")+)"|([+\-*/<>=~!@#%^&|`?]+)|([^\s".()]+)/y

/** Reads a name as SQL quotes it. Null for what is none. */
export function parseObjectName(text: string): ObjectName | null {
  const parts: string[] = []
  const source = text.trim()
  let at = 0
  for (;;) {
    part.lastIndex = at
    const match = part.exec(source)
    if (match === null) return null
    const [whole, quoted, operator, word] = match
    parts.push(quoted?.replaceAll('""', '"') ?? operator ?? word?.toLowerCase() ?? '')
    at += whole.length
    if (source[at] !== '.') break
    at += 1
  }
  const rest = source.slice(at).trim()
  if (parts.length > 3) return null
  if (rest === '') return { parts, arguments: null }
  return rest.startsWith('(') && rest.endsWith(')') ? { parts, arguments: rest.slice(1, -1).trim() } : null
}

/** The one object of a snapshot that a text names. */
export function findObject(objects: readonly SnapshotObject[], text: string): Result<SnapshotObject, ObjectNotFound> {
  const name = parseObjectName(text)
  // Some are called by SQL, such as a cast, or the privileges of a system object.
  const [whole, ...alike] = objects.filter((object) => object.schema === null && object.name === text.trim())
  const isWhole = whole !== undefined && alike.length === 0
  if (name === null) return isWhole ? ok(whole) : err({ kind: 'unreadable' })
  const named = objects.filter((object) => isNamed(object, name.parts))
  const signature = name.arguments
  const matching =
    signature === null
      ? preferPlain(named)
      : named.filter((object) => 'arguments' in object && haveSameArguments(object.arguments ?? '', signature))
  const [found, ...others] = matching
  if (found !== undefined && others.length === 0) return ok(found)
  if (found !== undefined) return err({ kind: 'ambiguous', objects: matching })
  if (named.length > 0) return err({ kind: 'ambiguous', objects: named })
  if (isWhole) return ok(whole)
  const wanted = name.parts.map(quoteWord).join('.')
  return err({
    kind: 'unknown',
    nearest: nearestName(
      wanted,
      objects.flatMap((object) => spellings(object)),
    ),
  })
}

function isNamed({ database, schema, name }: SnapshotObject, parts: readonly string[]): boolean {
  const [last = '', ...before] = [...parts].reverse()
  if (name !== last) return false
  if (before.length === 0) return schema === null
  if (schema === null) return before.length === 1 && before[0] === database
  return before[0] === schema && (before[1] === undefined || before[1] === database)
}

/** Without parentheses a table is meant before a function of the same name. */
function preferPlain(objects: readonly SnapshotObject[]): readonly SnapshotObject[] {
  const plain = objects.filter((object) => !('arguments' in object))
  return plain.length > 0 ? plain : objects
}

/** An object's signature may name its arguments; a typed one gives their types. */
function haveSameArguments(signature: string, typed: string): boolean {
  const own = splitArguments(signature)
  const wanted = splitArguments(typed)
  return own.length === wanted.length && own.every((text, index) => isArgument(text, wanted[index] ?? ''))
}

function isArgument(own: string, wanted: string): boolean {
  const type = typeSpellings[wanted] ?? wanted
  return own === type || own.endsWith(` ${type}`)
}

/** By the commas outside of parentheses and quotes. */
function splitArguments(text: string): string[] {
  if (text.trim() === '') return []
  const items = text.match(/(?:"(?:[^"]|"")*"|\([^()]*\)|[^",()])+/g) ?? []
  return items.map((item) => item.trim().replace(/\s+/g, ' '))
}

function spellings(object: SnapshotObject): string[] {
  const short =
    object.schema === null ? quoteWord(object.name) : `${quoteWord(object.schema)}.${quoteWord(object.name)}`
  return object.database === null ? [short] : [short, `${quoteWord(object.database)}.${short}`]
}

/** As {@link parseObjectName} reads it, with arguments where names are overloaded. */
export function writeObjectName(object: SnapshotObject, withDatabase: boolean): string {
  const { arguments: signature } = addressOf(object)
  const [short = '', long = short] = spellings(object)
  return `${withDatabase ? long : short}${'arguments' in object ? `(${signature})` : ''}`
}

function quoteWord(name: string): string {
  return /^[a-z_][a-z\d_$]*$|^[+\-*/<>=~!@#%^&|`?]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
