import { connectorSettings } from '../connectors/settings-registry.ts'
import type { ServiceDetail, ServiceInput, ServiceState, ServiceSummary } from '../core/api.ts'
import { AppError } from '../core/error.ts'
import type { ConnectorId, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { ServiceTrend } from '../core/past-tests.ts'
import { hashSettings, type Keyring } from '../store/keyring.ts'
import type { ServiceContent, ServiceRow, StoredService } from '../store/services.ts'
import type { RecordedVerdict } from '../store/tests.ts'
import { type RunContext, requireForm } from './context.ts'
import type { FormDescription } from './form-catalog.ts'
import type { FieldProblem } from './form-shape.ts'
import { findMisplacedSecrets, type MisplacedSecret } from './misplaced-secrets.ts'
import { splitSecrets } from './secret-fields.ts'
import { formInUse, mergeSecrets, sortSecrets } from './secrets-in-use.ts'
import { freeName, parseServiceName } from './service-name.ts'

export async function listServices({ store }: RunContext): Promise<readonly ServiceSummary[]> {
  const rows = await store.services.list()
  const verdicts = await store.tests.newestVerdicts(rows.flatMap((row) => row.settingsHash ?? []))
  return rows.map((row) => toSummary(row, verdicts.get(row.settingsHash ?? '')))
}

/** Throws SERVICE_NOT_FOUND. */
export async function showService({ store }: RunContext, id: ServiceId): Promise<ServiceDetail> {
  const service = (await store.services.find(id)) ?? serviceNotFound()
  const hash = service.settingsHash
  const verdicts = await store.tests.newestVerdicts(hash === null ? [] : [hash])
  const { usable, withheld } = sortSecrets(service.connector, service.settings, service.secrets)
  return {
    ...toSummary(service, verdicts.get(hash ?? '')),
    settings: service.settings,
    storedSecrets: usable,
    withheldSecrets: withheld,
    lastTest: hash === null ? null : await store.tests.newestReport(hash),
  }
}

/** Throws REQUEST_INVALID, CONNECTOR_NOT_FOUND, SERVICE_NAME_TAKEN. Saves a form however unfinished. */
export async function createService(context: RunContext, input: ServiceInput): Promise<ServiceDetail> {
  const change = readInput(context, input)
  const id = await withSuggestion(context, input.name, () => context.store.services.create(change(null)))
  return await showService(context, id)
}

/** Secrets that the input leaves out stay as stored. Throws as {@link createService}, and SERVICE_NOT_FOUND. */
export async function updateService(context: RunContext, id: ServiceId, input: ServiceInput): Promise<ServiceDetail> {
  const change = readInput(context, input)
  const updated = await withSuggestion(context, input.name, () =>
    context.store.services.update(id, (service) => {
      if (service.connector !== input.connector) {
        throw new AppError('REQUEST_INVALID', 'A service keeps its connector.', {
          details: `/connector must be ${service.connector}`,
        })
      }
      return change(service)
    }),
  )
  if (updated === null) return serviceNotFound()
  return await showService(context, id)
}

/** Throws SERVICE_NOT_FOUND. */
export async function deleteService({ store }: RunContext, id: ServiceId): Promise<void> {
  if (!(await store.services.delete(id))) serviceNotFound()
}

/** A copy under a free name, stored secrets included. Throws SERVICE_NOT_FOUND. */
export async function duplicateService(context: RunContext, id: ServiceId): Promise<ServiceDetail> {
  const service = (await context.store.services.find(id)) ?? serviceNotFound()
  const name = await freeName(context.store.services, service.name)
  return await showService(context, await context.store.services.create({ ...service, name }))
}

/** Checks an input before anything is written; the result makes the content from what is stored. */
function readInput(context: RunContext, input: ServiceInput): (stored: StoredService | null) => ServiceContent {
  const name = parseServiceName(input.name)
  const { connector } = input
  const description = requireForm(context.forms, connector)
  const { settings, secrets: typed } = splitSecrets(input.settings, description.secretFields)
  refuseUnstorable(input.settings, settings, description)
  return (stored) => {
    const secrets = mergeSecrets(connector, settings, typed, stored?.secrets ?? new Map())
    const settingsHash = hashService(context.keyring, { connector, settings, secrets })
    return { name, connector, settings, secrets, settingsHash }
  }
}

function refuseUnstorable(form: JsonObject, settings: JsonObject, description: FormDescription): void {
  refuseProblems(description.checkShape(withoutNulls(form, description)))
  const misplaced = findMisplacedSecrets(settings, description.schema)
  if (misplaced.length === 0) return
  throw new AppError('REQUEST_INVALID', 'A secret stands where it would be stored in clear.', {
    details: misplaced.map((secret) => `${secret.path || '/'} ${misplacedWords[secret.kind]}`).join('\n'),
    hint: 'Put it into the field that is made for it.',
  })
}

const misplacedWords: Readonly<Record<MisplacedSecret['kind'], string>> = {
  'connection string': 'holds a connection string with a password',
  'private key': 'holds a private key',
  'named secret': 'is named like a secret',
}

/** A secret of null is one to be cleared, and no problem of type. */
function withoutNulls(form: JsonObject, description: FormDescription): JsonObject {
  const { secrets } = splitSecrets(form, description.secretFields)
  const cleared = [...secrets].filter(([, value]) => value === null).map(([field]) => field)
  return splitSecrets(form, cleared).settings
}

/** Throws REQUEST_INVALID that names each field. */
export function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return
  throw new AppError('REQUEST_INVALID', 'The settings do not fit the form.', {
    details: problems.map((problem) => `/settings${problem.path} ${problem.message}`).join('\n'),
    hint: 'GET /api/connectors/{id} has the schema.',
  })
}

async function withSuggestion<T>(context: RunContext, name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'SERVICE_NAME_TAKEN') throw error
    const suggestion = await freeName(context.store.services, parseServiceName(name))
    throw new AppError(error.code, error.message, { hint: `${suggestion} is free.`, cause: error })
  }
}

/** Throws SERVICE_NOT_FOUND. */
export function serviceNotFound(): never {
  throw new AppError('SERVICE_NOT_FOUND', 'There is no such service.', {
    hint: 'It may have been deleted. GET /api/services lists those there are.',
  })
}

/** The hash of the form that a service is tested with: its settings, and those of its secrets that are in use. */
export function hashService(
  keyring: Keyring,
  { connector, settings, secrets }: Pick<ServiceContent, 'connector' | 'settings' | 'secrets'>,
): string {
  return hashSettings(keyring, connector, formInUse(connector, settings, secrets))
}

function toSummary(service: ServiceRow, tested: RecordedVerdict | undefined): ServiceSummary {
  const state: ServiceState = tested?.verdict ?? 'untested'
  return {
    id: service.id,
    name: service.name,
    connector: service.connector,
    target: describeTarget(service.connector, service.settings),
    state,
    testedAt: tested?.testedAt.toISOString() ?? null,
    trend: tested === undefined ? null : trendOf(tested),
    createdAt: service.createdAt.toISOString(),
    updatedAt: service.updatedAt.toISOString(),
  }
}

/** What got worse stays so until it recovers; that something got better is news only once. */
function trendOf({ trend, trendSince, testedAt }: RecordedVerdict): ServiceTrend | null {
  if (trend === null || trendSince === null) return null
  if (trend === 'better' && trendSince < testedAt) return null
  return { direction: trend, since: trendSince.toISOString() }
}

/** Empty for a connector without code. */
function describeTarget(connector: ConnectorId, settings: JsonObject): string {
  return connectorSettings(connector)?.describeTarget(settings) ?? ''
}
