import { type Command, InvalidArgumentError, Option } from 'commander'
import { AppError } from '../core/error.ts'
import { type ServiceId, type TestId, toTestId } from '../core/ids.ts'
import type { PastTest } from '../core/past-tests.ts'
import { differenceLines } from '../core/report-difference-text.ts'
import { parseLimit } from './parse-limit.ts'
import type { Parts, State } from './parts.ts'
import { type ReportForm, renderReport, reportForms } from './report-form.ts'
import { findByName, withState } from './services/with-state.ts'
import { harmless, toTerminal } from './terminal.ts'
import { writeTests } from './tests/test-lines.ts'

interface JsonOption {
  readonly json?: true
}

interface ShowOptions extends JsonOption {
  readonly as: ReportForm
}

const help = `
Every test of a saved service is kept, whoever asked for it: a page, a command, a run or a schedule.

Examples:
  $ patchbay tests list orders-prod
  $ patchbay tests show orders-prod --as markdown
  $ patchbay tests diff orders-prod 118 131 --json`

/** `patchbay tests …`: past connection tests of the saved services, and what changed between them. */
export function registerTests(program: Command, parts: Parts): void {
  const tests = program
    .command('tests')
    .summary('list, show, diff')
    .description('Past connection tests of the saved services.')
    .addHelpText('after', help)
  const out = toTerminal(process.stdout)

  tests
    .command('list')
    .description("List a service's tests, the newest first, each compared with the one before.")
    .argument('<service>', 'name of a service')
    .option('--limit <number>', 'at most so many', parseLimit, 20)
    .option('--json', 'print a JSON array')
    .addHelpText('after', '\nExample:\n  $ patchbay tests list orders-prod --limit 5 --json')
    .action((name: string, { limit, json }: JsonOption & { readonly limit: number }) =>
      withService(name, parts, async (state, id) => {
        const found = await state.tests.list(id, limit)
        if (json === true) out.line(JSON.stringify(found))
        else writeTests(found, out)
      }),
    )

  tests
    .command('show')
    .description('Show the report of a test, the newest unless told.')
    .argument('<service>', 'name of a service')
    .argument('[id]', 'id of a test', parseId)
    .addOption(new Option('--as <form>', 'how to write it').choices(reportForms).default('text'))
    .option('--json', 'print the report as one JSON document')
    .addHelpText('after', '\nExample:\n  $ patchbay tests show orders-prod 118 --as markdown')
    .action((name: string, wanted: TestId | undefined, { as, json }: ShowOptions) =>
      withService(name, parts, async (state, id, target) => {
        const test = wanted ?? (await newest(state, id, 1))[0]?.id ?? noTest()
        const { report } = await state.tests.show(id, test)
        if (json === true) out.line(JSON.stringify(report))
        else out.write(harmless(renderReport[as](report, target)))
      }),
    )

  tests
    .command('diff')
    .description('Show what changed between two tests, the newest two unless told.')
    .argument('<service>', 'name of a service')
    .argument('[before]', 'id of the earlier test', parseId)
    .argument('[after]', 'id of the later one (default: the newest)', parseId)
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nExample:\n  $ patchbay tests diff orders-prod 118 131')
    .action((name: string, before: TestId | undefined, after: TestId | undefined, { json }: JsonOption) =>
      withService(name, parts, async (state, id) => {
        const [last, last2] = await newest(state, id, 2)
        const difference = await state.tests.diff(id, before ?? last2?.id ?? noTest(), after ?? last?.id ?? noTest())
        if (json === true) return out.line(JSON.stringify(difference))
        const lines = differenceLines(difference)
        out.line(
          { better: 'Better than before.', worse: 'Worse than before.', same: 'As good as before.' }[
            difference.direction
          ],
        )
        for (const line of lines.length === 0 ? ['Nothing changed.'] : lines) out.line(`  ${harmless(line)}`)
      }),
    )
}

const newest = (state: State, id: ServiceId, limit: number): Promise<readonly PastTest[]> => state.tests.list(id, limit)

function withService(
  name: string,
  parts: Parts,
  work: (state: State, id: ServiceId, target: string) => Promise<void>,
): Promise<void> {
  return withState(parts, async (state) => {
    const { id, target } = await findByName(state, name)
    await work(state, id, target)
  })
}

function noTest(): never {
  throw new AppError('TEST_NOT_FOUND', 'The service has too few tests for that.', {
    hint: 'patchbay test SERVICE makes one.',
  })
}

function parseId(text: string): TestId {
  if (/^[1-9]\d{0,17}$/.test(text)) return toTestId(text)
  throw new InvalidArgumentError('patchbay tests list shows the ids.')
}
