import type { ServerFacts } from '../../../core/connection.ts'
import type { Finding } from '../../run-stages.ts'
import { type ServerIdentity, serverIdentity } from '../catalog/server-identity.ts'
import { endpoint } from '../diagnose/address.ts'
import { diagnoseVersion } from '../diagnose/version.ts'
import { supportOf } from '../version.ts'
import type { World } from './world.ts'

/**
 * What answered.
 * Facts: { version, versionNum, endOfLife, inRecovery, role, superuser, database, encrypted, tlsVersion, cipher, address, summary }
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
  const facts = serverFacts(world, identity)
  seen(facts)
  const today = new Date().toISOString().slice(0, 10)
  const support = supportOf(identity.versionNum, today)
  const endOfLife = support.state === 'unknown' ? null : support.endOfLife
  const found = {
    ...facts,
    endOfLife,
    role: identity.role,
    superuser: identity.superuser,
    database: identity.database.name,
    summary: summaryOf(facts),
  }
  const diagnosis = diagnoseVersion(identity.version, identity.versionNum, today)
  return diagnosis === null ? { status: 'passed', facts: found } : { status: 'warned', facts: found, diagnosis }
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
