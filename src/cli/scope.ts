import type { Command } from 'commander'
import type { FilterPreview, NameSample, ScopePreview } from '../core/scope-preview.ts'
import { writeDiagnosis } from './diagnosis-lines.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { listenForInterruption } from './interruption.ts'
import type { Parts } from './parts.ts'
import { harmless, style, type Terminal, toTerminal } from './terminal.ts'
import { withTarget } from './with-target.ts'

interface ScopeOptions {
  readonly passwordStdin?: true
  readonly json?: true
}

const help = `
TARGET is as for "patchbay extract". Nothing but names is asked for, and nothing is kept.

Examples:
  $ patchbay scope orders.yaml
  $ patchbay scope orders-prod --json

With --json: { preview: { filters: [{ field, what, included: { count, names }, excluded, includes, excludes }],
  lookedInto, skipped }, diagnosis }; preview is null where the server could not be asked, else diagnosis is.

Exit code: 0 asked, 1 the server could not be asked, 2 unusable input, 3 interrupted.`

/** `patchbay scope`: what the filters of a form let in and leave out. */
export function registerScope(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('scope')
    .summary('what the filters let in and leave out')
    .description('Show which databases, schemas and relations the filters let in and leave out on the live server.')
    .argument('<target>', 'connection string, file, or name of a service')
    .option('--password-stdin', 'read the password from standard input')
    .option('--json', 'print one JSON document')
    .addHelpText('after', help)
    .action(async (text: string, options: ScopeOptions) => end(await showScope(text, options, parts)))
}

async function showScope(text: string, options: ScopeOptions, parts: Parts): Promise<ExitCode> {
  const [out, err] = [toTerminal(process.stdout), toTerminal(process.stderr)]
  const interruption = listenForInterruption()
  try {
    const answer = await withTarget(text, options, parts, err, {
      form: (form) => parts.previewScope(form, interruption.signal),
      service: (state, id, password) => state.previewServiceScope(id, password, interruption.signal),
    })
    if (options.json === true) out.line(JSON.stringify(answer))
    else if (answer.preview !== null) writePreview(answer.preview, out)
    else if (answer.diagnosis !== null) writeDiagnosis(answer.diagnosis, err)
    return answer.preview === null ? exitCodes.no : exitCodes.success
  } catch (error) {
    if (!interruption.signal.aborted) throw error
    err.line('Cancelled.')
    return exitCodes.interrupted
  } finally {
    interruption.release()
  }
}

function writePreview({ filters, lookedInto, skipped }: ScopePreview, out: Terminal): void {
  for (const filter of filters) writeFilter(filter, out)
  out.line(harmless(`Looked into ${lookedInto.length === 0 ? 'no database' : lookedInto.join(', ')}.`))
  for (const { object, reason } of skipped) out.line(harmless(`  ${object}: ${reason}`))
}

const plurals = { database: 'databases', schema: 'schemas', relation: 'relations' } as const

function writeFilter({ what, included, excluded }: FilterPreview, out: Terminal): void {
  out.line(style(out, 'bold', plurals[what]))
  out.line(harmless(`  in   ${sampleText(included)}`))
  out.line(harmless(`  out  ${sampleText(excluded)}`))
}

function sampleText({ count, names }: NameSample): string {
  const more = count - names.length
  return [String(count), names.join(', '), more > 0 && names.length > 0 ? `and ${more} more` : '']
    .filter((part) => part !== '')
    .join('  ')
}
