import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { isJsonObject } from '../core/json.ts'
import { parseJson } from '../core/parse-json.ts'

/** What a running server leaves in its data directory for others to find it. */
interface Note {
  readonly pid: number
  /** Such as `http://127.0.0.1:4780`. */
  readonly address: string
  /** As its health answer names it. */
  readonly instance: string
}

const noteFile = (dataDirectory: string): string => path.join(dataDirectory, 'server.json')

/** The address of the server that runs on this data directory; null when none does. */
export async function findRunningServer(dataDirectory: string): Promise<string | null> {
  const note = await readNote(dataDirectory)
  if (note === null || !isAlive(note.pid) || (await readInstance(note.address)) !== note.instance) return null
  return note.address
}

/** Leaves the note; the result removes it, unless another server has replaced it. */
export async function noteRunningServer(dataDirectory: string, address: string): Promise<() => Promise<void>> {
  const file = noteFile(dataDirectory)
  const note: Note = { pid: process.pid, address, instance: (await readInstance(address)) ?? '' }
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  await rename(`${file}.${process.pid}`, file)
  return async () => {
    if ((await readNote(dataDirectory))?.pid === process.pid) await rm(file, { force: true })
  }
}

async function readNote(dataDirectory: string): Promise<Note | null> {
  let text: string
  try {
    text = await readFile(noteFile(dataDirectory), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return null
    throw error
  }
  const parsed = parseJson(text)
  if (!parsed.ok || !isJsonObject(parsed.value)) return null
  const { pid, address, instance } = parsed.value
  const complete = typeof pid === 'number' && typeof address === 'string' && typeof instance === 'string'
  return complete ? { pid, address, instance } : null
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Who answers there; null for another program that has the port by now, or none. */
async function readInstance(address: string): Promise<string | null> {
  try {
    const response = await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(2000) })
    const health: unknown = response.ok ? await response.json() : null
    return isJsonObject(health) && typeof health.instance === 'string' ? health.instance : null
  } catch (error) {
    // Refused, no reply in time, or no JSON: not ours.
    if (error instanceof Error) return null
    throw error
  }
}
