import { accessGap, psqlScript } from '../../core/access-gap.ts'
import type { Wanted } from '../access.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Parts } from '../parts.ts'
import { type RunTestOptions, runTest } from '../run-test.ts'
import { harmless, toTerminal } from '../terminal.ts'
import { writeVerdict } from '../timeline.ts'

export interface GapOptions extends Wanted, Pick<RunTestOptions, 'passwordStdin'> {
  readonly undo?: true
  readonly json?: true
}

export async function writeGap(target: string, options: GapOptions, parts: Parts): Promise<ExitCode> {
  const err = toTerminal(process.stderr)
  const out = toTerminal(process.stdout)
  const { report } = await runTest(target, options, parts, err)
  if (report.verdict === 'cancelled') return exitCodes.interrupted
  const steps = accessGap(report, options.for)
  const grant = psqlScript(steps, 'grant', 'Closes the gap that a connection test found. Run it with psql.')
  const revoke = psqlScript(steps, 'revoke', 'Takes back exactly what the script for the gap gave. Run it with psql.')
  const code = report.verdict === 'failed' || steps.length > 0 ? exitCodes.no : exitCodes.success
  if (options.json === true) out.line(JSON.stringify({ verdict: report.verdict, steps, grant, revoke }))
  else if (report.verdict === 'failed') writeVerdict(report, err)
  else if (steps.length > 0) out.line(harmless(options.undo === true ? revoke : grant))
  else err.line('\nNothing is missing that a grant would bring.')
  return code
}
