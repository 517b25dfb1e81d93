import { type Command, InvalidArgumentError } from 'commander'
import { AppError } from '../core/error.ts'
import { usageFormats } from '../core/usage/export/usage-formats.ts'
import type { UsageDelta, UsageReading } from '../core/usage/reading.ts'
import { usageDelta } from '../core/usage/usage-delta.ts'
import { reportDiagnosis } from './diagnosis-lines.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { untilInterrupted } from './interruption.ts'
import type { Parts } from './parts.ts'
import { toTerminal } from './terminal.ts'
import { readEarlierReading } from './usage/earlier-reading.ts'
import { asksForKept, type KeptUsageOptions, showKeptUsage } from './usage/kept-usage.ts'
import { writeUsage } from './usage/usage-table.ts'
import { withTarget } from './with-target.ts'

interface UsageOptions extends KeptUsageOptions {
  readonly since?: string
  readonly passwordStdin?: true
}

const help = `
TARGET is a connection string, a file, or the name of a saved service, as for "patchbay test".

A reading is everything that pg_stat_statements counted since it last forgot: save one with --json, and give it to
--since later to see what was called in between. A figure that a reset, a crash or an eviction may have cut short is a
lower bound and says so. A limit keeps the statements that took the most time.

--from and --to ask nothing of the server: they add up what was called between readings of a saved service, which
"patchbay runs start SERVICE --kind usage" or its schedule has kept. Each is a moment, UTC unless it says otherwise, or
a reading's number; the span begins with the last reading until --from, and ends with the first one from --to on. --from
reset takes all that the server had counted. --relations and --unused tell the same of tables and views. What Patchbay
itself asked is left out of all of these, but for --own; a reading holds it.

Examples:
  $ patchbay usage orders-prod --limit 20
  $ patchbay usage orders-prod --json > monday.json
  $ patchbay usage orders-prod --since monday.json
  $ patchbay usage orders-prod --from 2026-11-16 --to 2026-11-23T08:00Z
  $ patchbay usage orders-prod --unused --json
  $ patchbay usage orders-prod --from 2026-11-16 --as csv-relations > used.csv
  $ patchbay usage orders-prod --as openlineage > events.jsonl

With --json: { readAt, statsSince, source, counting, statements: [{ queryid, database, user, text, calls, rows,
  totalTimeMs, … }], problems: [{ code, message }] }, and with --since, --from or --to also since and each statement's
  lowerBound. With --relations { span, relations, opaque, gaps }, with --unused { span, relations, gaps }, where any gap
  means that more may have been used.

Exit code: 0 read, 1 not readable, 2 unusable input, 3 interrupted.`

export function registerUsage(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('usage')
    .summary('which statements run, how often and for how long')
    .description('Read which statements run, how often and for how long, from pg_stat_statements.')
    .argument('<target>', 'connection string, file, or name of a service')
    .option('--since <file>', 'an earlier reading; shows what was called since')
    .option('--from <moment>', 'of kept readings, those that cover this moment and what follows')
    .option('--to <moment>', 'of kept readings, those up to this moment')
    .option('--own', 'of kept readings, with what Patchbay itself asked, which is left out otherwise')
    .option('--relations', 'tables and views by how often kept readings saw them used')
    .option('--unused', 'tables, views and columns that kept readings never saw used')
    .option('--as <format>', `of kept readings, write for another tool: ${usageFormats.join(', ')}`)
    .option('--limit <number>', 'most statements to read, by total time', parseLimit)
    .option('--json', 'print the reading as one JSON document')
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', help)
    .action(async (text: string, options: UsageOptions) => end(await usage(text, options, parts)))
}

async function usage(text: string, options: UsageOptions, parts: Parts): Promise<ExitCode> {
  const [out, err] = [toTerminal(process.stdout), toTerminal(process.stderr)]
  if (asksForKept(options)) {
    if (options.since !== undefined) {
      throw new AppError('REQUEST_INVALID', '--since takes a new reading, the other options those that are kept.', {
        hint: 'Leave out --since, or give it alone.',
      })
    }
    await showKeptUsage(text, options, parts, [out, err])
    return exitCodes.success
  }
  const before = options.since === undefined ? null : await readEarlierReading(options.since)
  return await untilInterrupted(err, async (signal) => {
    const limits = { signal, limit: options.limit ?? null, knownTexts: textsOf(before) }
    const result = await withTarget(text, options, parts, err, {
      form: (form) => parts.readUsage(form, limits),
      service: (state, id, password) => state.readServiceUsage(id, password, limits),
    })
    if (!result.ok) {
      reportDiagnosis(result.error, options.json === true, out, err)
      return exitCodes.no
    }
    const told = before === null ? result.value : usageDelta(before, result.value)
    show(told, options.json === true)
    return exitCodes.success
  })

  function show(told: UsageReading | UsageDelta, json: boolean): void {
    if (json) out.line(JSON.stringify(told))
    else writeUsage(told, out, err)
  }
}

function textsOf(reading: UsageReading | null): ReadonlyMap<string, string> {
  const known = (reading?.statements ?? []).flatMap(({ queryid, text }) =>
    queryid === null || text === null ? [] : [[queryid, text] as const],
  )
  return new Map(known)
}

function parseLimit(text: string): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > 1_000_000) {
    throw new InvalidArgumentError('Give a number from 1 to 1000000.')
  }
  return number
}
