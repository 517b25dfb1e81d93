import { type Command, InvalidArgumentError, Option } from 'commander'
import {
  type AccessCapability,
  type AccessDatabase,
  accessCapabilities,
  accessLogins,
  accessProviders,
} from '../core/access.ts'
import type { GapOptions } from './access/gap.ts'
import { accessFormats, type NewRoleOptions } from './access/new-role.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Parts } from './parts.ts'

const newHelp = `
The script makes a role that can log in and read what is chosen, and nothing else. It asks psql for the password, so
that no file holds it. Nothing is connected to.

Examples:
  $ patchbay access new catalog_reader --database orders > grant.sql
  $ patchbay access new catalog_reader --database orders --schema sales --schema crm --for usage,profiles --owner app
  $ patchbay access new catalog_reader --database orders --provider rds --as markdown
  $ patchbay access new catalog_reader --database orders --json

With --json: { steps: [{ capability, title, why, database, psql, grant, revoke }], grant, revoke, hba, notes,
handOff: { markdown, text }, form }.

Exit code: 0 the script is written, 2 unusable input.`

const gapHelp = `
Runs the connection test and prints one script for psql that closes exactly the gap it found. TARGET and passwords are
those of patchbay test. The undoing takes away nothing that the role had before.

Examples:
  $ patchbay access gap orders-prod > grant.sql
  $ patchbay access gap orders.yaml --for profiles --undo
  $ patchbay access gap postgresql://reader@db.example.org/orders --json

With --json: { verdict, steps: [{ capability, title, why, database, psql, grant, revoke }],
grant, revoke }.

Exit code: 0 nothing is missing, 1 something is or the connection failed, 2 unusable input, 3 interrupted.`

/** `patchbay access …`: what a server's owner has to run. */
export function registerAccess(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  const access = program
    .command('access')
    .summary('write the grants that a server’s owner has to run')
    .description('Write what a server’s owner has to run, and what takes it back.')
  // Schemas belong to the database named before them.
  const databases: { name: string; schemas: string[] }[] = []
  access
    .command('new')
    .summary('for a role that does not exist yet')
    .description('Write the script for a role that does not exist yet.')
    .argument('<role>', 'name of the new role')
    .requiredOption('--database <name>', 'database to read; can be repeated', (name: string) => {
      databases.push({ name, schemas: [] })
      return databases
    })
    .option('--schema <name>', 'schema of the database before it (default: every one)', (name: string) => {
      const last = databases.at(-1)
      if (last === undefined) throw new InvalidArgumentError('Name its --database first.')
      last.schemas.push(name)
      return databases
    })
    .addOption(capabilitiesOption('metadata'))
    .option('--owner <role>', 'role that creates tables; can be repeated', collect, [])
    .addOption(new Option('--login <how>', 'how it logs in').choices([...accessLogins]).default('password'))
    .addOption(new Option('--provider <name>', 'who runs the server').choices([...accessProviders]).default('own'))
    .option('--address <address>', 'address or network it logs in from, for pg_hba.conf')
    .option('--no-tls', 'admit logins without TLS too')
    .option('--until <day>', 'last day of its password, such as 2027-01-31')
    .option('--connections <count>', 'most sessions at one time', Number)
    .addOption(new Option('--as <part>', 'what to print').choices([...accessFormats]).default('grant'))
    .option('--json', 'print everything as one JSON document')
    .addHelpText('after', newHelp)
    .action(async (role: string, options: NewRoleOptions) => {
      const { writeNewRole } = await import('./access/new-role.ts')
      end(await writeNewRole(role, databases, options, parts))
    })
  access
    .command('gap')
    .summary('for what a role lacks')
    .description('Test a connection and write the script for what its role lacks.')
    .argument('<target>', 'connection string, file, or name of a service')
    .addOption(capabilitiesOption(accessCapabilities.join(',')))
    .option('--undo', 'print what takes it back instead')
    .option('--json', 'print one JSON document; progress goes to standard error')
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', gapHelp)
    .action(async (target: string, options: GapOptions) => {
      const { writeGap } = await import('./access/gap.ts')
      end(await writeGap(target, options, parts))
    })
}

/** What `--for` chose; metadata comes with any of them. */
export type Wanted = { readonly for: readonly AccessCapability[] }

/** Databases in the order of the command line. */
export type NamedDatabases = readonly AccessDatabase[]

const collect = (name: string, before: string[]): string[] => [...before, name]

function capabilitiesOption(standard: string): Option {
  return new Option('--for <capabilities>', `what it has to read: ${accessCapabilities.join(', ')}`)
    .argParser(parseCapabilities)
    .default(parseCapabilities(standard), standard)
}

function parseCapabilities(text: string): AccessCapability[] {
  const words = text.split(',').map((word) => word.trim())
  const known = accessCapabilities.filter((capability) => words.includes(capability))
  if (words.every((word) => known.some((capability) => capability === word))) return known
  throw new InvalidArgumentError(`Choose among ${accessCapabilities.join(', ')}.`)
}
