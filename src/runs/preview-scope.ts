import type { ConnectionTestInput } from '../core/api.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { ScopePreviewAnswer } from '../core/scope-preview.ts'
import type { RunContext } from './context.ts'
import { type FormContext, readyForm, serviceForm } from './form-at-hand.ts'
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
  return await previewFormScope(context, input.connector, await typedForm(context, input), signal)
}

/** Of a complete form. Throws as {@link readyForm}, and the signal's reason after an abort. */
export async function previewFormScope(
  context: FormContext,
  id: ConnectorId,
  form: JsonObject,
  signal: AbortSignal,
): Promise<ScopePreviewAnswer> {
  const { connector, redact } = readyForm(context, id, form, 'can be asked what a filter lets in')
  const result = await connector.previewScope(form, signal)
  return redact(result.ok ? { preview: result.value, diagnosis: null } : { preview: null, diagnosis: result.error })
}

/** Of a saved service. `password` stands in for the stored one. Throws as {@link previewFormScope}, and SERVICE_NOT_FOUND. */
export async function previewServiceScope(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  signal: AbortSignal,
): Promise<ScopePreviewAnswer> {
  const { connector, form } = await serviceForm(context, id, password)
  return await previewFormScope(context, connector, form, signal)
}
