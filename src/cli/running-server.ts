import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** What a running server leaves in its data directory for others to find it. */
interface RunningServer {
  readonly pid: number
  /** Such as `http://127.0.0.1:4780`. */
  readonly address: string
}

const noteFile = (dataDirectory: string): string => path.join(dataDirectory, 'server.json')

/** The address of the server that runs on this data directory; null when none does. */
export async function findRunningServer(dataDirectory: string): Promise<string | null> {
  const note = await readNote(dataDirectory)
  if (note === null || !isAlive(note.pid) || !(await answers(note.address))) return null
  return note.address
}

/** Leaves the note; the result removes it, unless another server has replaced it. */
export async function noteRunningServer(dataDirectory: string, address: string): Promise<() => Promise<void>> {
  const file = noteFile(dataDirectory)
  const note: RunningServer = { pid: process.pid, address }
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(note)}\n`, { mode: 0o600 })
  await rename(`${file}.${process.pid}`, file)
  return async () => {
    if ((await readNote(dataDirectory))?.pid === process.pid) await rm(file, { force: true })
  }
}

async function readNote(dataDirectory: string): Promise<RunningServer | null> {
  let text: string
  try {
    text = await readFile(noteFile(dataDirectory), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES') return null
    throw error
  }
  const [, pid, address] = /"pid":(\d+),"address":"(http:[^"]+)"/.exec(text) ?? []
  return pid === undefined || address === undefined ? null : { pid: Number(pid), address }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Whether Patchbay answers there, and not another program that has the process id and the port by now. */
async function answers(address: string): Promise<boolean> {
  try {
    const response = await fetch(`${address}/api/connectors`, { signal: AbortSignal.timeout(2000) })
    const body: unknown = response.ok ? await response.json() : null
    return Array.isArray(body) && body.every((entry) => typeof entry?.testable === 'boolean')
  } catch (error) {
    // Refused, no reply in time, or no JSON: not ours.
    if (error instanceof Error) return false
    throw error
  }
}
