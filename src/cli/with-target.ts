import type { ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { Parts, State } from './parts.ts'
import { readPasswordFromStdin } from './password.ts'
import { completeForm, passwordFor } from './run-test.ts'
import { findByName, withState } from './services/with-state.ts'
import { readTarget } from './target.ts'
import { harmless, type Terminal } from './terminal.ts'

/** What a command does with TARGET, whichever it is. */
export interface TargetWork<T> {
  /** A form at hand, its password put in. Opens no state. */
  form(form: JsonObject): Promise<T>
  /** A saved service; `password` stands in for the stored one. */
  service(state: State, id: ServiceId, password: string | null): Promise<T>
}

/**
 * Works on what TARGET names. The password comes from standard input where that is asked for, else from the text, the
 * environment or a question. Throws an AppError for an unusable target.
 */
export async function withTarget<T>(
  text: string,
  options: { readonly passwordStdin?: true },
  parts: Parts,
  err: Terminal,
  work: TargetWork<T>,
): Promise<T> {
  const target = await readTarget(text, parts)
  const typed = options.passwordStdin === true ? await readPasswordFromStdin() : null
  if (target.kind === 'form') {
    for (const note of target.notes) err.line(harmless(note))
    return await work.form(await completeForm(target.form, typed))
  }
  return await withState(parts, async (state) => {
    const { id } = await findByName(state, target.name)
    return await work.service(state, id, typed ?? (await passwordFor(id, state)))
  })
}
