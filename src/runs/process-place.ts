import { readFile, readlink } from 'node:fs/promises'

/**
 * Names the set of processes that see each other's pids: this start of this machine, and the container if any. With it
 * a crashed worker is known for dead at once, and not only by its silence. Null where the system does not tell.
 */
export async function processPlace(): Promise<string | null> {
  try {
    const [boot, namespace] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readlink('/proc/self/ns/pid'),
    ])
    return `${boot.trim()} ${namespace}`
  } catch (error) {
    // No Linux, or a closed-off /proc.
    if (error instanceof Error) return null
    throw error
  }
}

export function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
