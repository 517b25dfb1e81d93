import type { ConnectionTestInput } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import type { ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { type RunContext, requireForm } from './context.ts'
import { splitSecrets } from './secret-fields.ts'
import { formInUse, mergeSecrets } from './secrets-in-use.ts'

/**
 * A form as an admin has it before them, complete: secrets left out are those stored with the service, as far as they
 * may be used there. For use and not for show. Throws CONNECTOR_NOT_FOUND, SERVICE_NOT_FOUND.
 */
export async function typedForm(context: RunContext, input: ConnectionTestInput): Promise<JsonObject> {
  const description = requireForm(context.forms, input.connector)
  const { settings, secrets: typed } = splitSecrets(input.settings, description.secretFields)
  const stored = await storedSecrets(context, input.serviceId)
  return formInUse(input.connector, settings, mergeSecrets(input.connector, settings, typed, stored))
}

async function storedSecrets(context: RunContext, id: ServiceId | undefined) {
  if (id === undefined) return new Map()
  const service = await context.store.services.find(id)
  if (service !== null) return service.secrets
  throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.', {
    hint: 'It may have been deleted. Leave serviceId out to use the form as it is.',
  })
}
