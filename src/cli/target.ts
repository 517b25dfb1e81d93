import { AppError } from '../core/error.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { toLineAndColumn } from '../core/parse-json.ts'
import { isThere, readInputFile, readText } from './input-file.ts'
import type { Parts, TextFormats } from './parts.ts'
import { resolvePlaceholders } from './placeholder.ts'
import { quotable } from './quotable.ts'

/** What a command works on: a form at hand, or the name of a saved service. */
export type Target =
  | {
      readonly kind: 'form'
      readonly form: JsonObject
      /** What was left out of the text it was read from, or assumed. */
      readonly notes: readonly string[]
    }
  | { readonly kind: 'service'; readonly name: string }

/**
 * TARGET is a connection string in any known format, an existing file, else a service's name. Throws an AppError for
 * unusable ones.
 */
export async function readTarget(text: string, parts: Pick<Parts, 'textFormats'>): Promise<Target> {
  const formats = await parts.textFormats()
  if (/^\s*[a-z][a-z\d+.:-]*:\/\//i.test(text)) return readConnection(text, 'The connection string', formats)
  if (await isThere(text)) return await readFile(text, formats)
  if (formats.recogniseText(text) !== null) return readConnection(text, 'The connection string', formats)
  if (isPath(text)) return await readFile(text, formats)
  if (text.trim() === '' || /[@=]/.test(text)) {
    throw new AppError(
      'INPUT_UNREADABLE',
      'The target is neither a connection string nor a file nor the name of a service.',
      {
        hint: 'A connection string begins with postgresql://',
      },
    )
  }
  return { kind: 'service', name: text }
}

/** Meant as a file though none is there: a name may hold a slash, but does not begin or end like a path. */
const isPath = (text: string): boolean => /^(?:\.{0,2}|~[^/\\]*|[a-z]:)[/\\]|\\|\.(?:json|ya?ml)$/i.test(text)

/** `name` begins the messages; the text itself is never quoted. */
function readConnection(text: string, name: string, formats: TextFormats): Target {
  const parsed = formats.parseText(text)
  if (!parsed.ok) {
    const { line, column } = toLineAndColumn(text, parsed.error.position)
    throw new AppError('INPUT_UNREADABLE', `${name} cannot be read.`, {
      details: `line ${line}, column ${column}: ${parsed.error.message}`,
      hint: 'Write it as postgresql://user@host:5432/database and leave the password out: PATCHBAY_PASSWORD or --password-stdin gives it.',
    })
  }
  const { format, readings } = parsed.value
  const [only, ...others] = readings
  if (only === undefined || others.length > 0) {
    throw new AppError('INPUT_UNREADABLE', `${name} describes ${readings.length} connections.`, {
      details: readings.map(({ label }, index) => quotable(label || String(index + 1))).join('\n'),
      hint: `Keep one of them in the ${format}.`,
    })
  }
  return { kind: 'form', form: only.form, notes: only.notes }
}

/** The form's own property names in JSON or YAML, or any other known format. */
async function readFile(file: string, formats: TextFormats): Promise<Target> {
  const isDocument = /\.(?:json|ya?ml)$/i.test(file)
  if (!isDocument) {
    const text = await readText(file)
    if (isForeign(text, formats)) return readConnection(text, quotable(file), formats)
  }
  const { name, value, start } = await readInputFile(file)
  if (isJsonObject(value) && 'hostPort' in value) return { kind: 'form', form: resolved(name, value), notes: [] }
  const text = await readText(file)
  if (isForeign(text, formats)) return readConnection(text, name, formats)
  if (isJsonObject(value)) return { kind: 'form', form: resolved(name, value), notes: [] }
  throw new AppError('INPUT_UNREADABLE', `${name} does not hold a connection.`, {
    details: `line ${start.line}, column ${start.column}: an object with named values is expected here`,
    hint: 'Name the values as in the form, such as hostPort, database and username.',
  })
}

/** Whether a text is of a format that is not the form's own. */
function isForeign(text: string, formats: TextFormats): boolean {
  const format = formats.recogniseText(text)
  return format !== null && format !== 'connection settings'
}

/** A password may still come from elsewhere; any other placeholder without a value leaves nothing to go on with. */
function resolved(name: string, value: JsonObject): JsonObject {
  const { form, missing } = resolvePlaceholders(value)
  const others = missing.filter(({ path }) => !/^(?:\/authType)?\/password$/.test(path))
  if (others.length === 0) return form
  throw new AppError('INPUT_UNREADABLE', `${name} holds placeholders that have no value.`, {
    details: others.map(({ path, variable }) => `${path}: ${variable} is not set`).join('\n'),
    hint: 'Set these environment variables, or write the values into the file.',
  })
}
