import { spawn } from 'node:child_process'
import { type ServerUser, spawnIdentity } from './server-user.ts'

export interface Guard {
  /** Runs the last words now and returns when they are done. */
  release(): Promise<void>
}

/**
 * Runs a shell script when this process ends, however it ends: a shell waits for the end of its input, and the
 * system closes that even after SIGKILL. The script sees `args` as `$1`, `$2` and so on.
 */
export function guard(script: string, args: readonly string[], user: ServerUser | null): Guard {
  const child = spawn('/bin/sh', ['-c', `cat >/dev/null\n${script}`, 'patchbay-guard', ...args], {
    ...spawnIdentity(user),
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve())
    child.once('error', reject)
  })
  child.unref()
  const input = child.stdin
  // The pipe must not keep this process alive: its closing is the signal.
  if ('unref' in input && typeof input.unref === 'function') input.unref()
  return {
    async release() {
      child.ref()
      input.end()
      await ended
    },
  }
}

/** `stop_server DIRECTORY SIGNAL`: ends the server whose postmaster.pid stands there, and waits for it. */
export const stopServerFunction = `
stop_server() {
  read -r pid < "$1/postmaster.pid" || return 0
  kill -s "$2" "$pid" || return 0
  while [ -e "$1/postmaster.pid" ] && kill -s 0 "$pid"; do sleep 0.05; done
}
`
