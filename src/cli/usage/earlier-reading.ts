import { readFile } from 'node:fs/promises'
import { AppError } from '../../core/error.ts'
import { isJsonObject, type JsonValue } from '../../core/json.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { UsageReading } from '../../core/usage/reading.ts'
import { unreadable } from '../input-file.ts'
import { quotable } from '../quotable.ts'

/** A reading that `patchbay usage --json` wrote. Throws an AppError for a file that is none. */
export async function readEarlierReading(file: string): Promise<UsageReading> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unreadable(file, error)
  })
  const value = parse(text, quotable(file))
  if (!isReading(value)) {
    throw new AppError('INPUT_UNREADABLE', `${quotable(file)} is not a reading of usage.`, {
      hint: isDelta(value)
        ? 'It is what was called between two readings. Give the later reading itself.'
        : 'patchbay usage TARGET --json writes one.',
    })
  }
  return value as unknown as UsageReading
}

function parse(text: string, name: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const parsed = parseJson(text)
    if (parsed.ok) return parsed.value
    const { line, column, message } = parsed.error
    throw new AppError('INPUT_UNREADABLE', `${name} cannot be read as JSON.`, {
      details: `line ${line}, column ${column}: ${message}`,
    })
  }
}

const isReading = (value: JsonValue): boolean =>
  isJsonObject(value) &&
  !isDelta(value) &&
  typeof value.readAt === 'string' &&
  isJsonObject(value.counting ?? null) &&
  Array.isArray(value.statements) &&
  value.statements.every(
    (one: JsonValue) => isJsonObject(one) && typeof one.calls === 'string' && /^\d+$/.test(one.calls),
  )

const isDelta = (value: JsonValue): boolean => isJsonObject(value) && typeof value.since === 'string'
