import { readFileSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../../core/error.ts'
import type { JsonObject } from '../../core/json.ts'
import { ContentError, readConnectionSchema } from '../../server/connection-schema.ts'
import { readText } from '../input-file.ts'
import { quotable } from '../quotable.ts'

/** A help document's text. Throws an AppError where it cannot be read. */
export async function readHelpSource(file: string): Promise<string> {
  return await readText(file)
}

/**
 * A connection schema with its references followed, also into files beside it. Throws an AppError that says where the
 * schema breaks.
 */
export async function readSchema(file: string): Promise<JsonObject> {
  // Says why a file cannot be read; the resolver only knows that there is none.
  await readText(file)
  const absolute = path.resolve(file)
  try {
    return readConnectionSchema(absolute, path.parse(absolute).root, readReferenced)
  } catch (error) {
    if (!(error instanceof ContentError)) throw error
    const { file: broken, line, column, message } = error.problem
    throw new AppError('INPUT_UNREADABLE', `The schema ${quotable(path.relative('.', broken))} cannot be used.`, {
      details: `line ${line}, column ${column}: ${message}`,
      hint: 'Correct the file at that place.',
    })
  }
}

function readReferenced(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null
    throw new AppError('INPUT_UNREADABLE', `The file ${quotable(file)} cannot be read (${code}).`, { cause: error })
  }
}
