import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'

/** Memory where there is plenty, as Linux offers it, for files of servers, which are many and soon removed. */
export async function swiftDirectory(): Promise<string> {
  const memory = '/dev/shm'
  if (!existsSync(memory)) return tmpdir()
  const { bavail, bsize } = await statfs(memory)
  return bavail * bsize > 4e9 ? memory : tmpdir()
}
