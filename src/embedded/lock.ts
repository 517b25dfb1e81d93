import { readlink, rm, symlink } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './cluster.ts'

/**
 * Runs `work` while no other process of this machine holds the same lock.
 * The lock is a symbolic link that "points" to our process id: made in one step, it never exists without its owner.
 */
export async function withLock<T>(link: string, deadlineMs: number, work: () => Promise<T>): Promise<T> {
  const end = Date.now() + deadlineMs
  while (!(await take(link))) {
    if (Date.now() > end) throw new Error(`another process holds ${link} for more than ${deadlineMs} ms`)
    await sleep(50)
  }
  try {
    return await work()
  } finally {
    await rm(link, { force: true })
  }
}

async function take(link: string): Promise<boolean> {
  try {
    await symlink(String(process.pid), link)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const owner = await readlink(link).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (owner !== null && !isAlive(Number(owner))) await rm(link, { force: true })
  return false
}

/** `lock_held LINK`: takes the same lock in a shell and removes it when the shell ends; gives up after 20 s. */
export const lockFunction = `
lock_held() {
  tries=0
  until ln -sn "$$" "$1"; do
    owner=$(readlink "$1") && { kill -s 0 "$owner" || rm -f "$1"; }
    tries=$((tries + 1))
    [ "$tries" -lt 400 ] || return 1
    sleep 0.05
  done
  trap 'rm -f "$lock"' EXIT
  lock=$1
}
`
