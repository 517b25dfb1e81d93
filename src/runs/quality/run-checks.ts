import type { RunChecksOptions } from '../../connectors/connector.ts'
import type { Diagnosis } from '../../core/connection.ts'
import type { ConnectorId, ServiceId } from '../../core/ids.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Check, CheckPreview, CheckResult } from '../../core/quality/checks/check.ts'
import { err, type Result } from '../../core/result.ts'
import type { RunContext } from '../context.ts'
import { type FormContext, readyForm, serviceForm } from '../form-at-hand.ts'

/** Runs checks with a complete form. Nothing is kept. Throws as {@link readyForm}, and the signal's reason after an abort. */
export async function runFormChecks(
  context: FormContext,
  id: ConnectorId,
  form: JsonObject,
  checks: readonly Check[],
  options: RunChecksOptions,
): Promise<Result<readonly CheckResult[], Diagnosis>> {
  const { connector, redact } = readyForm(context, id, form, 'runs checks')
  const result = await connector.runChecks(form, checks, options)
  return result.ok ? result : err(redact(result.error))
}

/** Runs checks on a saved service. `password` stands in for the stored one. Throws as {@link runFormChecks}, and SERVICE_NOT_FOUND. */
export async function runServiceChecks(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  checks: readonly Check[],
  options: RunChecksOptions,
): Promise<Result<readonly CheckResult[], Diagnosis>> {
  const { connector, form } = await serviceForm(context, id, password)
  return await runFormChecks(context, connector, form, checks, options)
}

/** What a check of a saved service would send, and at what cost. Throws as {@link runServiceChecks}. */
export async function previewServiceCheck(
  context: RunContext,
  id: ServiceId,
  check: Check,
  signal: AbortSignal,
): Promise<Result<CheckPreview, Diagnosis>> {
  const { connector, form } = await serviceForm(context, id, null)
  const ready = readyForm(context, connector, form, 'runs checks')
  const result = await ready.connector.previewCheck(form, check, signal)
  return result.ok ? result : err(ready.redact(result.error))
}
