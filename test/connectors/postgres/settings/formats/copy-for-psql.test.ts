import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyFormats } from '../../../../../src/connectors/postgres/settings/formats/copy-as.ts'
import { startServer, type TestServer } from '../../../../support/servers.ts'
import { hasPsql } from '../../connect/psql.ts'

/** What has a meaning to a URI, a shell, or one of the files. */
const names = {
  user: `o'brien "x" \\ $HOME @a:/b?c#d%41&e`,
  database: `my db's \\ "$(x)" :/?#@%20`,
  password: `p@:/?#%25&'"\\ $x \`y\` {z} = é漢`,
}
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

let server: TestServer
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'patchbay-copy-'))
  server = await startServer()
  await server.sql(`CREATE ROLE ${quoted(names.user)} LOGIN PASSWORD '${names.password.replaceAll("'", "''")}'`)
  await server.sql(`CREATE DATABASE ${quoted(names.database)}`)
})

afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Runs a command line in a shell, with nothing of this machine's own settings. */
async function shell(command: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const clean = { PATH: process.env.PATH ?? '', HOME: folder, PGCONNECT_TIMEOUT: '10', ...env }
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', command], { env: clean })
  return stdout.trim()
}

function copied(id: string): string {
  const format = copyFormats.find((one) => one.id === id)
  const form = {
    hostPort: `${server.host}:${server.port}`,
    database: names.database,
    username: names.user,
    password: names.password,
    sslMode: 'disable',
    connectionOptions: { application_name: `it's \\ me` },
  }
  const written = format?.render({ form, name: 'orders', stored: [], withPassword: true })
  if (written?.ok !== true) throw new Error(`${id} cannot be written`)
  return written.value.text
}

const question = `select current_user || '|' || current_database() || '|' || current_setting('application_name')`
const answer = `${names.user}|${names.database}|it's \\ me`
const ask = `-wXAtc "$QUESTION"`
const env = { QUESTION: question }

describe.skipIf(!hasPsql)('psql itself takes what was copied, whatever names and password hold', () => {
  it.each(['uri', 'conninfo'])('%s', async (id) => {
    expect(await shell(`psql ${ask} -d "$TARGET"`, { ...env, TARGET: copied(id) })).toBe(answer)
  })

  it('a psql command, in a shell', async () => {
    expect(await shell(`${copied('psql')} ${ask}`, env)).toBe(answer)
  })

  it('environment variables, read by a shell', async () => {
    await writeFile(path.join(folder, 'orders.env'), copied('env'))
    expect(await shell(`set -a; . ./orders.env; psql ${ask}`.replace('./', `${folder}/`), env)).toBe(answer)
  })

  it('a section of pg_service.conf', async () => {
    await writeFile(path.join(folder, 'services'), `${copied('service')}\n`)
    const files = { PGSERVICEFILE: path.join(folder, 'services'), PGSERVICE: 'orders' }
    expect(await shell(`psql ${ask}`, { ...env, ...files })).toBe(answer)
  })

  it('a line of .pgpass', async () => {
    const file = path.join(folder, 'pgpass')
    await writeFile(file, `${copied('pgpass')}\n`)
    await chmod(file, 0o600)
    const rest = { PGHOST: server.host, PGPORT: String(server.port), PGUSER: names.user, PGDATABASE: names.database }
    expect(await shell(`psql ${ask}`, { ...env, ...rest, PGPASSFILE: file, PGAPPNAME: `it's \\ me` })).toBe(answer)
  })
})
