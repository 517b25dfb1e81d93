import { type Command, InvalidArgumentError } from 'commander'
import { AppError } from '../core/error.ts'
import type { Retention } from '../core/runs.ts'
import type { Parts, State } from './parts.ts'
import { findByName, withState } from './services/with-state.ts'
import { toTerminal } from './terminal.ts'

/** The command's reader takes null for an option without a value. */
type Rule = number | 'none'

interface RetentionOptions {
  readonly keepLast?: Rule
  readonly keepDays?: Rule
  readonly general?: true
  readonly json?: true
}

const help = `
What either rule keeps stays, and the newest snapshot always. Without SERVICE it is the rule of services that have none
of their own. "none" switches a rule off; what is past keeping is removed.

Examples:
  $ patchbay retention orders-prod
  $ patchbay retention orders-prod --keep-last 50 --keep-days 30
  $ patchbay retention orders-prod --general
  $ patchbay retention --keep-days none --json

With --json: of a service { own, general }, else { keepLast, keepDays }; own is null where the general rule holds.`

/** `patchbay retention`: how long runs, snapshots and tests are kept. */
export function registerRetention(program: Command, parts: Parts): void {
  program
    .command('retention')
    .summary('how long runs, snapshots and tests are kept')
    .description('Show or change how long runs, snapshots and tests are kept.')
    .argument('[service]', 'name of a service')
    .option('--keep-last <number>', 'the newest so many of a service, or none', parseRule)
    .option('--keep-days <number>', 'those of the last so many days, or none', parseRule)
    .option('--general', 'of a service: give up its own rule')
    .option('--json', 'print a JSON object')
    .addHelpText('after', help)
    .action((name: string | undefined, options: RetentionOptions) =>
      withState(parts, (state) => act(name, options, state)),
    )
}

async function act(name: string | undefined, options: RetentionOptions, state: State): Promise<void> {
  const out = toTerminal(process.stdout)
  const { keepLast, keepDays, general, json } = options
  const isChange = keepLast !== undefined || keepDays !== undefined
  if (general === true && (name === undefined || isChange)) {
    throw new AppError('REQUEST_INVALID', '--general stands alone, behind the name of a service.')
  }
  const changed = (rule: Retention): Retention => ({
    keepLast: chosen(keepLast, rule.keepLast),
    keepDays: chosen(keepDays, rule.keepDays),
  })
  const { retention } = state
  if (name === undefined) {
    const rule = await retention.showGeneral()
    const now = isChange ? await retention.changeGeneral(changed(rule)) : rule
    return out.line(json === true ? JSON.stringify(now) : ruleText(now))
  }
  const { id } = await findByName(state, name)
  const before = await retention.show(id)
  const own = general === true ? null : changed(before.own ?? before.general)
  const now = isChange || general === true ? await retention.change(id, own) : before
  if (json === true) return out.line(JSON.stringify(now))
  out.line(now.own === null ? `${ruleText(now.general)} That is the general rule.` : ruleText(now.own))
}

const chosen = (rule: Rule | undefined, present: number | null): number | null =>
  rule === undefined ? present : rule === 'none' ? null : rule

function ruleText({ keepLast, keepDays }: Retention): string {
  const rules = [
    keepLast === null ? null : keepLast === 1 ? 'the last one' : `the last ${keepLast.toLocaleString('en')}`,
    keepDays === null ? null : `those of the last ${keepDays === 1 ? 'day' : `${keepDays.toLocaleString('en')} days`}`,
  ].filter((rule) => rule !== null)
  return rules.length === 0 ? 'Only the newest snapshot is kept.' : `Kept are ${rules.join(' and ')}.`
}

function parseRule(text: string): Rule {
  if (text === 'none') return text
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a number, or none.')
}
