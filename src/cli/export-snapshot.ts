import { mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { limitSnapshot } from '../core/catalog/export/limit-snapshot.ts'
import type { SnapshotFormat } from '../core/catalog/export/snapshot-format.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import { loadSnapshot } from '../core/catalog/read-snapshot.ts'
import type { SnapshotLine } from '../core/catalog/snapshot.ts'
import { AppError } from '../core/error.ts'
import { writeDiagnosis } from './diagnosis-lines.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import type { Parts } from './parts.ts'
import { quotable } from './quotable.ts'
import { withState } from './services/with-state.ts'
import { loadStored, toStoredName } from './snapshot-argument.ts'
import { readSnapshotFile } from './snapshot-file.ts'
import { harmless, toTerminal } from './terminal.ts'
import { withTarget } from './with-target.ts'

export interface SnapshotExportOptions {
  readonly database?: string
  readonly schema?: string
  readonly out?: string
  readonly passwordStdin?: true
}

/** Writes a snapshot in another format: of a file, a service's newest one, or one that is read for this. */
export async function writeSnapshotExport(
  text: string,
  format: SnapshotFormat,
  options: SnapshotExportOptions,
  parts: Parts,
): Promise<ExitCode> {
  const whole = await wholeSnapshot(text, options, parts)
  if (whole === null) return exitCodes.no
  const limit = { database: options.database ?? null, schema: options.schema ?? null }
  const snapshot = limitSnapshot(whole, limit)
  if (limit.database !== null && snapshot.header.scope.databases.length === 0) {
    throw new AppError('REQUEST_INVALID', `The snapshot holds no database ${quotable(limit.database)}.`, {
      details: whole.header.scope.databases.join('\n'),
    })
  }
  await write(snapshot, format, options.out)
  return exitCodes.success
}

/** A snapshot of a file, a service's newest one, or one that is read for this. Null where nothing could be read; why is told. */
export async function wholeSnapshot(
  text: string,
  options: { readonly passwordStdin?: true },
  parts: Parts,
): Promise<LoadedSnapshot | null> {
  if (await isSnapshotFile(text)) return await readSnapshotFile(text)
  const stored = await toStoredName(text)
  if (stored !== null) return await withState(parts, (state) => loadStored(state, stored))
  return await snapshotOf(text, options, parts)
}

/** By its first bytes: a form in JSON is a file as well. */
async function isSnapshotFile(file: string): Promise<boolean> {
  if (file === '-') return true
  if (/^\s*[a-z][a-z\d+.:-]*:\/\//i.test(file)) return false
  try {
    const handle = await open(file)
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0)
      return /^\s*\{\s*"kind"\s*:\s*"header"/.test(buffer.subarray(0, bytesRead).toString('latin1'))
    } finally {
      await handle.close()
    }
  } catch (error) {
    // What is no file is a connection string or a service; what cannot be read is told when it is read as one.
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** Null where nothing could be read; why is told. */
async function snapshotOf(
  text: string,
  options: { readonly passwordStdin?: true },
  parts: Parts,
): Promise<LoadedSnapshot | null> {
  const err = toTerminal(process.stderr)
  const interruption = listenForInterruption()
  const lines: SnapshotLine[] = []
  const limits = {
    signal: interruption.signal,
    receive: async (more: readonly SnapshotLine[]) => void lines.push(...more),
    report: () => undefined,
  }
  try {
    return await withTarget<LoadedSnapshot | null>(text, options, parts, err, {
      async form(form) {
        const outcome = await parts.extractForm(form, limits)
        if (outcome.status === 'failed') writeDiagnosis(outcome.diagnosis, err)
        if (outcome.status === 'cancelled') err.line('Cancelled.')
        return outcome.status === 'completed' ? await loadSnapshot(asTexts(lines), 'The snapshot') : null
      },
      service: (state, id) => state.namedSnapshot(id, 'latest'),
    })
  } finally {
    interruption.release()
  }
}

async function* asTexts(lines: readonly SnapshotLine[]): AsyncGenerator<string> {
  for (const line of lines) yield JSON.stringify(line)
}

/** To standard output, a file, or into a folder where the format knows one and --out names no file of its kind. */
async function write(snapshot: LoadedSnapshot, format: SnapshotFormat, place: string | undefined): Promise<void> {
  if (place === undefined || place === '-') {
    const out = toTerminal(process.stdout)
    for (const piece of format.render(snapshot)) out.write(out.isTerminal ? harmless(piece) : piece)
    return
  }
  try {
    if (format.renderFiles === undefined || place.toLowerCase().endsWith(format.extension)) {
      await writeFile(place, format.render(snapshot))
      return
    }
    for (const { path: file, text } of format.renderFiles(snapshot)) {
      const target = path.join(place, file)
      await mkdir(path.dirname(target), { recursive: true })
      await writeFile(target, text)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new AppError('INPUT_UNREADABLE', `${quotable(place)} cannot be written.`, {
      details: String(error.code),
      hint: 'Choose another place with --out.',
      cause: error,
    })
  }
}
