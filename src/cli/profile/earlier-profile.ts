import { readFile } from 'node:fs/promises'
import { AppError } from '../../core/error.ts'
import { isJsonObject, type JsonValue } from '../../core/json.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { ProfileRequest } from '../../core/quality/profile.ts'
import { unreadable } from '../input-file.ts'
import { quotable } from '../quotable.ts'

/** The relations that `patchbay profile --json` wrote down. Throws an AppError for a file that it did not write. */
export async function readEarlierProfile(file: string): Promise<ProfileRequest['done']> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error)
  })
  const parsed = parseJson(text)
  const relations = parsed.ok && isJsonObject(parsed.value) ? parsed.value.relations : null
  const done = Array.isArray(relations) ? relations.map(toPlace) : [null]
  if (done.every((place) => place !== null)) return done
  throw new AppError('INPUT_UNREADABLE', `${quotable(file)} is not a profile.`, {
    hint: 'patchbay profile TARGET --json writes one.',
  })
}

function toPlace(value: JsonValue): ProfileRequest['done'][number] | null {
  if (!isJsonObject(value)) return null
  const { database, schema, relation } = value
  const isPlace = typeof database === 'string' && typeof schema === 'string' && typeof relation === 'string'
  return isPlace ? { database, schema, relation } : null
}
