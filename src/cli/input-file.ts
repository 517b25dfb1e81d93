import { readFile, stat } from 'node:fs/promises'
import { AppError } from '../core/error.ts'
import type { JsonValue } from '../core/json.ts'
import { parseJson, toLineAndColumn } from '../core/parse-json.ts'
import { quotable } from './quotable.ts'

const largestSizeBytes = 4_000_000

/** What is wrong where in a text; never quotes it, for the text may hold a password. */
export interface TextProblem {
  readonly message: string
  readonly line: number
  readonly column: number
}

/** A parsed JSON or YAML file, and where its values stand. */
export interface InputFile {
  readonly name: string
  readonly value: JsonValue
  /** Line and column of the root value, both from 1. */
  readonly start: { readonly line: number; readonly column: number }
}

/** Reads a JSON (`.json`) or YAML file. Throws an AppError that says where it breaks. */
export async function readInputFile(file: string): Promise<InputFile> {
  const text = await readText(file)
  const name = quotable(file)
  if (/\.json$/i.test(file)) {
    const parsed = parseJson(text)
    if (!parsed.ok) throw brokenAt(name, 'JSON', parsed.error)
    return { name, value: parsed.value, start: toLineAndColumn(text, /[^\s\ufeff]/.exec(text)?.index ?? 0) }
  }
  const { parseYaml } = await import('./parse-yaml.ts')
  const parsed = parseYaml(text)
  if (!parsed.ok) throw brokenAt(name, 'YAML', parsed.error)
  return { name, ...parsed.value }
}

/** Whether there is a file, or anything else, of this name. */
export async function isThere(file: string): Promise<boolean> {
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

/** A file's text, at most 4 MB of UTF-8. Throws an AppError that says why it cannot be had. */
export async function readText(file: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException)
  }
  if (bytes.length > largestSizeBytes) {
    throw new AppError('INPUT_UNREADABLE', `The file ${quotable(file)} is larger than 4 MB.`)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new AppError('INPUT_UNREADABLE', `The file ${quotable(file)} is not UTF-8 text.`, {
      hint: 'Save it as UTF-8.',
    })
  }
}

/** Why the operating system does not give a file, as an error for the user. */
export function unreadable(file: string, error: NodeJS.ErrnoException): AppError {
  const reasons: Record<string, string> = {
    ENOENT: 'does not exist',
    EACCES: 'may not be read',
    EPERM: 'may not be read',
    EISDIR: 'is a directory',
  }
  const reason = reasons[error.code ?? ''] ?? `cannot be read (${error.code ?? 'unknown error'})`
  return new AppError('INPUT_UNREADABLE', `The file ${quotable(file)} ${reason}.`, { cause: error })
}

function brokenAt(name: string, format: 'JSON' | 'YAML', problem: TextProblem): AppError {
  return new AppError('INPUT_UNREADABLE', `${name} is not ${format}.`, {
    details: `line ${problem.line}, column ${problem.column}: ${problem.message}`,
    hint: 'Correct the file at that place.',
  })
}
