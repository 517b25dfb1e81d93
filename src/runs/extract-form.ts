import type { ExtractOptions } from '../connectors/connector.ts'
import type { ExtractionOutcome } from '../core/extraction.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { RunContext } from './context.ts'
import { type FormContext, readyForm, serviceForm } from './form-at-hand.ts'

/** Reads a snapshot with a complete form. Nothing is kept. Throws as {@link readyForm} before the first line. */
export async function extractForm(
  context: FormContext,
  id: ConnectorId,
  form: JsonObject,
  options: ExtractOptions,
): Promise<ExtractionOutcome> {
  const { connector, redact } = readyForm(context, id, form, 'reads a snapshot')
  const outcome = await connector.extract(form, options)
  return outcome.status === 'failed' ? redact(outcome) : outcome
}

/** Reads a snapshot of a saved service. `password` stands in for the stored one. Throws as {@link extractForm}, and SERVICE_NOT_FOUND. */
export async function extractService(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  options: ExtractOptions,
): Promise<ExtractionOutcome> {
  const { connector, form } = await serviceForm(context, id, password)
  return await extractForm(context, connector, form, options)
}
