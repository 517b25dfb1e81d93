import { type Command, InvalidArgumentError } from 'commander'
import type { ProfileReading, ProfileRequest, ProfileSample } from '../core/quality/profile.ts'
import { reportDiagnosis } from './diagnosis-lines.ts'
import { parseDuration } from './duration-option.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { untilInterrupted } from './interruption.ts'
import type { Parts } from './parts.ts'
import { readEarlierProfile } from './profile/earlier-profile.ts'
import { writeProfile } from './profile/profile-table.ts'
import { harmless, type Terminal, toTerminal } from './terminal.ts'
import { withTarget } from './with-target.ts'

interface ProfileCommand {
  readonly relation?: readonly string[]
  readonly exact?: true
  readonly sample?: ProfileSample
  readonly where?: string
  readonly classify?: true
  readonly timeout: number
  readonly budget?: number
  readonly budgetBytes?: number
  readonly resume?: string
  readonly json?: true
  readonly passwordStdin?: true
}

const help = `
TARGET is a connection string, a file, or the name of a saved service, as for "patchbay test".

Each table is read once for all its columns; large ones leave to the server's statistics what those tell well enough,
and every figure says whether it is exact, sampled or an estimate. --exact measures everything from all rows.
A SAMPLE is 5% (rows drawn one by one), system:5% (whole pages, faster and less even), or 10000 (rows). One partition
is profiled by its name, and --where looks only at the rows that fulfil a condition.
--classify says which columns seem to hold names, addresses, numbers of cards and the like, how sure that is and why,
by the columns' names and up to 500 values of each, of which none is shown or kept.

Examples:
  $ patchbay profile orders-prod --relation public.orders
  $ patchbay profile orders-prod --sample 5% --budget 10m --json > profile.json
  $ patchbay profile orders-prod --classify --sample 1%
  $ patchbay profile orders-prod --resume profile.json --json > rest.json

With --json: { relations: [{ database, schema, relation, rows: N, columns: [{ column, type, metrics: { nullCount: N,
  distinctCount: N, min: N, … } }], problems,
  sensitive: [{ column, tag, confidence, evidence }] }], failed: [{ schema, relation, reason }] }, where N is { value, basis:
  "exact" or "sampled" or "estimate", rows } and 64-bit numbers are text.

Exit code: 0 profiled, 1 not all of it could be, 2 unusable input, 3 interrupted.`

export function registerProfile(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('profile')
    .summary('what the rows of tables look like')
    .description('Measure the columns of tables: nulls, distinct values, ranges, averages, distributions.')
    .argument('<target>', 'connection string, file, or name of a service')
    .option('--relation <name...>', '[database.]schema.name, quoted as in SQL; everything selected unless given')
    .option('--exact', 'measure everything from all rows')
    .option('--sample <sample>', 'look at some rows only: 5%, system:5%, or a number of rows', parseSample)
    .option('--where <condition>', 'look only at rows that fulfil a condition in SQL')
    .option('--classify', 'look for personal and secret values too; none is shown or kept')
    .option('--timeout <duration>', 'longest time for one relation, such as 90s or 10m', parseDuration, 600_000)
    .option('--budget <duration>', 'longest time for all; the smallest tables come first', parseDuration)
    .option('--budget-bytes <bytes>', 'most bytes to read, by the sizes of tables', parseCount)
    .option('--resume <file>', 'leave out what an earlier --json holds')
    .option('--json', 'print one JSON document')
    .option('--password-stdin', 'read the password from standard input')
    .addHelpText('after', help)
    .action(async (text: string, options: ProfileCommand) => end(await profile(text, options, parts)))
}

async function profile(text: string, options: ProfileCommand, parts: Parts): Promise<ExitCode> {
  const [out, err] = [toTerminal(process.stdout), toTerminal(process.stderr)]
  const request = await toRequest(options)
  return await untilInterrupted(err, async (signal) => {
    const limits = { signal, request, report: progressOn(err) }
    const result = await withTarget(text, options, parts, err, {
      form: (form) => parts.profileForm(form, limits),
      service: (state, id, password) => state.profileService(id, password, limits),
    })
    if (!result.ok) {
      reportDiagnosis(result.error, options.json === true, out, err)
      return exitCodes.no
    }
    show(result.value)
    return result.value.failed.length === 0 ? exitCodes.success : exitCodes.no
  })

  function show(reading: ProfileReading): void {
    if (options.json === true) out.line(JSON.stringify(reading))
    else writeProfile(reading, out, err)
  }
}

async function toRequest(options: ProfileCommand): Promise<ProfileRequest> {
  return {
    relations: options.relation ?? null,
    exact: options.exact === true,
    sample: options.sample ?? null,
    where: options.where ?? null,
    classify: options.classify === true,
    budget: {
      totalMs: options.budget ?? null,
      relationMs: options.timeout,
      bytes: options.budgetBytes ?? null,
    },
    done: options.resume === undefined ? [] : await readEarlierProfile(options.resume),
  }
}

function progressOn(err: Terminal) {
  return ({ schema, relation, done, total }: { schema: string; relation: string; done: number; total: number }) => {
    if (err.isTerminal) err.line(harmless(`${done + 1} of ${total}: ${schema}.${relation}`))
  }
}

function parseSample(text: string): ProfileSample {
  const [, method = 'bernoulli', number = '', isPercent] =
    /^(?:(bernoulli|system):)?(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  const value = Number(number)
  if (isPercent === '%' && value > 0 && value <= 100)
    return { method: method as 'bernoulli' | 'system', percent: value }
  if (isPercent === '' && Number.isInteger(value) && value > 0) return { method: 'rows', rows: value }
  throw new InvalidArgumentError('Give a percentage such as 5% or system:5%, or a number of rows.')
}

function parseCount(text: string): number {
  if (/^\d{1,15}$/.test(text) && Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('Give a number of bytes.')
}
