import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../core/error.ts'
import type { Check } from '../../core/quality/checks/check.ts'
import type { CheckPlace } from '../../core/quality/checks/export/check-format.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import type { Parts } from '../parts.ts'
import { quotable } from '../quotable.ts'
import { findByName, withState } from '../services/with-state.ts'
import { readTarget } from '../target.ts'
import { harmless, style, toTerminal } from '../terminal.ts'

/** Writes checks for another tool, as if they were run on TARGET; no server is asked. */
export async function exportChecks(
  text: string,
  checks: readonly Check[],
  { as, out: folder }: { readonly as: string; readonly out?: string },
  parts: Parts,
): Promise<ExitCode> {
  const { checkFormats } = await import('../../core/quality/checks/export/check-formats.ts')
  const format = checkFormats.find(({ id }) => id === as)
  if (format === undefined) {
    throw new AppError('REQUEST_INVALID', 'There is no such format.', {
      hint: `Choose ${checkFormats.map(({ id }) => id).join(', ')}.`,
    })
  }
  const { files, left } = format.render(checks, await placeOf(text, parts))
  const [out, err] = [toTerminal(process.stdout), toTerminal(process.stderr)]
  if (folder !== undefined) await writeFiles(folder, files)
  else {
    for (const [at, { text: content, path: file }] of files.entries()) {
      if (at > 0 && file.endsWith('.yaml')) out.line('---')
      out.write(out.isTerminal ? harmless(content) : content)
    }
  }
  if (left.length > 0) err.line(style(err, 'yellow', `${format.title} has no words for ${left.length} of the checks:`))
  for (const { id } of left) err.line(harmless(`  ${id}`))
  return exitCodes.success
}

async function placeOf(text: string, parts: Parts): Promise<CheckPlace> {
  const target = await readTarget(text, parts)
  const named = (database: unknown) => (typeof database === 'string' && database !== '' ? database : 'postgres')
  if (target.kind === 'form') return { service: 'postgres', database: named(target.form.database) }
  return await withState(parts, async (state) => {
    const { name, settings } = await state.readService((await findByName(state, target.name)).id)
    return { service: name, database: named(settings.database) }
  })
}

async function writeFiles(folder: string, files: readonly { readonly path: string; readonly text: string }[]) {
  try {
    await mkdir(folder, { recursive: true })
    for (const { path: file, text } of files) await writeFile(path.join(folder, file), text)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new AppError('INPUT_UNREADABLE', `${quotable(folder)} cannot be written.`, {
      details: String(error.code),
      hint: 'Choose another folder with --out.',
      cause: error,
    })
  }
}
