import { AppError } from '../error.ts'
import { isJsonObject, type JsonValue } from '../json.ts'
import { parseJson } from '../parse-json.ts'
import type { SnapshotEnd, SnapshotHeader, SnapshotLine, SnapshotObject } from './snapshot.ts'

/** Newest form of a snapshot that this program understands. */
const newestFormat = 1

/**
 * Reads a snapshot line by line: the header, objects, the end. Nothing is kept, so a caller that keeps nothing either
 * needs no more memory for a large snapshot. Lines come without their line break.
 *
 * @param name what messages call the snapshot, such as `"orders.jsonl"`
 * @throws AppError `INPUT_UNREADABLE` for a text that is no snapshot, one of a newer program, or a truncated one. The
 *   latter shows only after the last line: who must not act on half a snapshot keeps its work until then.
 */
async function* readSnapshot(lines: AsyncIterable<string>, name: string): AsyncGenerator<SnapshotLine, void> {
  let number = 0
  let ended = false
  for await (const text of lines) {
    number += 1
    if (ended) {
      if (text.trim() === '') continue
      throw unreadable(`${name} goes on after its end.`, `line ${number}`, 'Give one snapshot a file.')
    }
    const line = number === 1 ? toHeader(text, name) : toLine(text, name, number)
    ended = line.kind === 'end'
    yield line
  }
  if (number === 0) throw unreadable(`${name} is empty.`, null, notASnapshot)
  if (!ended) {
    throw unreadable(
      `${name} is truncated: its last line is missing.`,
      `line ${number} is the last one that is there`,
      'Extract the snapshot again; the extraction may have been interrupted.',
    )
  }
}

/** A whole snapshot in memory. */
export interface LoadedSnapshot {
  readonly header: SnapshotHeader
  readonly objects: readonly SnapshotObject[]
  readonly end: SnapshotEnd
}

/** Reads everything before it answers, so that a truncated snapshot is never taken for a whole one. Throws as {@link readSnapshot}. */
export async function loadSnapshot(lines: AsyncIterable<string>, name: string): Promise<LoadedSnapshot> {
  let header: SnapshotHeader | null = null
  let end: SnapshotEnd | null = null
  const objects: SnapshotObject[] = []
  for await (const line of readSnapshot(lines, name)) {
    if (line.kind === 'header') header = line
    else if (line.kind === 'end') end = line
    else objects.push(line)
  }
  if (header === null || end === null) throw new Error('a snapshot was read without header or end')
  return { header, objects, end }
}

const notASnapshot = 'patchbay extract TARGET --out FILE writes a snapshot.'

function toHeader(text: string, name: string): SnapshotHeader {
  const parsed = parseJson(text)
  const value: JsonValue = parsed.ok ? parsed.value : null
  if (!isJsonObject(value) || value.kind !== 'header' || typeof value.format !== 'number') {
    throw unreadable(`${name} is not a snapshot.`, 'line 1: a header is expected here', notASnapshot)
  }
  if (value.format > newestFormat) {
    throw unreadable(
      `${name} was written by a newer Patchbay.`,
      `format ${value.format}; this one reads format ${newestFormat}`,
      'Upgrade this installation, or extract again with it.',
    )
  }
  return value as unknown as SnapshotHeader
}

function toLine(text: string, name: string, number: number): SnapshotObject | SnapshotEnd {
  // The engine's parser is many times faster than one that explains itself, and most lines are right.
  const value = fastJson(text)
  if (isJsonObject(value) && typeof value.kind === 'string' && value.kind !== 'header') {
    return value as unknown as SnapshotObject | SnapshotEnd
  }
  const parsed = parseJson(text)
  const what = parsed.ok
    ? 'an object with a kind is expected here'
    : `column ${parsed.error.column}: ${parsed.error.message}`
  throw unreadable(`${name} is broken.`, `line ${number}, ${what}`, 'Extract the snapshot again.')
}

function fastJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function unreadable(message: string, details: string | null, hint: string): AppError {
  return new AppError('INPUT_UNREADABLE', message, { hint, ...(details === null ? {} : { details }) })
}
