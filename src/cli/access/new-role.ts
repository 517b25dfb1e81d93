import type { AccessLogin, AccessProvider, AccessScript } from '../../core/access.ts'
import type { NamedDatabases, Wanted } from '../access.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Parts } from '../parts.ts'
import { harmless, style, toTerminal, wrap } from '../terminal.ts'

/** Parts of the answer that can be printed by themselves. */
export const accessFormats = ['grant', 'revoke', 'hba', 'markdown', 'text'] as const

export interface NewRoleOptions extends Wanted {
  readonly owner: readonly string[]
  readonly login: AccessLogin
  readonly provider: AccessProvider
  readonly address?: string
  readonly tls: boolean
  readonly until?: string
  readonly connections?: number
  readonly as: (typeof accessFormats)[number]
  readonly json?: true
}

export async function writeNewRole(
  role: string,
  databases: NamedDatabases,
  options: NewRoleOptions,
  parts: Pick<Parts, 'writeAccessScript'>,
): Promise<ExitCode> {
  const script = await parts.writeAccessScript({
    role,
    capabilities: options.for,
    databases,
    owners: options.owner,
    login: options.login,
    provider: options.provider,
    address: options.address ?? null,
    tls: options.tls,
    validUntil: options.until ?? null,
    connectionLimit: options.connections ?? null,
  })
  const out = toTerminal(process.stdout)
  if (options.json === true) {
    out.line(JSON.stringify(script))
    return exitCodes.success
  }
  out.line(harmless(printed(script, options.as).trimEnd()))
  if (options.as === 'grant') writeNotes(script)
  return exitCodes.success
}

function printed({ grant, revoke, hba, handOff }: AccessScript, part: NewRoleOptions['as']): string {
  const none = 'Nobody can edit pg_hba.conf at this provider.'
  return { grant, revoke, hba: hba ?? none, ...handOff }[part]
}

/** Beside the script, so that the script alone can go into a file. */
function writeNotes({ hba, notes }: AccessScript): void {
  const err = toTerminal(process.stderr)
  if (hba !== null) err.line(`\n${style(err, 'bold', 'For pg_hba.conf:')}\n${harmless(hba).replace(/^/gm, '  ')}`)
  if (notes.length > 0) err.line(`\n${style(err, 'bold', 'To know:')}`)
  for (const note of notes) err.line(wrap(harmless(note), '  '))
  err.line(style(err, 'dim', '\n--as markdown writes the whole request, --as revoke its undoing.'))
}
