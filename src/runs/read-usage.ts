import type { ReadUsageOptions } from '../connectors/connector.ts'
import type { Diagnosis } from '../core/connection.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { err, type Result } from '../core/result.ts'
import type { UsageReading } from '../core/usage/reading.ts'
import type { RunContext } from './context.ts'
import { type FormContext, readyForm, serviceForm } from './form-at-hand.ts'

/** One reading with a complete form. Nothing is kept. Throws as {@link readyForm}, and the signal's reason after an abort. */
export async function readFormUsage(
  context: FormContext,
  id: ConnectorId,
  form: JsonObject,
  options: ReadUsageOptions,
): Promise<Result<UsageReading, Diagnosis>> {
  const { connector, redact } = readyForm(context, id, form, 'reads usage')
  const result = await connector.readUsage(form, options)
  return result.ok ? result : err(redact(result.error))
}

/** One reading of a saved service. `password` stands in for the stored one. Throws as {@link readFormUsage}, and SERVICE_NOT_FOUND. */
export async function readServiceUsage(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  options: ReadUsageOptions,
): Promise<Result<UsageReading, Diagnosis>> {
  const { connector, form } = await serviceForm(context, id, password)
  return await readFormUsage(context, connector, form, options)
}
