import { readFile } from 'node:fs/promises'

/** The account a server runs under. Postgres refuses to run as root and wants an account with a name. */
export interface ServerUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** `null` where this process may run a server itself; as root the account `postgres`, else `nobody`. */
export async function serverUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const wanted of ['postgres', 'nobody']) {
    const account = accounts.find(([name]) => name === wanted)
    if (account !== undefined) return { name: wanted, uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new Error('root cannot run Postgres, and this machine has neither an account postgres nor nobody')
}

export function spawnIdentity(user: ServerUser | null): { uid: number; gid: number } | Record<string, never> {
  return user === null ? {} : { uid: user.uid, gid: user.gid }
}
