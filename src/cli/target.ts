import { stat } from 'node:fs/promises'
import { AppError } from '../core/error.ts'
import { isJsonObject, type JsonObject } from '../core/json.ts'
import { readInputFile } from './input-file.ts'
import type { Parts } from './parts.ts'
import { resolvePlaceholders } from './placeholder.ts'

/** What a command works on: a form at hand, or the name of a saved service. */
export type Target =
  | { readonly kind: 'form'; readonly form: JsonObject }
  | { readonly kind: 'service'; readonly name: string }

/** TARGET is a connection string, an existing file, else a service's name. Throws an AppError for unusable ones. */
export async function readTarget(text: string, parts: Pick<Parts, 'parseUri'>): Promise<Target> {
  if (/^\s*[a-z][a-z\d+.:-]*:\/\//i.test(text)) {
    const parsed = await parts.parseUri(text)
    if (parsed.ok) return { kind: 'form', form: parsed.value }
    throw new AppError('INPUT_UNREADABLE', 'The connection string cannot be read.', {
      details: parsed.error.message,
      hint: 'Write it as postgresql://user@host:5432/database and leave the password out: PATCHBAY_PASSWORD or --password-stdin gives it.',
    })
  }
  if ((await isThere(text)) || /[/\\]|\.(?:json|ya?ml)$/i.test(text)) {
    return { kind: 'form', form: await readFormFile(text) }
  }
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

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG' || code === 'EACCES') return false
    // Such as a NUL character, which no file name holds.
    if (code === 'ERR_INVALID_ARG_VALUE') return false
    throw error
  }
}

async function readFormFile(file: string): Promise<JsonObject> {
  const { name, value, start } = await readInputFile(file)
  if (isJsonObject(value)) return resolved(name, value)
  throw new AppError('INPUT_UNREADABLE', `${name} does not hold a connection.`, {
    details: `line ${start.line}, column ${start.column}: an object with named values is expected here`,
    hint: 'Name the values as in the form, such as hostPort, database and username.',
  })
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
