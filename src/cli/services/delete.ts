import { createInterface } from 'node:readline/promises'
import type { ServiceHoldings } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Parts } from '../parts.ts'
import { harmless, type Terminal } from '../terminal.ts'
import { findByName, withState } from './with-state.ts'

/** Deletes a service once that was confirmed, by a question on the terminal or by `yes`. */
export async function deleteService(
  name: string,
  options: { readonly json: boolean; readonly yes: boolean },
  parts: Parts,
  out: Terminal,
): Promise<ExitCode> {
  const mayAsk = process.stdin.isTTY && process.stderr.isTTY
  if (!options.yes && !mayAsk) {
    throw new AppError('REQUEST_INVALID', 'Deleting needs a confirmation.', {
      hint: 'Add --yes, or run it on a terminal.',
    })
  }
  return await withState(parts, async (state) => {
    const service = await findByName(state, name)
    const label = `${harmless(service.name)} (${harmless(service.target)})`
    const losses = holdingsText(await state.runs.holdings(service.id))
    if (!options.yes && !(await confirm(`Delete the service ${label}?${losses} Its server is not touched. [y/N] `))) {
      out.line('Nothing was deleted.')
      return exitCodes.no
    }
    await state.deleteService(service.id)
    out.line(options.json ? JSON.stringify(service) : `Deleted ${label}.`)
    return exitCodes.success
  })
}

/** ` 3 runs and 2 snapshots go with it.` */
function holdingsText({ runs, snapshots, schedules }: ServiceHoldings): string {
  const parts = [counted(runs, 'run'), counted(snapshots, 'snapshot'), counted(schedules, 'schedule')].filter(
    (part) => part !== null,
  )
  if (parts.length === 0) return ''
  const verb = runs + snapshots + schedules === 1 ? 'goes' : 'go'
  return ` ${new Intl.ListFormat('en').format(parts)} ${verb} with it.`
}

const counted = (count: number, word: string): string | null =>
  count === 0 ? null : `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim())
  } finally {
    terminal.close()
  }
}
