import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import type { Command } from 'commander'
import { AppError } from '../core/error.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Parts } from './parts.ts'
import { harmless, style, type Terminal, toTerminal } from './terminal.ts'

/** One finding about this installation. `detail` says what was found, `hint` what to do about a problem. */
interface CheckResult {
  readonly id: string
  readonly title: string
  readonly status: 'ok' | 'problem'
  readonly detail: string
  readonly hint: string | null
}

interface Check {
  readonly id: string
  readonly title: string
  /** What was found, or a problem, which may also be thrown as an AppError. Null where the check does not apply. */
  run(): Promise<string | Problem | null>
}

interface Problem {
  readonly problem: string
  readonly hint: string
}

const help = `
It starts what "patchbay serve" would start and ends it again.

Example:
  $ patchbay doctor --json

Exit code: 0 all is well, 1 a problem was found.`

export function registerDoctor(program: Command, parts: Parts, end: (code: ExitCode) => void): void {
  program
    .command('doctor')
    .summary('check this installation')
    .description('Check this installation and say what to do about each problem.')
    .option('--json', 'print { checks } as one JSON document')
    .addHelpText('after', help)
    .action(async ({ json }: { readonly json?: true }) => {
      const out = toTerminal(process.stdout)
      const results: CheckResult[] = []
      for (const check of toChecks(parts)) {
        const result = await runCheck(check)
        if (result === null) continue
        results.push(result)
        if (json !== true) writeResult(result, out)
      }
      if (json === true) out.line(JSON.stringify({ checks: results }))
      end(results.every((result) => result.status === 'ok') ? exitCodes.success : exitCodes.no)
    })
}

/** In the order they build on each other. */
function toChecks(parts: Parts): readonly Check[] {
  return [
    { id: 'node', title: 'Node', run: async () => checkNode(process.versions.node) },
    { id: 'data-directory', title: 'Data directory', run: () => checkDirectory(parts.dataDirectory()) },
    { id: 'key', title: 'Key', run: () => parts.describeKey() },
    { id: 'embedded-postgres', title: 'Embedded Postgres', run: () => parts.describeEmbedded() },
    { id: 'state', title: 'State database', run: () => checkState(parts) },
    { id: 'content', title: 'Forms and manuals', run: () => parts.describeContent() },
  ]
}

async function runCheck({ id, title, run }: Check): Promise<CheckResult | null> {
  try {
    const found = await run()
    if (found === null) return null
    if (typeof found === 'string') return { id, title, status: 'ok', detail: found, hint: null }
    return { id, title, status: 'problem', detail: found.problem, hint: found.hint }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const detail = error.details === null ? error.message : `${error.message}\n${error.details}`
    return { id, title, status: 'problem', detail, hint: error.hint }
  }
}

function writeResult({ title, status, detail, hint }: CheckResult, out: Terminal): void {
  const mark = status === 'ok' ? style(out, 'green', '✓') : style(out, 'red', '✗')
  out.line(
    `${mark} ${title.padEnd(18)} ${status.padEnd(8)} ${harmless(detail).replaceAll('\n', `\n${' '.repeat(30)}`)}`,
  )
  if (hint !== null) out.line(`${' '.repeat(30)}${style(out, 'dim', harmless(hint))}`)
}

/** Kept equal to `engines` in package.json by a test. */
export const oldestNode = [20, 19] as const

function checkNode(version: string): string | Problem {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = oldestNode
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return version
  return { problem: `This is Node ${version}.`, hint: `Install Node ${oldestNode.join('.')} or newer.` }
}

/** It need not exist yet, but then it must be possible to make it. */
async function checkDirectory(directory: Promise<string>): Promise<string | Problem> {
  const place = await directory
  for (let present = place; ; present = path.dirname(present)) {
    try {
      await access(present, constants.W_OK | constants.X_OK)
      return present === place ? place : `${place}, made when it is needed`
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'ENOENT' && present !== path.dirname(present)) continue
      return {
        problem: `${place} cannot be written.
${present}: ${code ?? 'unknown error'}`,
        hint: 'Set PATCHBAY_DATA_DIR to a directory that may be written.',
      }
    }
  }
}

async function checkState(parts: Parts): Promise<string> {
  const state = await parts.openState()
  try {
    const services = await state.listServices()
    const place = process.env.DATABASE_URL ? 'DATABASE_URL' : 'embedded'
    return `${place}, up to date, ${services.length} ${services.length === 1 ? 'service' : 'services'}`
  } finally {
    await state.close()
  }
}
