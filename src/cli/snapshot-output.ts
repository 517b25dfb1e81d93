import { open, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { SnapshotLine } from '../core/catalog/snapshot.ts'
import { snapshotJson } from '../core/catalog/snapshot-json.ts'
import { AppError } from '../core/error.ts'
import { quotable } from './quotable.ts'

const toJson = snapshotJson()

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
    async write(lines) {
      await handle.write(textOf(lines)).catch((error: NodeJS.ErrnoException) => {
        throw unwritable(file, error)
      })
    },
    keep: () => handle.close(),
    discard: () => handle.close(),
  }
}

function textOf(lines: readonly SnapshotLine[]): string {
  let text = ''
  for (const line of lines) text += `${toJson(line)}\n`
  return text
}

function toStream(stream: NodeJS.WriteStream): SnapshotOutput {
  return {
    async write(lines) {
      if (stream.write(textOf(lines))) return
      await new Promise<void>((resolve) => stream.once('drain', resolve))
    },
    keep: () => Promise.resolve(),
    discard: () => Promise.resolve(),
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
    async write(lines) {
      try {
        await handle.write(textOf(lines))
      } catch (error) {
        throw unwritable(shown, error as NodeJS.ErrnoException)
      }
    },
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
