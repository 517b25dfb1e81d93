import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { psqlProgram } from '../../../support/psql-program.ts'
import type { TestServer } from '../../../support/servers.ts'

interface PsqlOptions {
  /** What is typed where psql asks. */
  readonly typed?: string
  /** The server's superuser unless told. */
  readonly as?: { readonly user: string; readonly password: string }
  readonly database?: string
}

/** Runs a script with psql, as an admin would; rejects with what psql complained about. */
export async function runPsql(
  server: TestServer,
  script: string,
  { typed, as = { user: server.superuser, password: server.password }, database = 'postgres' }: PsqlOptions = {},
): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'patchbay-psql-'))
  const file = path.join(directory, 'script.sql')
  try {
    await writeFile(file, script)
    // \password asks the terminal, and standard input where there is none.
    const child = spawn(
      'setsid',
      [psqlProgram ?? 'psql', '-X', '-q', '-d', database, '-v', 'ON_ERROR_STOP=1', '-f', file],
      {
        env: {
          PATH: process.env.PATH,
          PGHOST: server.host,
          PGPORT: String(server.port),
          PGUSER: as.user,
          PGPASSWORD: as.password,
        },
        // A pipe that nobody reads could break under what is written to it.
        stdio: [typed === undefined ? 'ignore' : 'pipe', 'ignore', 'pipe'],
      },
    )
    let told = ''
    child.stderr?.on('data', (piece: Buffer) => {
      told += piece.toString()
    })
    child.stdin?.end(typed)
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    if (code !== 0) throw new Error(`psql ended with ${code}: ${told}`)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
