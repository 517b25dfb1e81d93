import { AppError } from '../../core/error.ts'
import { isJsonObject } from '../../core/json.ts'
import { parseJson } from '../../core/parse-json.ts'
import type { RelationProfile } from '../../core/quality/profile.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { wholeSnapshot } from '../export-snapshot.ts'
import { readText } from '../input-file.ts'
import type { Parts } from '../parts.ts'
import { quotable } from '../quotable.ts'
import { harmless, toTerminal } from '../terminal.ts'
import { wantedRelations } from './wanted-relations.ts'

export interface SuggestOptions {
  readonly profile?: string
  readonly relation?: readonly string[]
  readonly passwordStdin?: true
}

/** Writes a file of checks that a snapshot, and a profile where one is given, suggest. */
export async function suggest(text: string, options: SuggestOptions, parts: Parts): Promise<ExitCode> {
  const profiles = options.profile === undefined ? [] : await readProfiles(options.profile)
  const snapshot = await wholeSnapshot(text, options, parts)
  if (snapshot === null) return exitCodes.no
  const [{ suggestChecks }, { renderChecks }] = await Promise.all([
    import('../../core/quality/checks/suggest-checks.ts'),
    import('../../core/quality/checks/render-checks.ts'),
  ])
  const isWanted = wantedRelations(options.relation)
  const out = toTerminal(process.stdout)
  const yaml = renderChecks(suggestChecks(snapshot, profiles).filter(isWanted))
  out.write(out.isTerminal ? harmless(yaml) : yaml)
  return exitCodes.success
}

/** What `patchbay profile --json` wrote. */
async function readProfiles(file: string): Promise<readonly RelationProfile[]> {
  const parsed = parseJson(await readText(file))
  const relations = parsed.ok && isJsonObject(parsed.value) ? parsed.value.relations : null
  const isProfile = (value: unknown) =>
    isJsonObject(value) && typeof value.relation === 'string' && Array.isArray(value.columns)
  if (Array.isArray(relations) && relations.every(isProfile)) return relations as unknown as RelationProfile[]
  throw new AppError('INPUT_UNREADABLE', `${quotable(file)} is not a profile.`, {
    hint: 'patchbay profile TARGET --json writes one.',
  })
}
