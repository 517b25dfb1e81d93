import type { ServerFacts } from '../../../core/connection.ts'
import type { Finding } from '../../run-stages.ts'
import { type ServerIdentity, serverIdentity } from '../catalog/server-identity.ts'
import type { Connection } from '../connection.ts'
import { endpoint } from '../diagnose/address.ts'
import { evidenceOfConnection, providerOf } from '../diagnose/advise.ts'
import { diagnoseVersion } from '../diagnose/version.ts'
import { supportOf } from '../version.ts'
import type { World } from './world.ts'

/**
 * What answered.
 * Facts: { version, versionNum, endOfLife, inRecovery, role, superuser, database, encrypted, tlsVersion, cipher, address,
 * provider, pooler, readOnly, summary }
 */
export async function probeServer(
  world: World,
  signal: AbortSignal,
  seen: (facts: ServerFacts) => void,
): Promise<Finding> {
  const [identity] = await world.session.ask(serverIdentity, signal)
  if (identity === undefined) throw new Error('the server does not know its own database')
  world.version = identity.versionNum
  world.role = identity.role
  world.database = identity.database
  world.evidence = evidenceOfConnection(world.session.connection, world.context.settings, identity.hostedBy)
  const facts = serverFacts(world, identity)
  seen(facts)
  const today = new Date().toISOString().slice(0, 10)
  const support = supportOf(identity.versionNum, today)
  const endOfLife = support.state === 'unknown' ? null : support.endOfLife
  const pooler = poolerOf(world.session.connection, identity)
  const found = {
    ...facts,
    endOfLife,
    role: identity.role,
    superuser: identity.superuser,
    database: identity.database.name,
    provider: providerOf(world.evidence)?.title ?? null,
    pooler,
    readOnly: world.session.connection.parameters.default_transaction_read_only === 'on',
    summary: pooler === null ? summaryOf(facts) : `${summaryOf(facts)}, through ${pooler}`,
  }
  const diagnosis = diagnoseVersion(identity.version, identity.versionNum, today)
  return diagnosis === null ? { status: 'passed', facts: found } : { status: 'warned', facts: found, diagnosis }
}

/**
 * Something between us and the server, seen by the login having been given another process than the one that answers:
 * a pooler hands out numbers of its own, so that it can pass cancel requests on.
 */
function poolerOf({ host, port, processId }: Connection, identity: ServerIdentity): string | null {
  if (processId === null || processId === identity.processId) return null
  if (/\.pooler\.supabase\.com$/i.test(host)) return 'Supavisor'
  if (/\.proxy-[a-z0-9]+\..*\.rds\.amazonaws\.com$/i.test(host)) return 'RDS Proxy'
  if (/-pooler\..*neon\.tech$/i.test(host)) return 'PgBouncer'
  return port === 6432 ? 'PgBouncer or Odyssey' : 'a pooler or proxy'
}

function serverFacts({ session: { connection } }: World, identity: ServerIdentity): ServerFacts {
  const { tls, address, port } = connection
  return {
    version: identity.version,
    versionNum: identity.versionNum,
    encrypted: tls !== null,
    tlsVersion: tls?.version ?? null,
    cipher: tls?.cipher ?? null,
    // The path of a socket already holds the port.
    address: address.startsWith('/') ? address : endpoint({ host: address, port }),
    inRecovery: identity.inRecovery,
  }
}

function summaryOf({ version, encrypted, tlsVersion, inRecovery }: ServerFacts): string {
  const parts = [`Postgres ${version}`, encrypted ? (tlsVersion ?? 'encrypted') : 'not encrypted']
  return [...parts, ...(inRecovery ? ['standby'] : [])].join(', ')
}
