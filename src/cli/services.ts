import type { Command } from 'commander'
import type { ExitCode } from './exit-codes.ts'
import type { Parts } from './parts.ts'
import { toTerminal } from './terminal.ts'

interface JsonOption {
  readonly json?: true
}

const help = `
Examples:
  $ patchbay services list
  $ patchbay services show orders-prod --json
  $ patchbay services export > services.yaml
  $ patchbay services import services.yaml
  $ patchbay services delete orders-prod --yes`

/** `patchbay services …`: the saved services. Secrets go in and never come out. */
export function registerServices(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  const services = program
    .command('services')
    .summary('list, show, import, export, delete')
    .description('The saved services.')
    .addHelpText('after', help)
  const out = toTerminal(process.stdout)

  services
    .command('list')
    .description('List the saved services.')
    .option('--json', 'print a JSON array')
    .addHelpText('after', '\nExample:\n  $ patchbay services list --json')
    .action(async ({ json }: JsonOption) => {
      const { listServices } = await import('./services/list.ts')
      await listServices(json === true, parts, out)
    })

  services
    .command('show')
    .description('Show one service; of its secrets only whether they are stored.')
    .argument('<name>', 'name of a service')
    .option('--json', 'print a JSON object')
    .addHelpText('after', '\nExample:\n  $ patchbay services show orders-prod')
    .action(async (name: string, { json }: JsonOption) => {
      const { showService } = await import('./services/show.ts')
      await showService(name, json === true, parts, out)
    })

  services
    .command('export')
    .description('Write services as YAML, with placeholders such as ${PATCHBAY_ORDERS_PASSWORD} for secrets.')
    .argument('[names...]', 'names of services (default: all)')
    .option('--json', 'write JSON instead of YAML')
    .addHelpText('after', '\nExample:\n  $ patchbay services export > services.yaml')
    .action(async (names: string[], { json }: JsonOption) => {
      const { exportServices } = await import('./services/export.ts')
      await exportServices(names, json === true, parts, out)
    })

  services
    .command('import')
    .description('Save the services of a YAML or JSON file: all of them, or none if anything is wrong.')
    .argument('<file>', 'file as export writes it; environment variables fill its placeholders')
    .option('--json', 'print the saved services as a JSON array')
    .addHelpText('after', '\nExample:\n  $ PATCHBAY_ORDERS_PASSWORD=… patchbay services import services.yaml')
    .action(async (file: string, { json }: JsonOption) => {
      const { importServices } = await import('./services/import.ts')
      await importServices(file, json === true, parts, out)
    })

  services
    .command('delete')
    .description('Delete a service. Its server is not touched.')
    .argument('<name>', 'name of a service')
    .option('--yes', 'do not ask')
    .option('--json', 'print the deleted service as a JSON object')
    .addHelpText('after', '\nExample:\n  $ patchbay services delete orders-prod --yes')
    .action(async (name: string, { json, yes }: JsonOption & { readonly yes?: true }) => {
      const { deleteService } = await import('./services/delete.ts')
      end(await deleteService(name, { json: json === true, yes: yes === true }, parts, out))
    })
}
