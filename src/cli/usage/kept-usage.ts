import { AppError } from '../../core/error.ts'
import type { ServiceId } from '../../core/ids.ts'
import { type UsageFormat, usageFormats } from '../../core/usage/export/usage-formats.ts'
import { parseSpanEnd, type SpanEnd } from '../../core/usage/span-end.ts'
import type { KeptUsage } from '../../core/usage-api.ts'
import type { SpanRequest } from '../../runs/usage/service-usage.ts'
import type { Parts, State } from '../parts.ts'
import { quotable } from '../quotable.ts'
import { findByName, withState } from '../services/with-state.ts'
import { readTarget } from '../target.ts'
import { harmless, type Terminal } from '../terminal.ts'
import { writeRelations, writeUnused } from './relation-tables.ts'
import { writeUsage } from './usage-table.ts'

export interface KeptUsageOptions {
  readonly from?: string
  readonly to?: string
  readonly own?: true
  readonly relations?: true
  readonly unused?: true
  readonly as?: string
  readonly limit?: number
  readonly json?: true
}

/** Whether the options ask for readings that are kept, and not for a new one. */
export const asksForKept = ({ from, to, relations, unused, as }: KeptUsageOptions): boolean =>
  [from, to, relations, unused, as].some((option) => option !== undefined)

/** Prints what kept readings of a service say about a span. No server is asked. */
export async function showKeptUsage(
  text: string,
  options: KeptUsageOptions,
  parts: Parts,
  [out, err]: readonly [Terminal, Terminal],
): Promise<void> {
  const from = options.from === 'reset' ? 'reset' : toEnd(options.from)
  const span: SpanRequest = { from, to: toEnd(options.to), own: options.own === true }
  const format = options.as === undefined ? null : toFormat(options.as)
  const target = await readTarget(text, parts)
  if (target.kind === 'form') {
    throw new AppError('REQUEST_INVALID', 'Readings are kept of saved services alone.', {
      hint: 'Give the name of a service, or --since FILE with an earlier reading.',
    })
  }
  await withState(parts, async (state) => {
    const { id } = await findByName(state, target.name)
    await show(state, id, span)
  })

  async function show({ usage }: State, id: ServiceId, wanted: SpanRequest): Promise<void> {
    if (format !== null) {
      const written = await usage.export(id, wanted, format)
      out.write(out.isTerminal ? harmless(written) : written)
    } else if (options.unused === true) {
      const report = await usage.unused(id, wanted)
      if (options.json) out.line(JSON.stringify(report))
      else writeUnused(report, out, err)
    } else if (options.relations === true) {
      const ranking = await usage.relations(id, wanted)
      if (options.json) out.line(JSON.stringify(ranking))
      else writeRelations(ranking, out, err)
    } else {
      const told = shortened(await usage.statements(id, wanted), options.limit)
      if (options.json) out.line(JSON.stringify(told))
      else writeUsage(told, out, err)
    }
  }
}

function toEnd(text: string | undefined): SpanEnd | null {
  if (text === undefined) return null
  const end = parseSpanEnd(text)
  if (end !== null) return end
  throw new AppError('REQUEST_INVALID', `${quotable(text)} is no moment.`, {
    hint: 'Write 2026-11-20, 2026-11-20T08:30Z, or the number of a reading.',
  })
}

function toFormat(text: string): UsageFormat {
  const format = usageFormats.find((each) => each === text)
  if (format !== undefined) return format
  throw new AppError('REQUEST_INVALID', 'There is no such format.', { hint: `Choose ${usageFormats.join(', ')}.` })
}

function shortened(told: KeptUsage, limit: number | undefined): KeptUsage {
  if (limit === undefined || told.statements.length <= limit) return told
  const message = `Only the ${limit} statements that took the most time are shown.`
  const problems = [...told.problems, { code: 'USAGE_LIMITED', message } as const]
  return { ...told, statements: told.statements.slice(0, limit), problems }
}
