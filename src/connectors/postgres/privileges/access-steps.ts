import type { AccessRequest, AccessStep } from '../../../core/access.ts'
import { quoteIdentifier, quoteLiteral } from '../catalog/quote.ts'
import { futurePair, pair, script } from './grant-script.ts'
import { psqlConnect } from './psql-connect.ts'

/**
 * The script for a role that does not exist yet, in the order it is run. Everything but the first step names the new
 * role only, so taking it all back takes nothing from anybody else. Nothing here depends on the server's version.
 */
export function accessSteps(request: AccessRequest): readonly AccessStep[] {
  const wanted = (capability: AccessRequest['capabilities'][number]) => request.capabilities.includes(capability)
  return [
    roleStep(request),
    ...(request.login === 'password' ? [passwordStep(request)] : []),
    ...request.databases.map((database) => databaseStep(database, wanted('profiles'), request)),
    ...(wanted('profiles') && readsEverything(request) ? [everythingStep(request)] : []),
    ...(wanted('usage') ? statementSteps(request) : []),
  ]
}

/** Profiles were asked for without naming schemas. */
const readsEverything = ({ databases }: AccessRequest) => databases.some(({ schemas }) => schemas.length === 0)

function roleStep({ role, connectionLimit, validUntil }: AccessRequest): AccessStep {
  const name = quoteIdentifier(role)
  const limits = [
    ...(connectionLimit === null ? [] : [`CONNECTION LIMIT ${connectionLimit}`]),
    ...(validUntil === null ? [] : [`VALID UNTIL ${quoteLiteral(dayAfter(validUntil))}`]),
  ]
  return {
    capability: 'metadata',
    psql: null,
    title: 'Make the role',
    why: 'It can log in and nothing else: no superuser, makes no databases and no roles. Its transactions only read.',
    database: null,
    grant: [
      `CREATE ROLE ${[name, 'LOGIN', ...limits].join(' ')};`,
      `ALTER ROLE ${name} SET default_transaction_read_only = on;`,
    ].join('\n'),
    revoke: `DROP ROLE ${name};`,
  }
}

/** The password is asked for and sent as a hash: it stands in no file, history or log. */
function passwordStep({ role }: AccessRequest): AccessStep {
  return {
    capability: 'metadata',
    title: 'Give it a password',
    why: 'psql asks for it, so that it stands in no file, history or log. In another client: ALTER ROLE … PASSWORD.',
    database: null,
    psql: `\\password ${quoteIdentifier(role)}`,
    grant: '',
    revoke: '',
  }
}

/** A password is good until the moment that is named, so the last day has to be over. */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

function databaseStep(
  { name, schemas }: AccessRequest['databases'][number],
  profiles: boolean,
  { role, owners }: AccessRequest,
): AccessStep {
  const to = quoteIdentifier(role)
  const pairs = [pair('CONNECT', `DATABASE ${quoteIdentifier(name)}`, to)]
  for (const schema of profiles ? schemas : []) {
    pairs.push(pair('USAGE', `SCHEMA ${quoteIdentifier(schema)}`, to))
    pairs.push(pair('SELECT', `ALL TABLES IN SCHEMA ${quoteIdentifier(schema)}`, to))
    for (const owner of owners.length === 0 ? [null] : owners) pairs.push(futurePair({ owner, schema }, to))
  }
  const isRead = pairs.length > 1
  return {
    capability: isRead ? 'profiles' : 'metadata',
    psql: psqlConnect(name),
    title: isRead ? `Let it read ${name}` : `Let it into ${name}`,
    why: isRead
      ? 'Profiles and checks read rows: USAGE opens a schema, SELECT its tables, and default privileges those that are created later.'
      : 'Names, types, comments, constraints, view definitions and policies can be read by every role that is let in.',
    database: name,
    ...script(pairs),
  }
}

function everythingStep({ role }: AccessRequest): AccessStep {
  const [grant, revoke] = membership('pg_read_all_data', role)
  return {
    capability: 'profiles',
    psql: null,
    title: 'Let it read every schema',
    why: 'No schemas were named, so all present and future ones are opened, in every database the role may connect to.',
    database: null,
    grant,
    revoke,
  }
}

function statementSteps({ role, databases }: AccessRequest): AccessStep[] {
  const [grant, revoke] = membership('pg_read_all_stats', role)
  return [
    {
      capability: 'usage',
      psql: null,
      title: 'Let it see statements',
      why: 'Without it the texts of other roles’ statements read <insufficient privilege>, and usage and lineage stay empty.',
      database: null,
      grant,
      revoke,
    },
    {
      capability: 'usage',
      psql: psqlConnect(databases[0]?.name ?? ''),
      title: 'Count statements',
      why: 'Usage and lineage come from this extension. Where it is already there, nothing changes.',
      database: databases[0]?.name ?? null,
      grant: 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements;',
      revoke: '',
    },
  ]
}

const membership = (group: string, role: string): [string, string] => [
  `GRANT ${group} TO ${quoteIdentifier(role)};`,
  `REVOKE ${group} FROM ${quoteIdentifier(role)};`,
]
