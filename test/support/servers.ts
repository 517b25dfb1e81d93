import { existsSync } from 'node:fs'
import { chown, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, embeddedBinaries, installedBinaries, packagedBinaries } from '../../src/embedded/binaries.ts'
import { createCluster, makeServerDirectory, startPostgres, stopPostgres } from '../../src/embedded/cluster.ts'
import { execute, serverEnvironment } from '../../src/embedded/execute.ts'
import { guard, stopServerFunction } from '../../src/embedded/guard.ts'
import { type ServerUser, serverUser } from '../../src/embedded/server-user.ts'
import { majorDirectory, productMajor } from './majors.ts'
import { shelfDirectory } from './shelf.ts'
import { swiftDirectory } from './swift-directory.ts'

export interface ServerOptions {
  /** One of {@link availableMajors}; the product's own (18) unless told. */
  readonly major?: number
  /** Runs Debian's server of that major instead, which unlike the embedded one has translated messages. */
  readonly debian?: boolean
  /** Configuration parameters, such as `{ max_connections: '5' }`. */
  readonly conf?: Readonly<Record<string, string>>
  /** Lines of pg_hba.conf instead of "everyone by SCRAM"; a line that keeps `sql` working stands before them. */
  readonly hba?: readonly string[]
  /** PEM text. `ca` signs client certificates. Switches TLS on. */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string }
  readonly initdbArgs?: readonly string[]
  /** Starts as a standby that has lost its primary: in recovery for good, and open for reading. */
  readonly standby?: boolean
  /** Follows that running server of the same major, whose `hba` has to admit replication. */
  readonly standbyOf?: TestServer
  /** Language of the server's messages, such as `de_DE.UTF-8`; needs `debian` and {@link messageLocales}. */
  readonly locale?: string
}

export interface TestServer {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly socketDirectory: string
  readonly dataDirectory: string
  readonly superuser: 'postgres'
  readonly password: string
  readonly major: number
  /** Such as `18.4`. */
  readonly version: string
  /** Runs statements as the superuser, over the unix socket; the rows of the last one. */
  sql(text: string, database?: string): Promise<Record<string, unknown>[]>
  /** The server's log so far. */
  log(): Promise<string>
  /** Ends the server in order, as an administrator does, and starts it on the same port. */
  restart(): Promise<void>
  /** Kills one of its processes, upon which the server starts itself anew and forgets what it counts. */
  crash(): Promise<void>
  /** Ends the server and removes all of it. */
  stop(): Promise<void>
}

const password = 'superuser of a test server'
const sqlLine = 'local all postgres scram-sha-256'
const defaultHba = [
  'local all all scram-sha-256',
  'host all all 127.0.0.1/32 scram-sha-256',
  'host all all ::1/128 scram-sha-256',
]

/** Starts a Postgres of its own for a test: about 0.2 s, gone with the test process at the latest. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const user = await serverUser()
  const shelf = await shelfDirectory(user)
  const binaries = await findBinaries(options, user, shelf)
  const home = await mkdtemp(path.join(await swiftDirectory(), 'patchbay-test-'))
  await makeServerDirectory(home, user)
  const dataDirectory = path.join(home, 'data')
  const remove = () => rm(home, { recursive: true, force: true })
  try {
    if (options.standbyOf !== undefined) await copyRunning(options.standbyOf, dataDirectory, user)
    else {
      const template = await templateCluster(binaries, user, shelf, options.initdbArgs ?? [])
      await execute('cp', ['-a', template, dataDirectory], user)
    }
    const settings = await configure(dataDirectory, binaries.major, options, user)
    const how = {
      binaries,
      user,
      directory: dataDirectory,
      socketDirectory: home,
      logFile: path.join(home, 'server.log'),
      settings,
      environment: { ...serverEnvironment(), ...(await localeEnvironment(options.locale, user, shelf)) },
    }
    let running = await startPostgres(how)
    const { port } = running
    const sql = (text: string, database = 'postgres') => runSql(home, port, text, database)
    const guarded = guard(`${stopServerFunction}stop_server "$1" QUIT; rm -rf "$2"`, [dataDirectory, home], null)
    return {
      host: '127.0.0.1',
      port,
      socketDirectory: home,
      dataDirectory,
      superuser: 'postgres',
      password,
      major: binaries.major,
      version: binaries.version,
      sql,
      log: () => readFile(path.join(home, 'server.log'), 'utf8'),
      async restart() {
        await stopPostgres(dataDirectory, running.pid, 'SIGINT')
        running = await startPostgres({ ...how, preferredPort: port })
        if (running.port !== port) throw new Error(`Port ${port} was taken while the server started again`)
      },
      crash: () => crash(sql),
      async stop() {
        await stopPostgres(dataDirectory, running.pid, 'SIGQUIT')
        await remove()
        await guarded.release()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

async function crash(sql: TestServer['sql']): Promise<void> {
  const checkpointer = async () =>
    Number((await sql("select pid from pg_stat_activity where backend_type = 'checkpointer'"))[0]?.pid)
  const killed = await checkpointer()
  process.kill(killed, 'SIGKILL')
  // The server notices a moment later, and until then still answers.
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(20)) {
    const now = await checkpointer().catch(() => Number.NaN)
    if (!Number.isNaN(now) && now !== killed) return
  }
  throw new Error('The server did not come back from a crash within 20 s')
}

async function findBinaries(options: ServerOptions, user: ServerUser | null, shelf: string): Promise<Binaries> {
  const major = options.major ?? (options.debian === true ? 15 : productMajor)
  if (options.debian === true) return await installedBinaries(`/usr/lib/postgresql/${major}`, user, shelf)
  if (major === productMajor) return await embeddedBinaries(user, shelf)
  const directory = majorDirectory(major)
  if (!existsSync(directory)) throw new Error(`Postgres ${major} is not there to test with; npm test fetches it`)
  return await packagedBinaries(directory, user, shelf)
}

/** A fresh cluster is copied from a finished one: initdb would take a second each. */
async function templateCluster(
  binaries: Binaries,
  user: ServerUser | null,
  shelf: string,
  initdbArgs: readonly string[],
): Promise<string> {
  const key = [binaries.version, path.basename(path.dirname(binaries.directory)), ...initdbArgs].join(' ')
  const template = path.join(shelf, `small-template-${key.replace(/[^\w.]+/g, '_')}`)
  if (existsSync(template)) return template
  const making = await mkdtemp(`${template}-`)
  try {
    await makeServerDirectory(making, user)
    const directory = path.join(making, 'data')
    const small = ['--wal-segsize=1', '--no-sync', ...initdbArgs]
    await createCluster({ binaries, user, directory, superuser: 'postgres', password, initdbArgs: small })
    await rename(directory, template)
  } catch (error) {
    // Another test process was faster.
    if (!existsSync(template)) throw error
  } finally {
    await rm(making, { recursive: true, force: true })
  }
  return template
}

