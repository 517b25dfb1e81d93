import { spawn } from 'node:child_process'
import { type ServerUser, spawnIdentity } from './server-user.ts'

/**
 * Runs a program to its end, as `user` where one is given, in a locale whose output does not vary.
 * Rejects with what it printed when it cannot start or exits with anything but 0.
 */
export function execute(
  program: string,
  args: readonly string[],
  user: ServerUser | null,
): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...spawnIdentity(user),
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (chunk) => {
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve({ stdout, stderr })
      else reject(new Error(`${program} ended with ${signal ?? code}: ${stderr.trim() || stdout.trim()}`))
    })
  })
}

/** What server programs see of our environment: no PG* variable of ours, English messages. */
export function serverEnvironment(): Record<string, string> {
  return { LC_ALL: 'C', PATH: process.env.PATH ?? '/usr/bin:/bin' }
}
