import type { Command } from 'commander'
import { toObjectKey } from '../core/catalog/diff/diff-snapshots.ts'
import type { ObjectKey } from '../core/catalog/place.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import { AppError } from '../core/error.ts'
import { toConnectorId } from '../core/ids.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Parts } from './parts.ts'
import { quotable } from './quotable.ts'
import { readSnapshot, snapshotHelp } from './snapshot-argument.ts'
import { namedObject } from './snapshot-object.ts'
import { harmless, toTerminal } from './terminal.ts'

const help = `
${snapshotHelp}

OBJECT is [database.]schema.name, quoted as in SQL, routines with their argument types; without it the whole database
is written in an order that loads into an empty one, as a superuser. Objects that an extension brought come with the
extension. Passwords, connection strings of subscriptions and options of user mappings are never in a snapshot, and
neither are privileges that were changed on system objects.

Examples:
  $ patchbay ddl orders.jsonl --roles > orders.sql
  $ patchbay ddl orders.jsonl 'public."Order lines"'
  $ patchbay ddl orders-prod@latest public.orders
  $ patchbay ddl all.jsonl --database orders
  $ patchbay ddl orders.jsonl 'public.total(integer, text)'

With --json: { database, object: { kind, schema, name } or null for all, sql }.

Exit code: 0 success, 2 unusable input.`

interface DdlOptions {
  readonly database?: string
  readonly roles?: true
  readonly json?: true
}

export function registerDdl(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('ddl')
    .summary('write the SQL that makes a snapshot again')
    .description('Write the SQL that makes a snapshot, or one object of it, again.')
    .argument('<snapshot>', 'the snapshot')
    .argument('[object]', 'one object instead of all')
    .option('--database <name>', 'which database, where the snapshot holds several')
    .option('--roles', 'begin with the roles of the server')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help)
    .action(async (file: string, object: string | undefined, options: DdlOptions) =>
      end(await writeDdl(file, object ?? null, options, parts)),
    )
}

async function writeDdl(file: string, object: string | null, options: DdlOptions, parts: Parts): Promise<ExitCode> {
  const snapshot = await readSnapshot(file, parts)
  const renderer = await parts.ddlRenderer(toConnectorId(snapshot.header.connector))
  const out = toTerminal(process.stdout)
  // A script for a file or a pipe stays as it is.
  const shown = (text: string) => (out.isTerminal ? harmless(text) : text)
  const write = (database: string | null, key: ObjectKey | null, sql: string) =>
    options.json === true ? out.line(JSON.stringify({ database, object: key, sql })) : out.write(shown(sql))
  if (object !== null) {
    const found = namedObject(snapshot, object, options.database ?? null)
    const sql = renderer.renderObject(found, snapshot.objects, snapshot.header.server)
    write(found.database, toObjectKey(found), sql)
  } else {
    const database = chooseDatabase(snapshot, options.database ?? null)
    write(database, null, renderer.renderScript(snapshot, { database, roles: options.roles === true }))
  }
  warnAboutSkipped(snapshot)
  return exitCodes.success
}

function chooseDatabase({ header }: LoadedSnapshot, wanted: string | null): string {
  const { databases } = header.scope
  const [only] = databases
  if (wanted === null && only !== undefined && databases.length === 1) return only
  if (wanted !== null && databases.includes(wanted)) return wanted
  const message =
    wanted === null
      ? `The snapshot holds ${databases.length} databases.`
      : `The snapshot holds no database ${quotable(wanted)}.`
  throw new AppError('REQUEST_INVALID', message, {
    ...(databases.length === 0 ? {} : { details: databases.join('\n') }),
    hint: 'Choose one with --database.',
  })
}

/** What could not be read is not in the script either. */
function warnAboutSkipped({ end: { skipped } }: LoadedSnapshot): void {
  if (skipped.length === 0) return
  const err = toTerminal(process.stderr)
  err.line(`The snapshot lacks what could not be read (${skipped.length}), and so does this:`)
  for (const { object, reason } of skipped.slice(0, 10)) err.line(harmless(`  ${object}: ${reason}`))
}
