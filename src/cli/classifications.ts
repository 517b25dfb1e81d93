import type { Command } from 'commander'
import { objectName } from '../core/catalog/diff/difference-text.ts'
import type { Classification } from '../core/classification.ts'
import { AppError } from '../core/error.ts'
import type { Parts } from './parts.ts'
import { quotable } from './quotable.ts'
import { withState } from './services/with-state.ts'
import { harmless, style, type Terminal, toTerminal } from './terminal.ts'

const help = `
Row-level-security policies of the newest snapshots are tags, such as PostgresPolicyTags.tenant_isolation, under the
name that each service's settings give them. Services that share a name share the classification.

Examples:
  $ patchbay classifications
  $ patchbay classifications PostgresPolicyTags --json

With --json: [{ name, services, tags: [{ name, uses: [{ serviceId, relation, command, permissive, roles, using, check,
comment }] }] }].`

/** `patchbay classifications`: policies as tags, and where each is used. */
export function registerClassifications(program: Command, parts: Parts): void {
  const out = toTerminal(process.stdout)
  program
    .command('classifications')
    .summary('policies as tags, and where each is used')
    .description('Show row-level-security policies as tags, and where each is used.')
    .argument('[name]', 'one classification')
    .option('--json', 'print a JSON array')
    .addHelpText('after', help)
    .action((name: string | undefined, { json }: { readonly json?: true }) =>
      withState(parts, async (state) => {
        const all = await state.catalog.classifications()
        const found = name === undefined ? all : all.filter((one) => one.name === name)
        if (name !== undefined && found.length === 0) {
          throw new AppError('REQUEST_INVALID', `There is no classification ${quotable(name)}.`, {
            hint: 'patchbay classifications lists those there are.',
          })
        }
        if (json === true) return out.line(JSON.stringify(found))
        if (found.length === 0) return out.line('There are no classifications yet: each saved service has one.')
        for (const one of found) writeClassification(one, out)
      }),
    )
}

function writeClassification({ name, services, tags }: Classification, out: Terminal): void {
  const from = services.map((service) => service.name).join(', ')
  const count = `${tags.length} ${tags.length === 1 ? 'tag' : 'tags'}`
  out.line(`${style(out, 'bold', harmless(name))}: ${count}, from ${harmless(from)}`)
  const names = new Map(services.map((service) => [service.id, service.name]))
  for (const tag of tags) {
    out.line(harmless(`  ${name}.${tag.name}`))
    for (const { serviceId, relation, command, permissive, roles, using, check } of tag.uses) {
      const what = [
        permissive ? command : `${command}, restrictive`,
        `to ${roles.map((role) => role ?? 'PUBLIC').join(', ')}`,
        ...(using === null ? [] : [`using (${using})`]),
        ...(check === null ? [] : [`check (${check})`]),
      ].join(', ')
      const { kind, schema, name: table, database } = relation
      const place = objectName(database, { kind, schema, name: table })
      out.line(harmless(`    ${names.get(serviceId) ?? ''}  ${place}: ${what}`))
    }
  }
}
