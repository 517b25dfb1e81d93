import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, programPath } from './binaries.ts'
import { execute, serverEnvironment } from './execute.ts'
import { type ServerUser, spawnIdentity } from './server-user.ts'

export interface NewCluster {
  readonly binaries: Binaries
  readonly user: ServerUser | null
  /** Is created; its parent must exist and let `user` through. */
  readonly directory: string
  readonly superuser: string
  readonly password: string
  /** Further arguments of initdb. */
  readonly initdbArgs?: readonly string[]
}

/** Makes a folder that belongs to the server's account and is closed to others. */
export async function makeServerDirectory(directory: string, user: ServerUser | null): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  await chmod(directory, 0o700)
  if (user !== null) await chown(directory, user.uid, user.gid)
}

/** initdb: UTF-8, the C locale, SCRAM for everyone. Takes about a second. */
export async function createCluster(cluster: NewCluster): Promise<void> {
  await makeServerDirectory(cluster.directory, cluster.user)
  // Beside the cluster, not in the temporary folder: if we are killed now, it stays in a place that is closed to others.
  const passwordFile = `${cluster.directory}.password`
  await rm(passwordFile, { force: true })
  await writeFile(passwordFile, `${cluster.password}\n`, { mode: 0o600, flag: 'wx' })
  try {
    if (cluster.user !== null) await chown(passwordFile, cluster.user.uid, cluster.user.gid)
    await execute(
      programPath(cluster.binaries, 'initdb'),
      [
        ...['-D', cluster.directory, '-U', cluster.superuser, `--pwfile=${passwordFile}`],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync', ...(cluster.initdbArgs ?? [])],
      ],
      cluster.user,
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
}

export interface StartOptions {
  readonly binaries: Binaries
  readonly user: ServerUser | null
  readonly directory: string
  /** Where the unix socket goes; its whole path must stay under 100 bytes. */
  readonly socketDirectory: string
  /** Takes the server's log; emptied first. */
  readonly logFile: string
  /** Configuration parameters, over those of postgresql.conf. */
  readonly settings: Readonly<Record<string, string>>
  /** Replaces the environment that the server otherwise gets. */
  readonly environment?: Readonly<Record<string, string>>
  /** Tried first. */
  readonly preferredPort?: number | null
  /** 20 s unless told. */
  readonly deadlineMs?: number
}

export interface RunningPostgres {
  readonly pid: number
  readonly port: number
}

/** Starts a server on a free port of the loopback address and returns once it takes connections. */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt++) {
    const wanted = attempt === 1 ? options.preferredPort : null
    const port = wanted && !(await isTaken(wanted)) ? wanted : await freePort()
    const log = await open(options.logFile, 'w', 0o600)
    try {
      return { pid: await launch(options, port, log.fd), port }
    } catch (error) {
      // Another process may have taken the port between our look and the server's start.
      if (attempt < 5 && (await isTaken(port))) continue
      throw error
    } finally {
      await log.close()
    }
  }
}

async function launch(options: StartOptions, port: number, logDescriptor: number): Promise<number> {
  const settings = {
    listen_addresses: 'localhost',
    unix_socket_directories: options.socketDirectory,
    port: String(port),
    ...options.settings,
  }
  const child = spawn(
    programPath(options.binaries, 'postgres'),
    ['-D', options.directory, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...spawnIdentity(options.user),
      cwd: '/',
      env: options.environment ?? serverEnvironment(),
      stdio: ['ignore', logDescriptor, logDescriptor],
      // A group of its own: Ctrl-C in a terminal reaches us alone, and we end the server in order.
      detached: true,
    },
  )
  const ended = once(child, 'exit').then(
    ([code, signal]) => `it ended with ${signal ?? code}`,
    (error: Error) => error.message,
  )
  const ready = await Promise.race([waitUntilReady(options, child), ended])
  if (ready !== 'ready' || child.pid === undefined) {
    child.kill('SIGKILL')
    const log = (await readFile(options.logFile, 'utf8')).trim().split('\n').slice(-5).join('\n')
    throw new Error(`Postgres did not start in ${options.directory}: ${ready}${log === '' ? '' : `\n${log}`}`)
  }
  child.unref()
  return child.pid
}

/** Readiness is line 8 of postmaster.pid: the log's words depend on settings and language. */
async function waitUntilReady(options: StartOptions, child: { pid?: number | undefined }): Promise<string> {
  const deadlineMs = options.deadlineMs ?? 20_000
  const end = Date.now() + deadlineMs
  while (Date.now() < end) {
    const state = await readPostmaster(options.directory)
    if (state !== null && state.pid === child.pid && state.status === 'ready') return 'ready'
    await sleep(10)
  }
  return `it was not ready after ${deadlineMs} ms`
}

export interface PostmasterFile {
  readonly pid: number
  readonly port: number
  readonly status: string
}

/** What a running (or killed) server left in postmaster.pid; `null` without that file. */
export async function readPostmaster(directory: string): Promise<PostmasterFile | null> {
  try {
    const lines = (await readFile(path.join(directory, 'postmaster.pid'), 'utf8')).split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? '').trim() }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Signals a server and waits until it has ended. */
export async function stopPostgres(directory: string, pid: number, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (!isAlive(pid)) return
  process.kill(pid, signal)
  // The file goes first; the process may stay as a zombie where nobody collects it.
  while (isAlive(pid) && (await readPostmaster(directory))?.pid === pid) await sleep(10)
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was assigned')
  return address.port
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
