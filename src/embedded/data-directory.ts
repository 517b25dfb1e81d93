import { homedir } from 'node:os'
import path from 'node:path'

/** Where this installation keeps its state: an absolute path, which need not exist yet. */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env, uid = process.getuid?.()): string {
  if (env.PATCHBAY_DATA_DIR) return path.resolve(env.PATCHBAY_DATA_DIR)
  // Root's home is closed to the account that the server runs under.
  if (uid === 0) return '/var/lib/patchbay'
  // The standard asks to ignore a relative XDG_DATA_HOME.
  const base = path.isAbsolute(env.XDG_DATA_HOME ?? '') ? env.XDG_DATA_HOME : undefined
  return path.join(base ?? path.join(homedir(), '.local', 'share'), 'patchbay')
}
