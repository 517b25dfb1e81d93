import { randomInt } from 'node:crypto'
import net from 'node:net'
import { TLSSocket } from 'node:tls'
import type { Attempt } from '../../core/connection.ts'
import { err, ok, type Result } from '../../core/result.ts'
import { cipherName } from './connect/cipher-name.ts'
import { decisiveFailure, nextMove, type SettledFailure } from './connect/next-move.ts'
import type { Address } from './connect/open-socket.ts'
import { presentedCertificate } from './connect/presented-certificate.ts'
import { resolveHost } from './connect/resolve-host.ts'
import { createSession } from './connect/session.ts'
import { fitsSession } from './connect/session-attributes.ts'
import { failStep } from './connect/step-failure.ts'
import { beginStep, type Reached, tryAddress } from './connect/try-address.ts'
import type { ConnectFailure, Connection, ConnectOptions } from './connection.ts'
import type { HostSpec, PostgresSettings, SslMode, TargetSessionAttrs } from './settings/settings.ts'

/** Modes with a second try, in the order of the tries. */
const tries: Readonly<Record<SslMode, readonly ('plain' | 'tls')[]>> = {
  disable: ['plain'],
  allow: ['plain', 'tls'],
  prefer: ['tls', 'plain'],
  require: ['tls'],
  'verify-ca': ['tls'],
  'verify-full': ['tls'],
}

/** What is gathered while hosts, addresses and encryptions are tried one after another. */
interface Search {
  readonly settings: PostgresSettings
  readonly options: ConnectOptions
  readonly attempts: Attempt[]
  readonly failures: SettledFailure[]
}
type Found = Connection | 'next-address' | 'next-host' | 'stop'

/**
 * Opens a session as libpq would: hosts and their addresses in order, `sslmode` with libpq's meaning and its second
 * tries. Reads no environment variable, no password file and no file of the user's home.
 */
export async function connect(
  settings: PostgresSettings,
  options: ConnectOptions,
): Promise<Result<Connection, ConnectFailure>> {
  const search: Search = { settings, options, attempts: [], failures: [] }
  const wanted: readonly TargetSessionAttrs[] =
    settings.targetSessionAttrs === 'prefer-standby' ? ['standby', 'any'] : [settings.targetSessionAttrs]
  for (const attributes of wanted) {
    const found = await searchHosts(search, attributes)
    if (found === 'stop') break
    if (typeof found === 'object') return ok(found)
  }
  const failure = decisiveFailure(search.failures)
  return err({ ...failure, attempts: search.attempts })
}

async function searchHosts(search: Search, wanted: TargetSessionAttrs): Promise<Found> {
  for (const spec of inTurn(search, search.settings.hosts)) {
    const found = await searchHost(search, spec, wanted)
    if (typeof found === 'object' || found === 'stop') return found
  }
  return 'next-host'
}

/** The order in which libpq tries things: as they stand, or shuffled to spread the load. */
function inTurn<T>({ settings }: Search, list: readonly T[]): readonly T[] {
  const order = [...list]
  if (!settings.loadBalanceHosts) return order
  for (let last = order.length - 1; last > 0; last -= 1) {
    const pick = randomInt(last + 1)
    ;[order[last], order[pick]] = [order[pick] as T, order[last] as T]
  }
  return order
}

async function searchHost(search: Search, spec: HostSpec, wanted: TargetSessionAttrs): Promise<Found> {
  const addresses = await addressesOf(search, spec)
  if (addresses === 'stop') return 'stop'
  for (const address of inTurn(search, addresses)) {
    const found = await searchAddress(search, spec, address, wanted)
    if (found !== 'next-address') return found
  }
  return 'next-host'
}

