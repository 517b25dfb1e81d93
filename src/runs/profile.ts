import type { ProfileOptions } from '../connectors/connector.ts'
import type { Diagnosis } from '../core/connection.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { ProfileReading } from '../core/quality/profile.ts'
import { err, type Result } from '../core/result.ts'
import type { RunContext } from './context.ts'
import { type FormContext, readyForm, serviceForm } from './form-at-hand.ts'

/** Profiles with a complete form. Nothing is kept. Throws as {@link readyForm}, and the signal's reason after an abort. */
export async function profileForm(
  context: FormContext,
  id: ConnectorId,
  form: JsonObject,
  options: ProfileOptions,
): Promise<Result<ProfileReading, Diagnosis>> {
  const { connector, redact } = readyForm(context, id, form, 'profiles tables')
  const result = await connector.profile(form, options)
  return result.ok ? result : err(redact(result.error))
}

/** Profiles a saved service. `password` stands in for the stored one. Throws as {@link profileForm}, and SERVICE_NOT_FOUND. */
export async function profileService(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  options: ProfileOptions,
): Promise<Result<ProfileReading, Diagnosis>> {
  const { connector, form } = await serviceForm(context, id, password)
  return await profileForm(context, connector, form, options)
}
