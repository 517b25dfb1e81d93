import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { AppError } from '../../core/error.ts'
import { unreadable } from '../input-file.ts'
import { quotable } from '../quotable.ts'
import type { Terminal } from '../terminal.ts'

const largestSizeBytes = 256_000_000

/** A file's SQL, or standard input's for `-`. Bytes that are no UTF-8 are replaced: the rest is still worth reading. */
export async function readSql(file: string, err: Terminal): Promise<string> {
  if (file === '-') return await text(process.stdin)
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException)
  }
  if (bytes.length > largestSizeBytes) {
    throw new AppError('INPUT_UNREADABLE', `The file ${quotable(file)} is larger than 256 MB.`, {
      hint: 'Split it, or leave out the data.',
    })
  }
  const sql = new TextDecoder().decode(bytes)
  if (sql.includes('\ufffd')) err.line(`${quotable(file)} is not all UTF-8; the bytes that are not were replaced.`)
  return sql
}
