import type { ServiceDetail, ServiceInput } from '../../core/api.ts'
import { AppError } from '../../core/error.ts'
import { toConnectorId } from '../../core/ids.ts'
import { isJsonObject, type JsonValue } from '../../core/json.ts'
import { serviceNameKey } from '../../core/service-name-key.ts'
import { type InputFile, readInputFile } from '../input-file.ts'
import type { Parts, State } from '../parts.ts'
import { resolvePlaceholders } from '../placeholder.ts'
import { quotable } from '../quotable.ts'
import type { Terminal } from '../terminal.ts'
import { harmless } from '../terminal.ts'
import { withState } from './with-state.ts'

/** Saves the services of a file: all of them, or none and a list of everything that is wrong. */
export async function importServices(file: string, json: boolean, parts: Parts, out: Terminal): Promise<void> {
  const input = await readInputFile(file)
  const problems: string[] = []
  const services = readServices(input, problems)
  for (const service of services) {
    for (const { fields, summary, remedy } of await parts.settingsProblems(service.connector, service.settings)) {
      problems.push(`${quotable(service.name)} ${fields[0] ?? ''}: ${summary} ${remedy}`)
    }
  }
  if (problems.length > 0) throw unusable(input.name, problems)
  const saved = await withState(parts, (state) => saveAll(services, input.name, state))
  if (json) out.line(JSON.stringify(saved))
  else for (const { name, target } of saved) out.line(`✓ ${harmless(name)}  ${harmless(target)}`)
}

function unusable(name: string, problems: readonly string[]): AppError {
  return new AppError('INPUT_UNREADABLE', `${name} cannot be imported. Nothing was saved.`, {
    details: problems.join('\n'),
    hint: 'Correct the file and import it again.',
  })
}

function readServices({ name, value, start }: InputFile, problems: string[]): readonly ServiceInput[] {
  const list = isJsonObject(value) ? value.services : value
  if (!Array.isArray(list) || list.length === 0) {
    throw new AppError('INPUT_UNREADABLE', `${name} does not hold services.`, {
      details: `line ${start.line}, column ${start.column}: an object with a list named services is expected here`,
      hint: 'patchbay services export writes such a file.',
    })
  }
  const services = list.flatMap((entry: JsonValue, index) => readService(entry, `/services/${index}`, problems) ?? [])
  for (const name of repeated(services.map((service) => service.name))) {
    problems.push(`${quotable(name)}: more than one service in this file has that name.`)
  }
  return services
}

function readService(entry: JsonValue, place: string, problems: string[]): ServiceInput | null {
  if (!isJsonObject(entry)) {
    problems.push(`${place}: an object with name, connector and settings is expected.`)
    return null
  }
  const { name, connector, settings, ...others } = entry
  const before = problems.length
  if (typeof name !== 'string' || name.trim() === '') problems.push(`${place}/name: a name is missing.`)
  if (typeof connector !== 'string') problems.push(`${place}/connector: a connector is missing, such as postgres.`)
  if (!isJsonObject(settings)) problems.push(`${place}/settings: an object with the form's values is missing.`)
  for (const other of Object.keys(others)) problems.push(`${place}: there is no property ${quotable(other)}.`)
  if (typeof name !== 'string' || typeof connector !== 'string' || !isJsonObject(settings)) return null
  if (problems.length > before) return null
  const { form, missing } = resolvePlaceholders(settings)
  for (const { path, variable } of missing) {
    problems.push(`${quotable(name)} ${path}: the environment variable ${variable} is not set.`)
  }
  return { name: name.trim(), connector: toConnectorId(connector), settings: form }
}

function repeated(names: readonly string[]): readonly string[] {
  const keys = names.map(serviceNameKey)
  return names.filter((_, index) => keys.indexOf(keys[index] ?? '') !== index)
}

/** Saves one after another; if one cannot be saved, those before it are taken back. */
async function saveAll(
  services: readonly ServiceInput[],
  file: string,
  state: State,
): Promise<readonly ServiceDetail[]> {
  const present = new Set((await state.listServices()).map((service) => serviceNameKey(service.name)))
  const taken = services.filter((service) => present.has(serviceNameKey(service.name)))
  if (taken.length > 0) {
    throw unusable(
      file,
      taken.map(({ name }) => `${quotable(name)}: there is a service of that name already.`),
    )
  }
  const saved: ServiceDetail[] = []
  try {
    for (const service of services) saved.push(await state.createService(service))
  } catch (error) {
    for (const { id } of saved) await state.deleteService(id)
    const failed = services[saved.length]
    if (!(error instanceof AppError) || failed === undefined) throw error
    const { message, details } = error
    throw unusable(file, [`${quotable(failed.name)}: ${message}`, ...(details === null ? [] : [details])])
  }
  return saved
}
