import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { SnapshotLine } from '../core/catalog/snapshot.ts'
import { snapshotJson } from '../core/catalog/snapshot-json.ts'
import { AppError } from '../core/error.ts'
import { quotable } from './quotable.ts'

/** Where a snapshot goes. */
interface SnapshotOutput {
  /** Resolves when the lines are taken, so that a slow reader slows the reading. */
  write(lines: readonly SnapshotLine[]): Promise<void>
  /** Everything is there: a file gets its name. */
  keep(): Promise<void>
  /** Something is missing: no file stays. */
  discard(): Promise<void>
}

/**
 * Standard output for `-`, else a file, written beside its place and moved there when it is complete. What is there
 * already and no regular file, such as a device or a pipe, is written to as it is: moving would replace it.
 */
export async function openSnapshotOutput(file: string): Promise<SnapshotOutput> {
  if (file === '-') return toStream(process.stdout)
  const present = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw unwritable(file, error)
  })
  if (present === null || present.isFile())
    return await toFile(present === null ? path.resolve(file) : await realpath(file), file)
  return await toDevice(file)
}

async function toDevice(file: string): Promise<SnapshotOutput> {
  const handle = await open(file, 'w').catch((error: NodeJS.ErrnoException) => {
    throw unwritable(file, error)
  })
  return {
    write: inBlocks((bytes) => writeAll(handle, bytes, file)),
    keep: () => handle.close(),
    discard: () => handle.close(),
  }
}

function toStream(stream: NodeJS.WriteStream): SnapshotOutput {
  return {
    // What fails is the stream's own error event.
    write: inBlocks((bytes) => new Promise((resolve) => stream.write(bytes, () => resolve()))),
    keep: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  }
}

const blockBytes = 512 * 1024
/** A character of a string has at most so many bytes in UTF-8. */
const mostBytes = 3

/**
 * Lines as bytes in one buffer, filled again and again: memory fresh from the system for every batch would cost
 * half of all that the command asks for.
 * @param send resolves when the buffer may be filled again
 */
function inBlocks(send: (bytes: Buffer) => Promise<void>): SnapshotOutput['write'] {
  const toJson = snapshotJson()
  const block = Buffer.allocUnsafeSlow(blockBytes)
  return async (lines) => {
    let used = 0
    for (const line of lines) {
      const text = `${toJson(line)}\n`
      if (used + text.length * mostBytes > blockBytes) {
        await send(block.subarray(0, used))
        used = 0
      }
      if (text.length * mostBytes > blockBytes) await send(Buffer.from(text))
      else used += block.write(text, used)
    }
    if (used > 0) await send(block.subarray(0, used))
  }
}

/** A device may take a part at a time. */
async function writeAll(handle: FileHandle, bytes: Buffer, shown: string): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten
  } catch (error) {
    throw unwritable(shown, error as NodeJS.ErrnoException)
  }
}

async function toFile(file: string, shown: string): Promise<SnapshotOutput> {
  const beside = `${file}.${process.pid}.part`
  const handle = await open(beside, 'wx').catch((error: NodeJS.ErrnoException) => {
    throw unwritable(shown, error)
  })
  let isOpen = true
  const close = async () => {
    if (isOpen) await handle.close()
    isOpen = false
  }
  return {
    write: inBlocks((bytes) => writeAll(handle, bytes, shown)),
    async keep() {
      await handle.sync()
      await close()
      await rename(beside, file).catch(async (error: NodeJS.ErrnoException) => {
        await rm(beside, { force: true })
        throw unwritable(shown, error)
      })
    },
    async discard() {
      await close()
      await rm(beside, { force: true })
    },
  }
}

function unwritable(shown: string, error: NodeJS.ErrnoException): AppError {
  return new AppError('INPUT_UNREADABLE', `${quotable(shown)} cannot be written.`, {
    details: error.code ?? error.name,
    hint: 'Choose another place with --out.',
    cause: error,
  })
}
