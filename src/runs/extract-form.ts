import type { Connector, ExtractOptions } from '../connectors/connector.ts'
import { AppError } from '../core/error.ts'
import type { ExtractionOutcome } from '../core/extraction.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { type RunContext, requireForm } from './context.ts'
import { redactor } from './redact.ts'
import { formInUse } from './secrets-in-use.ts'
import { refuseProblems } from './services.ts'

/**
 * Reads a snapshot with a complete form. Nothing here needs the state, and nothing is kept.
 * Throws CONNECTOR_NOT_FOUND, CONNECTOR_NOT_TESTABLE, REQUEST_INVALID before the first line.
 */
export async function extractForm(
  { forms, findConnector }: Pick<RunContext, 'forms' | 'findConnector'>,
  id: ConnectorId,
  form: JsonObject,
  options: ExtractOptions,
): Promise<ExtractionOutcome> {
  const description = requireForm(forms, id)
  const connector: Connector | null = findConnector(id)
  if (connector === null) {
    throw new AppError(
      'CONNECTOR_NOT_TESTABLE',
      `${description.title} has a form, but nothing that reads a snapshot.`,
      {
        hint: 'Its folder under content/ came without code.',
      },
    )
  }
  refuseProblems(description.checkShape(form).filter((problem) => problem.kind === 'type'))
  const outcome = await connector.extract(form, options)
  return outcome.status === 'failed' ? redactor(form, description)(outcome) : outcome
}

/** Reads a snapshot of a saved service. `password` stands in for the stored one. Throws as {@link extractForm}, and SERVICE_NOT_FOUND. */
export async function extractService(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  options: ExtractOptions,
): Promise<ExtractionOutcome> {
  const service = await context.store.services.find(id)
  if (service === null) throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.')
  const form = formInUse(service.connector, service.settings, service.secrets)
  return await extractForm(context, service.connector, password === null ? form : { ...form, password }, options)
}
