import { type Command, Option } from 'commander'
import { AppError } from '../core/error.ts'
import { type RunKind, runKinds, type Schedule } from '../core/runs.ts'
import type { Parts, State } from './parts.ts'
import { findByName, withState } from './services/with-state.ts'
import { type Terminal, toTerminal } from './terminal.ts'
import { writeTable } from './text-table.ts'

interface JsonOption {
  readonly json?: true
}

interface KindOption {
  readonly kind: RunKind
}

interface SetOptions extends JsonOption, KindOption {
  readonly timeZone?: string
  readonly off?: true
}

const help = `
CRON has five fields as in crontab: minute, hour, day of month, month, day of week. A time that nobody was there for is
made up once. Schedules start runs where patchbay serve or patchbay worker is up.

Examples:
  $ patchbay schedules set orders-prod '30 2 * * *' --time-zone Europe/Berlin
  $ patchbay schedules set orders-prod '*/15 * * * *' --kind usage
  $ patchbay schedules list --json
  $ patchbay schedules delete orders-prod --kind usage`

/** `patchbay schedules …`: which runs start by themselves, and when. */
export function registerSchedules(program: Command, parts: Parts): void {
  const schedules = program
    .command('schedules')
    .summary('list, set, delete')
    .description("When the services' runs start by themselves.")
    .addHelpText('after', help)
  const out = toTerminal(process.stdout)
  const kind = () => new Option('--kind <kind>', 'which runs').choices(runKinds).default('extract')

  schedules
    .command('list')
    .description('List the schedules of a service, or of all.')
    .argument('[service]', 'name of a service')
    .option('--json', 'print a JSON array')
    .addHelpText('after', '\nExample:\n  $ patchbay schedules list orders-prod')
    .action((name: string | undefined, { json }: JsonOption) =>
      withState(parts, async (state) => {
        const id = name === undefined ? null : (await findByName(state, name)).id
        const found = await state.schedules.list(id)
        if (json === true) out.line(JSON.stringify(found))
        else await writeSchedules(found, state, out)
      }),
    )

  schedules
    .command('set')
    .description("Make a service's schedule for one kind of run, or change it.")
    .argument('<service>', 'name of a service')
    .argument('<cron>', 'when, such as "30 2 * * *"')
    .addOption(kind())
    .option('--time-zone <zone>', 'IANA name, such as Europe/Berlin (default: as before, UTC for a new one)')
    .option('--off', 'keep it, but let it start nothing; without, it starts runs again')
    .option('--json', 'print the schedule as a JSON object')
    .addHelpText('after', "\nExample:\n  $ patchbay schedules set orders-prod '30 2 * * 1-5'")
    .action((name: string, cron: string, options: SetOptions) =>
      withState(parts, async (state) => {
        const { id } = await findByName(state, name)
        const change = { cron, timeZone: options.timeZone ?? null, enabled: options.off !== true }
        const schedule = await state.schedules.set(id, options.kind, change)
        if (options.json === true) return out.line(JSON.stringify(schedule))
        out.line(`${schedule.description} (${schedule.timeZone}), next ${nextText(schedule)}.`)
      }),
    )

  schedules
    .command('delete')
    .description("Delete a service's schedule for one kind of run.")
    .argument('<service>', 'name of a service')
    .addOption(kind())
    .addHelpText('after', '\nExample:\n  $ patchbay schedules delete orders-prod --kind usage')
    .action((name: string, options: KindOption) =>
      withState(parts, async (state) => {
        const { id } = await findByName(state, name)
        if (await state.schedules.remove(id, options.kind)) return
        throw new AppError('SCHEDULE_NOT_FOUND', `The service has no schedule for ${options.kind}.`, {
          hint: 'patchbay schedules list shows those there are.',
        })
      }),
    )
}

const nextText = ({ enabled, nextTimes }: Schedule): string =>
  enabled ? (nextTimes[0] ?? 'never') : 'never: it is off'

async function writeSchedules(found: readonly Schedule[], state: State, out: Terminal): Promise<void> {
  if (found.length === 0) return out.line('Nothing starts by itself. patchbay schedules set SERVICE CRON changes that.')
  const names = new Map((await state.listServices()).map(({ id, name }) => [id, name]))
  const rows = found.map((schedule) => {
    const { serviceId, kind, cron, description, timeZone } = schedule
    return [names.get(serviceId) ?? '', kind, cron, `${description} (${timeZone})`, nextText(schedule)]
  })
  writeTable(['SERVICE', 'KIND', 'CRON', 'WHEN', 'NEXT'], rows, out)
}
