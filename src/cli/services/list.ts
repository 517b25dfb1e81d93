import type { ServiceSummary } from '../../core/api.ts'
import type { Parts } from '../parts.ts'
import { harmless, style, type Terminal } from '../terminal.ts'
import { withState } from './with-state.ts'

export async function listServices(json: boolean, parts: Parts, out: Terminal): Promise<void> {
  const services = await withState(parts, (state) => state.listServices())
  if (json) out.line(JSON.stringify(services))
  else if (services.length === 0) out.line('There are no services yet. patchbay serve opens the page to add one.')
  else writeTable(services, out)
}

const heading = ['NAME', 'CONNECTOR', 'TARGET', 'STATE', 'TESTED'] as const

function writeTable(services: readonly ServiceSummary[], out: Terminal): void {
  const rows = services.map((service) =>
    [service.name, service.connector, service.target, service.state, service.testedAt ?? ''].map(harmless),
  )
  const widths = heading.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  out.line(style(out, 'dim', line(heading)))
  for (const row of rows) out.line(line(row))
}
