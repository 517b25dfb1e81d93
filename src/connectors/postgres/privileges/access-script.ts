import type { AccessProblem, AccessRequest, AccessScript, AccessStep } from '../../../core/access.ts'
import type { JsonObject } from '../../../core/json.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { quoteIdentifier } from '../catalog/quote.ts'
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
    grant: grantScript(request, steps),
    revoke: revokeScript(request, steps),
    hba: request.host === 'own' ? hbaLines(request) : null,
    notes: accessNotes(request),
  }
  return ok({ ...parts, handOff: handOff(request, parts), form: formOf(request) })
}

/** The password is asked for and sent as a hash: it stands in no file, history or log. */
function grantScript(request: AccessRequest, steps: readonly AccessStep[]): string {
  const [first, ...others] = steps.map((step) => `-- ${step.title}.\n${step.grant}`)
  const secret =
    request.login === 'password'
      ? [
          `-- Ask for its password, which then stands in no file and no log.\n\\password ${quoteIdentifier(request.role)}`,
        ]
      : []
  const parts = [...secret, ...others]
  const databases = [...secret.map(() => null), ...steps.slice(1).map(({ database }) => database)]
  return script(`-- Run with psql by a superuser or the owner of the databases.`, [
    { database: null, text: first ?? '' },
    ...parts.map((text, place) => ({ database: databases[place] ?? null, text })),
  ])
}

function revokeScript({ capabilities }: AccessRequest, steps: readonly AccessStep[]): string {
  const parts = steps.flatMap(({ revoke, database }) => (revoke === null ? [] : [{ database, text: revoke }])).reverse()
  const extension = capabilities.includes('usage')
    ? '\n\n-- pg_stat_statements stays, for others may use it. If the first script brought it:\n-- DROP EXTENSION pg_stat_statements;'
    : ''
  return `${script('-- Takes back what the first script gave. Run with psql by the same role.', parts)}${extension}`
}

interface Part {
  readonly database: string | null
  readonly text: string
}

function script(heading: string, parts: readonly Part[]): string {
  let current: string | null = null
  const texts = parts.map(({ database, text }) => {
    if (database === null || database === current) return text
    current = database
    return `${connectTo(database)}\n${text}`
  })
  return [heading, '\\set ON_ERROR_STOP on', '', texts.join('\n\n')].join('\n')
}

/** psql takes a name with `=` or `://` in it for a connection string, which quotes it another way. */
function connectTo(database: string): string {
  if (!/[=:]/.test(database)) return `\\connect ${quoteIdentifier(database)}`
  const value = database.replaceAll('\\', '\\\\').replaceAll("'", "\\'")
  return `\\connect -reuse-previous=on ${quoteIdentifier(`dbname='${value}'`)}`
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
