import type { Command } from 'commander'
import { objectName } from '../core/catalog/diff/difference-text.ts'
import { parseLimit } from './parse-limit.ts'
import type { Parts } from './parts.ts'
import { findByName, withState } from './services/with-state.ts'
import { harmless, style, toTerminal } from './terminal.ts'
import { writeTable } from './text-table.ts'

interface ListOptions {
  readonly limit: number
  readonly json?: true
}

const help = `
Runs keep snapshots: patchbay runs start SERVICE takes one. A number names it elsewhere, as in SERVICE@12.

Examples:
  $ patchbay snapshots list orders-prod
  $ patchbay snapshots changes orders-prod --json
  $ patchbay diff orders-prod@11 orders-prod@12`

/** `patchbay snapshots …`: what is stored of a saved service, and when it changed. */
export function registerSnapshots(program: Command, parts: Parts): void {
  const snapshots = program
    .command('snapshots')
    .summary('list, changes')
    .description('What is stored of the saved services, and when it changed.')
    .addHelpText('after', help)
  const out = toTerminal(process.stdout)

  snapshots
    .command('list')
    .description("List a service's snapshots, the newest first.")
    .argument('<service>', 'name of a service')
    .option('--limit <number>', 'at most so many', parseLimit, 20)
    .option('--json', 'print a JSON array')
    .addHelpText('after', '\nExample:\n  $ patchbay snapshots list orders-prod --limit 5')
    .action((name: string, { limit, json }: ListOptions) =>
      withState(parts, async (state) => {
        const found = await state.catalog.snapshots((await findByName(state, name)).id, limit)
        if (json === true) return out.line(JSON.stringify(found))
        if (found.length === 0) return out.line('There are none yet. patchbay runs start SERVICE takes one.')
        const rows = found.map(({ number, takenAt, server, objects, runId }) => [
          String(number),
          takenAt,
          server.version,
          String(objects),
          runId ?? 'removed since',
        ])
        writeTable(['NUMBER', 'TAKEN', 'SERVER', 'OBJECTS', 'RUN'], rows, out)
      }),
    )

  snapshots
    .command('changes')
    .description('List the snapshots that differ from the one before, the newest first.')
    .argument('<service>', 'name of a service')
    .option('--limit <number>', 'look at so many snapshots', parseLimit, 20)
    .option('--json', 'print a JSON object: { steps: [{ from, to, counts, sample }], next }')
    .addHelpText('after', '\nExample:\n  $ patchbay snapshots changes orders-prod')
    .action((name: string, { limit, json }: ListOptions) =>
      withState(parts, async (state) => {
        const page = await state.catalog.changes((await findByName(state, name)).id, limit)
        if (json === true) return out.line(JSON.stringify(page))
        if (page.steps.length === 0) return out.line('Nothing changed from snapshot to snapshot.')
        for (const { from, to, counts, sample } of page.steps) {
          const told = Object.entries(counts).flatMap(([what, count]) =>
            count === 0 ? [] : [`${count} ${what === 'unknown' ? 'cannot be told' : what}`],
          )
          out.line(style(out, 'bold', `${to.takenAt}  ${from.number} → ${to.number}  ${told.join(', ')}`))
          for (const { change, database, object } of sample) {
            out.line(harmless(`  ${change} ${object.kind} ${objectName(database, object)}`))
          }
        }
      }),
    )
}