async function addressesOf(search: Search, spec: HostSpec): Promise<readonly Address[] | 'stop'> {
  const { settings, options } = search
  const { port } = spec
  if (spec.kind === 'socket') return [{ kind: 'socket', path: `${spec.directory}/.s.PGSQL.${port}` }]
  const { host } = spec
  if (spec.hostaddr !== undefined) return [{ kind: 'tcp', ip: spec.hostaddr, port }]
  if (net.isIP(host) !== 0) return [{ kind: 'tcp', ip: host, port }]
  const startedAt = performance.now()
  const ended = beginStep(options, 'resolve')
  const deadlineMs = Math.min(options.stepDeadlineMs, settings.connectTimeoutMs ?? Number.POSITIVE_INFINITY)
  const resolved = await resolveHost(host, { signal: options.signal, deadlineMs })
  if (resolved.ok) {
    ended({ host, addresses: [...resolved.value] })
    return resolved.value.map((ip) => ({ kind: 'tcp', ip, port }))
  }
  const { cause } = resolved.error
  const durationMs = performance.now() - startedAt
  search.attempts.push({
    host,
    address: '',
    port,
    tls: false,
    durationMs,
    cause: { kind: cause.kind, value: cause.value },
  })
  search.failures.push({ ...resolved.error, host, address: null, port, tls: false, localAddress: null })
  return resolved.error.cancelled ? 'stop' : []
}

async function searchAddress(
  search: Search,
  spec: HostSpec,
  address: Address,
  wanted: TargetSessionAttrs,
): Promise<Found> {
  const { settings, options } = search
  const host = spec.kind === 'tcp' ? spec.host : spec.directory
  const shown = address.kind === 'tcp' ? address.ip : address.path
  const { port } = spec
  // Nobody listens in on a unix socket: libpq never encrypts there, whatever the mode.
  const encryptions = address.kind === 'socket' ? ['plain' as const] : tries[settings.sslmode]
  const database = options.database ?? settings.dbname ?? 'postgres'
  // One clock for an address: the second try of a mode has what the first one left.
  const endsAt = performance.now() + (settings.connectTimeoutMs ?? Number.POSITIVE_INFINITY)
  for (const [index, encryption] of encryptions.entries()) {
    const startedAt = performance.now()
    const reached = await tryAddress({ host, address, encryption, database, endsAt, settings, options })
    const record = (tls: boolean, cause: Attempt['cause']) =>
      search.attempts.push({ host, address: shown, port, tls, durationMs: performance.now() - startedAt, cause })
    if (reached.ok) {
      record(reached.value.socket instanceof TLSSocket, null)
      return await admit(search, { host, address, port, shown }, reached.value, wanted)
    }
    const { error } = reached
    record(error.tls, { kind: error.cause.kind, value: error.cause.value })
    search.failures.push({ ...error, host, address: shown, port })
    const move = nextMove(error, settings.sslmode, encryption, index + 1 < encryptions.length)
    if (move !== 'next-encryption') return move
  }
  return 'stop'
}

/** A session that is open becomes a connection, unless another kind of server is wanted. */
async function admit(
  search: Search,
  place: { readonly host: string; readonly address: Address; readonly port: number; readonly shown: string },
  { session, socket, localAddress }: Reached,
  wanted: TargetSessionAttrs,
): Promise<Found> {
  const { settings, options, attempts } = search
  const { host, address, port, shown } = place
  const encrypted = socket instanceof TLSSocket ? socket : null
  const tls = encrypted && {
    version: encrypted.getProtocol() ?? '',
    cipher: cipherName(encrypted),
    certificate: presentedCertificate(encrypted),
  }
  const refusedCertificate = search.failures.find(({ certificate }) => certificate !== null)?.certificate ?? null
  const facts = { host, address: shown, port, localAddress, tls, attempts, refusedCertificate }
  const connection = createSession(session, facts, { host, address, settings, tls: encrypted !== null })
  const fits = await fitsSession(connection, wanted, options)
  if (fits.ok && fits.value) return connection
  await connection.close()
  const failed = fits.ok ? failStep('open', { kind: 'protocol', value: 'SESSION_ATTRS_UNMET' }) : fits
  if (failed.ok) throw new Error('a failed step has no value')
  search.failures.push({ ...failed.error, host, address: shown, port, tls: encrypted !== null, localAddress })
  return failed.error.cancelled ? 'stop' : 'next-host'
}
