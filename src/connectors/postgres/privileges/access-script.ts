import type { AccessProblem, AccessRequest, AccessScript, AccessStep } from '../../../core/access.ts'
import { psqlScript } from '../../../core/access-gap.ts'
import type { JsonObject } from '../../../core/json.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { hbaName } from '../diagnose/address.ts'
import { accessNotes } from './access-notes.ts'
import { checkRequest } from './access-request.ts'
import { accessSteps } from './access-steps.ts'
import { handOff } from './hand-off.ts'

/** Everything that has to be asked of a server's owner, from what is wanted. Touches no server. */
export function writeAccessScript(request: AccessRequest): Result<AccessScript, readonly AccessProblem[]> {
  const problems = checkRequest(request)
  if (problems.length > 0) return err(problems)
  const steps = accessSteps(request)
  const parts = {
    steps,
    grant: psqlScript(steps, 'grant', `Run it with psql as ${runnerOf(request)}.`),
    revoke: revokeScript(request, steps),
    hba: request.provider === 'own' ? hbaLines(request) : null,
    notes: accessNotes(request),
  }
  return ok({ ...parts, handOff: handOff(request, parts), form: formOf(request) })
}

/** An owner can open what is theirs; statistics, extensions and whole servers are not. */
function runnerOf({ provider, capabilities, databases }: AccessRequest): string {
  if (provider !== 'own') return 'the provider’s admin role'
  const opensAll = capabilities.includes('profiles') && databases.some(({ schemas }) => schemas.length === 0)
  if (capabilities.includes('usage') || opensAll) return 'a superuser'
  return 'a superuser, or as the owner of the databases and schemas who has CREATEROLE'
}

function revokeScript({ capabilities }: AccessRequest, steps: readonly AccessStep[]): string {
  const script = psqlScript(
    steps,
    'revoke',
    'Takes back what the first script gave. Run it with psql as the same role.',
  )
  if (!capabilities.includes('usage')) return script
  return `${script}\n\n-- pg_stat_statements stays, for others may use it. If the first script brought it:\n-- DROP EXTENSION pg_stat_statements;`
}

function hbaLines({ databases, role, address, tls, login }: AccessRequest): string {
  const range = address === null ? 'ADDRESS/32' : networkOf(address)
  const type = tls || login === 'certificate' ? 'hostssl' : 'host'
  const method = login === 'certificate' ? 'cert' : 'scram-sha-256'
  return databases.map(({ name }) => `${type} ${hbaName(name)} ${hbaName(role)} ${range} ${method}`).join('\n')
}

function networkOf(address: string): string {
  if (address.includes('/')) return address
  return `${address}/${address.includes(':') ? 128 : 32}`
}

function formOf({ databases, role, tls, login }: AccessRequest): JsonObject {
  const names = databases.map(({ name }) => name)
  return {
    database: names[0] ?? '',
    username: role,
    ...(tls || login === 'certificate' ? { sslMode: 'require' } : {}),
    ...(names.length > 1
      ? {
          ingestAllDatabases: true,
          databaseFilterPattern: { includes: names.map((name) => `^${escapePattern(name)}$`) },
        }
      : {}),
  }
}

const escapePattern = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
