import type { Command } from 'commander'
import { AppError } from '../core/error.ts'
import type { CopyFormat, Parts } from './parts.ts'
import { withFlatPassword } from './password.ts'
import { findByName, withState } from './services/with-state.ts'
import { readTarget, type Target } from './target.ts'
import { harmless, toTerminal } from './terminal.ts'

interface ExportOptions {
  readonly as: string
  readonly json?: true
  readonly withPassword?: true
}

const help = `
TARGET is the name of a saved service, a file or a connection string, as for "patchbay test".

Formats: uri, conninfo, psql, env, pgpass, service, jdbc, sqlalchemy, openmetadata.
A password is written as a placeholder. --with-password puts in the one that a file or a connection string holds;
the password of a saved service never leaves it.

Examples:
  $ patchbay export orders-prod --as jdbc
  $ patchbay export orders.yaml --as pgpass --with-password >> ~/.pgpass

Exit code: 0 written, 2 unusable input.`

/** `patchbay export`: a connection in the words of another tool. */
export function registerExport(program: Command, parts: Parts): void {
  program
    .command('export')
    .summary('write a connection for another tool')
    .description('Write a connection for another tool, with placeholders for secrets.')
    .argument('<target>', 'name of a service, file, or connection string')
    .requiredOption('--as <format>', 'the format to write')
    .option('--with-password', 'put in the password that TARGET itself holds')
    .option('--json', 'print a JSON object with format, text and notes')
    .addHelpText('after', help)
    .action((text: string, options: ExportOptions) => exportTarget(text, options, parts))
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
    hint: `Choose ${formats.map((one) => one.id).join(', ')}.`,
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
