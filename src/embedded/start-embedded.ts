import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../core/error.ts'
import { type Binaries, embeddedBinaries } from './binaries.ts'
import { createCluster, isAlive, readPostmaster, startPostgres } from './cluster.ts'
import { guard, stopServerFunction } from './guard.ts'
import { lockFunction, withLock } from './lock.ts'
import { commandLine } from './process-list.ts'
import { type ServerUser, serverUser } from './server-user.ts'

export interface EmbeddedOptions {
  /** The installation's data directory, see `dataDirectory()`. Created when missing. */
  readonly dataDirectory: string
  /** Which of the installation's servers: a folder below the data directory. */
  readonly name: 'state' | 'demo'
  /** Configuration parameters over Postgres's defaults; take effect when the server is started, not when joined. */
  readonly settings?: Readonly<Record<string, string>>
  /** Takes the port of the last start again while it is free, so that addresses saved elsewhere stay true. */
  readonly keepPort?: boolean
}

export interface EmbeddedPostgres {
  readonly host: '127.0.0.1'
  readonly port: number
  /** A superuser. */
  readonly user: 'patchbay'
  readonly password: string
  readonly database: 'postgres'
  /** The same as one connection URL. It holds the password. */
  readonly url: string
  /** Whether another process had started it. */
  readonly joined: boolean
  /** Leaves the server; the last process to leave ends it. Returns when that is done. */
  stop(): Promise<void>
}

const superuser = 'patchbay'
const startDeadlineMs = 60_000

/**
 * Starts an installation's Postgres, or joins the one that another process of this installation runs already.
 * Whoever leaves last, in order or killed, ends it. Throws an AppError where it cannot be had.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const user = await serverUser()
  const home = path.join(options.dataDirectory, options.name)
  await prepareDirectories(options.dataDirectory, home, user)
  return await withLock(path.join(home, 'lock'), startDeadlineMs, async () => {
    const password = await readPassword(home)
    const directory = path.join(home, 'data')
    const joinedPort = await findRunning(directory, password)
    const port = joinedPort ?? (await startFresh(options, home, user, password))
    const leave = await hold(home, directory)
    return {
      host: '127.0.0.1',
      port,
      user: superuser,
      password,
      database: 'postgres',
      url: `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`,
      joined: joinedPort !== null,
      stop: leave,
    }
  })
}

/** Folders that are closed to others; as root the server's account may pass through them to its own. */
async function prepareDirectories(dataDirectory: string, home: string, user: ServerUser | null): Promise<void> {
  try {
    for (const directory of [dataDirectory, home]) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      if (user === null) continue
      await chown(directory, 0, user.gid)
      await chmod(directory, 0o710)
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new AppError('STATE_DATABASE_UNAVAILABLE', `The data directory ${dataDirectory} cannot be used.`, {
      details: code ?? String(error),
      hint: 'Set PATCHBAY_DATA_DIR to a directory that may be written, or DATABASE_URL to a Postgres database.',
      cause: error,
    })
  }
}

