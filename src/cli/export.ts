import type { Command } from 'commander'
import { findSnapshotFormat, snapshotFormats } from '../core/catalog/export/snapshot-formats.ts'
import { AppError } from '../core/error.ts'
import type { ExitCode } from './exit-codes.ts'
import { type SnapshotExportOptions, writeSnapshotExport } from './export-snapshot.ts'
import type { CopyFormat, Parts } from './parts.ts'
import { withFlatPassword } from './password.ts'
import { findByName, withState } from './services/with-state.ts'
import { readTarget, type Target } from './target.ts'
import { harmless, toTerminal } from './terminal.ts'

interface ExportOptions extends SnapshotExportOptions {
  readonly as: string
  readonly json?: true
  readonly withPassword?: true
}

const help = `
Formats of a connection: uri, conninfo, psql, env, pgpass, service, jdbc, sqlalchemy, openmetadata and with it
openmetadata-usage, -lineage and -profiler. TARGET is the name of a saved service, a file or a connection string, as for
"patchbay test". A password is written as a placeholder. --with-password puts in the one that a file or a connection
string holds; the password of a saved service never leaves it.

Formats of what is in the databases: ${snapshotFormats.map(({ id }) => id).join(', ')}. TARGET is a snapshot that "patchbay extract" wrote, the
name of a saved service, whose newest snapshot is taken (SERVICE@previous and others as for "patchbay show"), or a
connection string or file, which is read first.
--as markdown --out DIR writes a folder with a document for each relation.

Examples:
  $ patchbay export orders-prod --as jdbc
  $ patchbay export orders.yaml --as pgpass --with-password >> ~/.pgpass
  $ patchbay export orders.jsonl --as dbml --schema sales > sales.dbml
  $ patchbay export orders-prod --as markdown --out docs/orders

Exit code: 0 written, 1 the server could not be read, 2 unusable input.`

/** `patchbay export`: a connection, or what is in its databases, in the words of another tool. */
export function registerExport(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('export')
    .summary('write a connection or a snapshot for another tool')
    .description('Write a connection for another tool, with placeholders for secrets, or what is in its databases.')
    .argument('<target>', 'name of a service, file, connection string, or snapshot')
    .requiredOption('--as <format>', 'the format to write')
    .option('--with-password', 'put in the password that TARGET itself holds')
    .option('--database <name>', 'of a snapshot, this database alone')
    .option('--schema <name>', 'of a snapshot, this schema alone')
    .option('--out <place>', 'file, or folder for --as markdown (default: standard output)')
    .option('--password-stdin', 'read the password from standard input, where a server is read')
    .option('--json', 'of a connection, print a JSON object with format, text and notes')
    .addHelpText('after', help)
    .action(async (text: string, options: ExportOptions) => {
      const format = findSnapshotFormat(options.as)
      if (format !== null) end(await writeSnapshotExport(text, format, options, parts))
      else await exportTarget(text, options, parts)
    })
}

async function exportTarget(text: string, options: ExportOptions, parts: Parts): Promise<void> {
  const format = chooseFormat(options.as, await parts.copyFormats())
  const { notes: read, ...request } = await toRequest(await readTarget(text, parts), options, parts)
  const written = format.render(request)
  if (!written.ok)
    throw new AppError('INPUT_UNREADABLE', `This cannot be written as ${format.title}.`, { details: written.error })
  const out = toTerminal(process.stdout)
  const notes = [...read, ...written.value.notes]
  if (options.json === true) {
    out.line(JSON.stringify({ format: format.id, text: written.value.text, notes }))
    return
  }
  out.line(written.value.text)
  const err = toTerminal(process.stderr)
  for (const note of notes) err.line(harmless(note))
}

function chooseFormat(id: string, formats: readonly CopyFormat[]): CopyFormat {
  const format = formats.find((one) => one.id === id)
  if (format !== undefined) return format
  throw new AppError('REQUEST_INVALID', 'There is no such format.', {
    hint: `Choose ${[...formats, ...snapshotFormats].map((one) => one.id).join(', ')}.`,
  })
}

async function toRequest(target: Target, { withPassword }: ExportOptions, parts: Parts) {
  if (target.kind === 'form') {
    const form = withFlatPassword(target.form)
    return { form, name: '', stored: [], withPassword: withPassword === true, notes: target.notes }
  }
  if (withPassword === true) {
    throw new AppError('REQUEST_INVALID', 'The password of a saved service is never written.', {
      hint: 'Leave --with-password out, and put the password where the placeholder stands.',
    })
  }
  return await withState(parts, async (state) => {
    const { settings, name, storedSecrets, withheldSecrets } = await state.readService(
      (await findByName(state, target.name)).id,
    )
    return { form: settings, name, stored: [...storedSecrets, ...withheldSecrets], withPassword: false, notes: [] }
  })
}
