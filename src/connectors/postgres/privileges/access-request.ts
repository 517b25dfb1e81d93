import type { AccessProblem, AccessRequest } from '../../../core/access.ts'
import { toFieldPath } from '../../../core/ids.ts'
import { isIpv4, isIpv6 } from '../settings/ip-address.ts'

/** What Postgres would refuse or cut off, by the place in the request where it stands. */
export function checkRequest(request: AccessRequest): readonly AccessProblem[] {
  const problems: AccessProblem[] = []
  const say = (keys: readonly (string | number)[], message: string | null) => {
    if (message !== null) problems.push({ path: toFieldPath(keys), message })
  }
  say(['role'], nameProblem(request.role) ?? roleProblem(request.role))
  if (request.databases.length === 0) say(['databases'], 'Name at least one database.')
  for (const [place, { name, schemas }] of request.databases.entries()) {
    say(['databases', place, 'name'], nameProblem(name) ?? repeated(request.databases, place))
    for (const [at, schema] of schemas.entries()) say(['databases', place, 'schemas', at], nameProblem(schema))
  }
  for (const place of halfNamed(request)) {
    say(['databases', place, 'schemas'], 'Name schemas here too: to read every schema opens all databases.')
  }
  for (const [place, owner] of request.owners.entries()) say(['owners', place], nameProblem(owner))
  if (request.address !== null && !isNetwork(request.address)) {
    say(['address'], 'Write an IP address, or a network such as 10.0.0.0/8.')
  }
  if (request.validUntil !== null && !isDay(request.validUntil)) say(['validUntil'], 'Write a day as 2027-01-31.')
  const { connectionLimit } = request
  if (connectionLimit !== null && (!Number.isInteger(connectionLimit) || connectionLimit < 1)) {
    say(['connectionLimit'], 'Write a whole number from 1.')
  }
  return problems
}

/** Postgres silently cuts longer names, so that the script would speak of another object. */
const longestNameBytes = 63

function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'Write a name.'
  if (new TextEncoder().encode(name).length > longestNameBytes) return 'Postgres cuts names at 63 bytes.'
  return /\p{Cc}|[\u2028\u2029]/u.test(name)
    ? 'A name in a script cannot hold line breaks or control characters.'
    : null
}

function roleProblem(role: string): string | null {
  if (role.startsWith('pg_')) return 'Names that begin with pg_ belong to Postgres.'
  return role === 'public' || role === 'none' ? `${role} has a meaning of its own in Postgres.` : null
}

/** Databases without schemas beside some with: what opens every schema of one opens every schema of all. */
function halfNamed({ databases, capabilities }: AccessRequest): readonly number[] {
  if (!capabilities.includes('profiles') || databases.every(({ schemas }) => schemas.length === 0)) return []
  return databases.flatMap(({ schemas }, place) => (schemas.length === 0 ? [place] : []))
}

function repeated(databases: AccessRequest['databases'], place: number): string | null {
  const first = databases.findIndex(({ name }) => name === databases[place]?.name)
  return first === place ? null : 'This database is named twice.'
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const longest = isIpv4(address) ? 32 : isIpv6(address) && !address.includes('%') ? 128 : null
  if (longest === null || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest)
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
