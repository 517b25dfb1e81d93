import type { Command } from 'commander'
import type { SearchHit } from '../core/catalog-api.ts'
import { parseLimit } from './parse-limit.ts'
import type { Parts } from './parts.ts'
import { findByName, withState } from './services/with-state.ts'
import { toTerminal } from './terminal.ts'
import { writeTable } from './text-table.ts'

interface SearchOptions {
  readonly service?: string
  readonly limit: number
  readonly json?: true
}

const help = `
It looks in the newest snapshots, as the page does: names, columns, types, comments. All words have to be found.

Examples:
  $ patchbay search customer mail
  $ patchbay search uuid --service orders-prod --json

With --json: [{ kind, database, schema, name, arguments, matches: [{ part, of, text }], serviceId, serviceName }];
with --service without the last two.`

/** `patchbay search`: objects that hold all words, the best first. */
export function registerSearch(program: Command, parts: Parts): void {
  const out = toTerminal(process.stdout)
  program
    .command('search')
    .summary('find objects by name, column, type or comment')
    .description('Find objects in what was read of the saved services, the best first.')
    .argument('<words...>', 'what has to be found')
    .option('--service <name>', 'only in this service')
    .option('--limit <number>', 'at most so many', parseLimit, 20)
    .option('--json', 'print a JSON array')
    .addHelpText('after', help)
    .action((words: string[], { service, limit, json }: SearchOptions) =>
      withState(parts, async ({ catalog, ...state }) => {
        if (service === undefined) {
          const hits = await catalog.search(words.join(' '), limit)
          if (json === true) return out.line(JSON.stringify(hits))
          return writeHits(hits.map((hit) => [hit.serviceName, hit]))
        }
        const { id, name } = await findByName(state, service)
        const [newest] = await catalog.snapshots(id, 1)
        const hits = newest === undefined ? [] : await catalog.searchIn(newest.id, words.join(' '), limit)
        if (json === true) return out.line(JSON.stringify(hits))
        writeHits(hits.map((hit) => [name, hit]))
      }),
    )

  function writeHits(hits: readonly (readonly [service: string, hit: SearchHit])[]): void {
    if (hits.length === 0) {
      out.line('Nothing was found.')
      return
    }
    const rows = hits.map(([service, { kind, database, schema, name, matches, ...rest }]) => {
      const place = [kind === 'database' ? null : database, schema, name].filter((part) => part !== null).join('.')
      const where = matches.map(({ part, of }) => (of === null ? part : `${part} of ${of}`)).join(', ')
      return [service, kind, rest.arguments === '' ? place : `${place}(${rest.arguments})`, where]
    })
    writeTable(['SERVICE', 'KIND', 'NAME', 'FOUND IN'], rows, out)
  }
}