async function configure(
  dataDirectory: string,
  major: number,
  options: ServerOptions,
  user: ServerUser | null,
): Promise<Record<string, string>> {
  await writeFile(path.join(dataDirectory, 'pg_hba.conf'), `${[sqlLine, ...(options.hba ?? defaultHba)].join('\n')}\n`)
  const settings: Record<string, string> = {
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
    shared_buffers: '16MB',
    wal_init_zero: 'off',
    // Processes that a small server has no work for.
    max_logical_replication_workers: '0',
    ...(major >= 18 ? { io_method: 'sync' } : {}),
    // A standby needs as many as the cluster was made with.
    max_connections: options.standby === true ? '100' : '40',
    ...(options.locale === undefined ? {} : { lc_messages: options.locale }),
  }
  const place = async (name: string, text: string) => {
    const file = path.join(dataDirectory, name)
    await writeFile(file, text, { mode: 0o600 })
    if (user !== null) await chown(file, user.uid, user.gid)
  }
  if (options.standby === true) await place('standby.signal', '')
  if (options.standbyOf !== undefined) {
    await place('standby.signal', '')
    const { socketDirectory, port } = options.standbyOf
    settings.primary_conninfo = `host=${socketDirectory} port=${port} user=postgres password='${password}'`
  }
  if (options.tls !== undefined) {
    await place('server.crt', options.tls.cert)
    await place('server.key', options.tls.key)
    Object.assign(settings, { ssl: 'on', ssl_cert_file: 'server.crt', ssl_key_file: 'server.key' })
    if (options.tls.ca !== undefined) {
      await place('root.crt', options.tls.ca)
      settings.ssl_ca_file = 'root.crt'
    }
  }
  return { ...settings, ...options.conf }
}

/** A copy of a running server's files, made as its own backups are. */
async function copyRunning(primary: TestServer, directory: string, user: ServerUser | null): Promise<void> {
  const { socketDirectory: host, port } = primary
  const client = new pg.Client({ host, port, user: 'postgres', password, database: 'postgres' })
  await client.connect()
  try {
    await client.query("select pg_backup_start('copy', true)")
    await execute('cp', ['-a', primary.dataDirectory, directory], user)
    const stopped = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
    await rm(path.join(directory, 'postmaster.pid'), { force: true })
    const label = path.join(directory, 'backup_label')
    await writeFile(label, stopped.rows[0]?.labelfile ?? '')
    if (user !== null) await chown(label, user.uid, user.gid)
  } finally {
    await client.end()
  }
}

async function runSql(host: string, port: number, text: string, database: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ host, port, user: 'postgres', password, database })
  await client.connect()
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(text)
    return (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? []
  } finally {
    await client.end()
  }
}

/** Message languages a Debian server can be started with; none where its translations or `localedef` are missing. */
export function messageLocales(): string[] {
  const there = existsSync('/usr/bin/localedef') && existsSync('/usr/share/i18n/locales')
  return ['de_DE', 'fr_FR', 'ja_JP']
    .filter((name) => there && existsSync(`/usr/share/locale/${name.slice(0, 2)}/LC_MESSAGES/postgres-15.mo`))
    .map((name) => `${name}.UTF-8`)
}

/** Compiles a locale of the C library into the shelf: test machines rarely have one installed. */
async function localeEnvironment(
  locale: string | undefined,
  user: ServerUser | null,
  shelf: string,
): Promise<Record<string, string>> {
  if (locale === undefined) return {}
  const directory = path.join(shelf, 'locales')
  const [language = locale, charset = 'UTF-8'] = locale.split('.')
  if (!existsSync(path.join(directory, locale))) {
    await makeServerDirectory(directory, user)
    const making = path.join(directory, `${locale}-${process.pid}`)
    await execute('localedef', ['-i', language, '-f', charset, making], user)
    await execute('mv', ['-T', making, path.join(directory, locale)], user).catch((error: Error) => {
      if (!existsSync(path.join(directory, locale))) throw error
    })
  }
  return { LOCPATH: directory }
}
