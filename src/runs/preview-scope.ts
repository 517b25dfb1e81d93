import type { ConnectionTestInput } from '../core/api.ts'
import type { ScopePreviewAnswer } from '../core/scope-preview.ts'
import type { RunContext } from './context.ts'
import { readyForm } from './form-at-hand.ts'
import { typedForm } from './typed-form.ts'

/**
 * Asks the live server what the form's filters let in and leave out. Throws as {@link readyForm}, SERVICE_NOT_FOUND,
 * and the signal's reason after an abort.
 */
export async function previewScope(
  context: RunContext,
  input: ConnectionTestInput,
  signal: AbortSignal,
): Promise<ScopePreviewAnswer> {
  const form = await typedForm(context, input)
  const { connector, redact } = readyForm(context, input.connector, form, 'can be asked what a filter lets in')
  const result = await connector.previewScope(form, signal)
  return redact(result.ok ? { preview: result.value, diagnosis: null } : { preview: null, diagnosis: result.error })
}
