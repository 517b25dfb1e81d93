import type { ServiceSummary } from '../../core/api.ts'
import type { Parts } from '../parts.ts'
import type { Terminal } from '../terminal.ts'
import { writeTable } from '../text-table.ts'
import { withState } from './with-state.ts'

export async function listServices(json: boolean, parts: Parts, out: Terminal): Promise<void> {
  const services = await withState(parts, (state) => state.listServices())
  if (json) out.line(JSON.stringify(services))
  else if (services.length === 0) out.line('There are no services yet. patchbay serve opens the page to add one.')
  else writeTable(heading, services.map(toRow), out)
}

const heading = ['NAME', 'CONNECTOR', 'TARGET', 'STATE', 'TREND', 'TESTED']

const toRow = ({ name, connector, target, state, trend, testedAt }: ServiceSummary): readonly string[] => [
  name,
  connector,
  target,
  state,
  trend === null ? '' : `${trend.direction} since ${trend.since}`,
  testedAt ?? '',
]
