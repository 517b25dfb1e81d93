import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeServerDirectory } from '../../src/embedded/cluster.ts'
import { serverEnvironment } from '../../src/embedded/execute.ts'
import { guard } from '../../src/embedded/guard.ts'
import { serverUser, spawnIdentity } from '../../src/embedded/server-user.ts'
import type { CertificatePair } from './certificates.ts'
import { closedPort } from './closed-port.ts'

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find((file) =>
  existsSync(file),
)

/** Whether tests can go through a real pooler here. */
export const hasPgbouncer = program !== undefined

export interface PgbouncerOptions {
  /** Lines of the section `[databases]`, such as `{ shop: 'host=127.0.0.1 port=5432 dbname=shop' }`. */
  readonly databases: Readonly<Record<string, string>>
  /** Names and passwords as clients give them, and as the pooler uses them towards the server. */
  readonly users: Readonly<Record<string, string>>
  /** Parameters of the section `[pgbouncer]`. */
  readonly conf?: Readonly<Record<string, string>>
  readonly tls?: CertificatePair
}

export interface Pgbouncer {
  readonly port: number
  log(): Promise<string>
  stop(): Promise<void>
}

/** Starts a PgBouncer of its own on loopback, gone with the test process at the latest. */
export async function startPgbouncer(options: PgbouncerOptions): Promise<Pgbouncer> {
  if (program === undefined) throw new Error('PgBouncer is not installed')
  const user = await serverUser()
  const home = await mkdtemp(path.join(tmpdir(), 'patchbay-pgbouncer-'))
  await makeServerDirectory(home, user)
  const place = async (name: string, text: string) => {
    const file = path.join(home, name)
    await writeFile(file, text, { mode: 0o600 })
    if (user !== null) await chown(file, user.uid, user.gid)
    return file
  }
  const port = await closedPort()
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const accounts = Object.entries(options.users).map(([name, password]) => `${quoted(name)} ${quoted(password)}\n`)
  const tls = options.tls && {
    client_tls_cert_file: await place('server.crt', options.tls.cert),
    client_tls_key_file: await place('server.key', options.tls.key),
    client_tls_sslmode: 'allow',
  }
  const conf = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'scram-sha-256',
    auth_file: await place('users.txt', accounts.join('')),
    logfile: path.join(home, 'pooler.log'),
    pidfile: path.join(home, 'pooler.pid'),
    ...tls,
    ...options.conf,
  }
  const section = (name: string, lines: Readonly<Record<string, string>>) =>
    [`[${name}]`, ...Object.entries(lines).map(([key, value]) => `${key} = ${value}`), ''].join('\n')
  const ini = await place('pgbouncer.ini', section('databases', options.databases) + section('pgbouncer', conf))
  const child = spawn(program, ['-q', ini], { ...spawnIdentity(user), env: serverEnvironment(), stdio: 'ignore' })
  const guarded = guard('read -r pid < "$1/pooler.pid" && kill -9 "$pid"; rm -rf "$1"', [home], null)
  const stop = async () => {
    await ended(child)
    await rm(home, { recursive: true, force: true })
    await guarded.release()
  }
  const log = () => readFile(conf.logfile, 'utf8')
  try {
    await untilListening(port, child)
  } catch (error) {
    const words = await log().catch(() => 'no log')
    await stop()
    throw new Error(`PgBouncer did not start: ${words}`, { cause: error })
  }
  return { port, log, stop }
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    if (await answers(port)) return
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  throw new Error('it does not listen')
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGINT')
    setTimeout(() => child.kill('SIGKILL'), 500).unref()
  })
}
