import type { Connector } from '../connectors/connector.ts'
import type { ConnectionTestInput } from '../core/api.ts'
import type { TestEvent, TestReport } from '../core/connection.ts'
import { AppError } from '../core/error.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { TestOrigin } from '../core/past-tests.ts'
import { hashSettings, type Keyring } from '../store/keyring.ts'
import { type RunContext, requireForm } from './context.ts'
import type { FormDescription } from './form-catalog.ts'
import { redactor } from './redact.ts'
import { refuseProblems } from './services.ts'
import { typedForm } from './typed-form.ts'

export interface TestLimits {
  /** Aborting cancels for real: the running statement on the server too. */
  readonly signal: AbortSignal
  readonly emit: (event: TestEvent) => void
  /** Milliseconds; 5,000 per stage and 20,000 for the whole test unless told. */
  readonly stageDeadlineMs?: number
  readonly testDeadlineMs?: number
}

/**
 * Tests a form as an admin has it before them: secrets left out are those stored with the service, as far as they
 * may be used there. Records the outcome, unless cancelled: that says nothing about the connection.
 * Throws REQUEST_INVALID, CONNECTOR_NOT_FOUND, CONNECTOR_NOT_TESTABLE, SERVICE_NOT_FOUND before the first event.
 */
export async function testConnection(
  context: RunContext,
  input: ConnectionTestInput,
  origin: TestOrigin,
  limits: TestLimits,
): Promise<TestReport> {
  const form = await typedForm(context, input)
  return await testForm(context, input.connector, form, limits, (report) =>
    report.verdict === 'cancelled'
      ? Promise.resolve()
      : context.store.tests.record(input.connector, report, input.serviceId ?? null, origin),
  )
}

/** Tests a saved service as it is. `password` stands in for the stored one. Throws as {@link testConnection}. */
export async function testService(
  context: RunContext,
  id: ServiceId,
  password: string | null,
  origin: TestOrigin,
  limits: TestLimits,
): Promise<TestReport> {
  const service = await context.store.services.find(id)
  if (service === null) throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.')
  const settings = password === null ? service.settings : { ...service.settings, password }
  return await testConnection(context, { connector: service.connector, settings, serviceId: id }, origin, limits)
}

/**
 * Tests a complete form. `record` is done before the report is told, so that who reads the report finds the service
 * labelled. Nothing here needs the state.
 */
export async function testForm(
  { forms, keyring, findConnector }: Pick<RunContext, 'forms' | 'keyring' | 'findConnector'>,
  id: ConnectorId,
  form: JsonObject,
  limits: TestLimits,
  record: (report: TestReport) => Promise<void> = () => Promise.resolve(),
): Promise<TestReport> {
  const description = requireForm(forms, id)
  const connector = findConnector(id) ?? notTestable(description)
  refuseProblems(description.checkShape(form).filter((problem) => problem.kind === 'type'))
  return await runTest(connector, form, description, keyring, limits, record)
}

async function runTest(
  connector: Connector,
  form: JsonObject,
  description: FormDescription,
  keyring: Keyring,
  { emit, ...limits }: TestLimits,
  record: (report: TestReport) => Promise<void>,
): Promise<TestReport> {
  const redact = redactor(form, description)
  let lastSeq = 0
  const report = redact(
    await connector.testConnection(form, {
      ...limits,
      settingsHash: hashSettings(keyring, connector.id, form),
      emit(event) {
        if (event.type === 'report') return
        lastSeq = event.seq
        emit(redact(event))
      },
    }),
  )
  try {
    await record(report)
  } finally {
    emit({ seq: lastSeq + 1, type: 'report', report })
  }
  return report
}

function notTestable(description: FormDescription): never {
  throw new AppError('CONNECTOR_NOT_TESTABLE', `${description.title} has a form, but no connection test.`, {
    hint: 'Its folder under content/ came without code.',
  })
}
