import { readFile } from 'node:fs/promises'
import { execute } from './execute.ts'

/** The command line of a running process; `null` where this system does not tell. */
export async function commandLine(pid: number): Promise<string | null> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ')
    return (await execute('ps', ['-o', 'command=', '-p', String(pid)], null)).stdout
  } catch (error) {
    // It ended in between, or the system hides it.
    if (error instanceof Error) return null
    throw error
  }
}
