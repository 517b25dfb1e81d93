import { createReadStream } from 'node:fs'
import { type LoadedSnapshot, loadSnapshot } from '../core/catalog/read-snapshot.ts'
import { AppError } from '../core/error.ts'
import { unreadable } from './input-file.ts'
import { quotable } from './quotable.ts'

/** A snapshot from a file, or from standard input for `-`. Throws an AppError for what cannot be used as one. */
export async function readSnapshotFile(file: string): Promise<LoadedSnapshot> {
  const name = file === '-' ? 'Standard input' : quotable(file)
  return await loadSnapshot(snapshotLines(file, name), name)
}

/** A file's lines as it is read. Only a line feed ends one: JSON may hold the other line ends of Unicode. */
async function* snapshotLines(file: string, name: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''
  try {
    for await (const bytes of file === '-' ? process.stdin : createReadStream(file)) {
      const lines = (rest + decoder.decode(bytes as Buffer, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
    rest += decoder.decode()
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new AppError('INPUT_UNREADABLE', `${name} is not UTF-8 text.`, { cause: error })
    }
    if (error instanceof Error && 'syscall' in error) throw unreadable(file, error as NodeJS.ErrnoException)
    throw error
  }
  if (rest !== '') yield rest
}