/** The superuser's password: random, made once, in a file that only we can read. */
async function readPassword(home: string): Promise<string> {
  const file = path.join(home, 'password')
  const stored = (await readIfThere(file))?.trim()
  if (stored) return stored
  const password = randomBytes(24).toString('base64url')
  await writeFile(`${file}.new`, `${password}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
  return password
}

/** The port of a server that runs on this directory and takes our password; `null` once it is certain there is none. */
async function findRunning(directory: string, password: string): Promise<number | null> {
  const end = Date.now() + startDeadlineMs
  for (;;) {
    const state = await readPostmaster(directory)
    if (state === null || !(await isServerOf(state.pid, directory))) {
      // A killed server leaves its file, and Postgres trusts it when the process id is in use again by anything.
      await rm(path.join(directory, 'postmaster.pid'), { force: true })
      return null
    }
    if (state.status === 'ready' && (await answers(state.port, password))) return state.port
    if (Date.now() > end) {
      throw new AppError('STATE_DATABASE_UNAVAILABLE', `The Postgres in ${directory} runs but does not answer.`, {
        details: `process ${state.pid}, port ${state.port}, ${state.status}`,
        hint: 'Read the file server.log beside it, end that process, and start again.',
      })
    }
    await sleep(100)
  }
}

async function isServerOf(pid: number, directory: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const line = await commandLine(pid)
  return line === null || line.includes(directory)
}

async function answers(port: number, password: string): Promise<boolean> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' })
  client.on('error', () => client.removeAllListeners('error'))
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    // Starting up, shutting down, or gone: the loop in findRunning looks again.
    if (error instanceof Error) return false
    throw error
  }
}

async function startFresh(
  options: EmbeddedOptions,
  home: string,
  user: ServerUser | null,
  password: string,
): Promise<number> {
  const binaries = await embeddedBinaries(user, options.dataDirectory)
  const directory = path.join(home, 'data')
  await ensureCluster(binaries, user, directory, password)
  await rm(path.join(home, 'users'), { recursive: true, force: true })
  const portFile = path.join(home, 'port')
  try {
    const running = await startPostgres({
      binaries,
      user,
      directory,
      // Paths of sockets are short by law and data directories are not; loopback does.
      socketDirectory: '',
      logFile: path.join(home, 'server.log'),
      settings: { shared_buffers: '64MB', log_checkpoints: 'off', ...options.settings },
      preferredPort: options.keepPort === true ? await readPort(portFile) : null,
    })
    if (options.keepPort === true) await writeFile(portFile, `${running.port}\n`, { mode: 0o600 })
    return running.port
  } catch (error) {
    throw new AppError('STATE_DATABASE_UNAVAILABLE', `The embedded Postgres for ${options.name} did not start.`, {
      details: error instanceof Error ? error.message : String(error),
      hint: `Its log is ${path.join(home, 'server.log')}. With DATABASE_URL, Patchbay keeps its state in a Postgres of yours.`,
      cause: error,
    })
  }
}

async function readPort(file: string): Promise<number | null> {
  const text = await readIfThere(file)
  return text === null ? null : Number(text)
}

async function ensureCluster(binaries: Binaries, user: ServerUser | null, directory: string, password: string) {
  const found = await readIfThere(path.join(directory, 'PG_VERSION'))
  if (found !== null && Number(found) !== binaries.major) {
    throw new AppError(
      'STATE_DATABASE_UNAVAILABLE',
      `${directory} was written by Postgres ${found.trim()}; this Patchbay brings Postgres ${binaries.major}.`,
      {
        hint: 'Start the Patchbay version that wrote it, or set PATCHBAY_DATA_DIR to another directory.',
      },
    )
  }
  if (found !== null) return
  const partial = `${directory}.new`
  await rm(partial, { recursive: true, force: true })
  const initdbArgs = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  try {
    await createCluster({ binaries, user, directory: partial, superuser, password, initdbArgs })
  } catch (error) {
    throw new AppError('STATE_DATABASE_UNAVAILABLE', `No database could be created in ${directory}.`, {
      details: error instanceof Error ? error.message : String(error),
      hint:
        user === null
          ? 'Set PATCHBAY_DATA_DIR to another directory.'
          : `As root, Postgres runs as ${user.name}: every folder above must let that account through. Set PATCHBAY_DATA_DIR to such a place.`,
      cause: error,
    })
  }
  await rename(partial, directory)
}

/** Notes that this process uses the server, until it leaves or dies. */
async function hold(home: string, directory: string): Promise<() => Promise<void>> {
  const users = path.join(home, 'users')
  await mkdir(users, { recursive: true, mode: 0o700 })
  const mark = path.join(users, `${process.pid}-${randomBytes(4).toString('hex')}`)
  await writeFile(mark, '', { mode: 0o600 })
  const guarded = guard(
    `${lockFunction}${stopServerFunction}
lock_held "$1/lock"
rm -f "$3"
for mark in "$1"/users/*; do
  [ -e "$mark" ] || continue
  pid=\${mark##*/}
  kill -s 0 "\${pid%%-*}" && exit 0
  rm -f "$mark"
done
stop_server "$2" INT`,
    [home, directory, mark],
    null,
  )
  return () => guarded.release()
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
