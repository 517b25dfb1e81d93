import type { Connector } from '../connectors/connector.ts'
import { AppError } from '../core/error.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import { type RunContext, requireForm } from './context.ts'
import { redactor } from './redact.ts'
import { formInUse } from './secrets-in-use.ts'
import { refuseProblems } from './services.ts'

/** What every use of a complete form needs; nothing of it needs the state. */
export type FormContext = Pick<RunContext, 'forms' | 'findConnector'>

export interface ReadyForm {
  readonly connector: Connector
  /** Takes the form's secrets out of whatever a server answered. */
  readonly redact: ReturnType<typeof redactor>
}

/**
 * A form that has the shape of its connector's, with the code for it.
 * @param what what the code would do, such as `reads a snapshot`
 * @throws AppError CONNECTOR_NOT_FOUND, CONNECTOR_NOT_TESTABLE, REQUEST_INVALID
 */
export function readyForm(
  { forms, findConnector }: FormContext,
  id: ConnectorId,
  form: JsonObject,
  what: string,
): ReadyForm {
  const description = requireForm(forms, id)
  const connector = findConnector(id)
  if (connector === null) {
    throw new AppError('CONNECTOR_NOT_TESTABLE', `${description.title} has a form, but nothing that ${what}.`, {
      hint: 'Its folder under content/ came without code.',
    })
  }
  refuseProblems(description.checkShape(form).filter((problem) => problem.kind === 'type'))
  return { connector, redact: redactor(form, description) }
}

/** A saved service's form with its secrets, for use and not for show. `password` stands in for the stored one. */
export async function serviceForm(
  context: RunContext,
  id: ServiceId,
  password: string | null,
): Promise<{ readonly connector: ConnectorId; readonly form: JsonObject }> {
  const service = await context.store.services.find(id)
  if (service === null) throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.')
  const form = formInUse(service.connector, service.settings, service.secrets)
  return { connector: service.connector, form: password === null ? form : { ...form, password } }
}
