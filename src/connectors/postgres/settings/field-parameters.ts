import { isJsonObject, type JsonObject } from '../../../core/json.ts'
import { sslModes } from './settings.ts'

/** Parameters that may stand in for a field of the form: name → keys of the field, and the values that can. */
const standIns: readonly (readonly [name: string, keys: readonly string[], fits: (value: string) => boolean])[] = [
  ['sslmode', ['sslMode'], (value) => sslModes.some((mode) => mode === value)],
  ['user', ['username'], (value) => value !== ''],
  ['username', ['username'], (value) => value !== ''],
  ['dbname', ['database'], (value) => value !== '' && !/^\w+:\/\/|=/.test(value)],
  ['database', ['database'], (value) => value !== '' && !/^\w+:\/\/|=/.test(value)],
  ['sslrootcert', ['sslConfig', 'caCertificate'], (value) => value === 'system'],
]
const places = ['connectionOptions', 'connectionArguments'] as const

/**
 * The form with those parameters moved into their fields that other catalogs keep among the driver's arguments, such as
 * `sslmode`. A parameter that contradicts its field stays where it is, for `parseSettings` to refuse.
 */
export function withFieldParameters(form: JsonObject): JsonObject {
  let result = form
  for (const place of places) {
    for (const [name, keys, fits] of standIns) {
      const parameters = result[place]
      const value = isJsonObject(parameters) && Object.hasOwn(parameters, name) ? parameters[name] : undefined
      if (typeof value !== 'string' || !fits(value)) continue
      const present = read(result, keys)
      if (present !== undefined && present !== null && present !== '' && present !== value) continue
      result = write(write(result, keys, value), [place, name], undefined)
    }
  }
  return result
}

function read(form: JsonObject, [key = '', ...rest]: readonly string[]): unknown {
  const value = Object.hasOwn(form, key) ? form[key] : undefined
  return rest.length === 0 || !isJsonObject(value) ? value : read(value, rest)
}

/** A copy with one value set; undefined removes it. */
function write(form: JsonObject, [key = '', ...rest]: readonly string[], value: string | undefined): JsonObject {
  if (rest.length > 0) {
    const inner = form[key]
    return { ...form, [key]: write(isJsonObject(inner) ? inner : {}, rest, value) }
  }
  const { [key]: _, ...others } = form
  return value === undefined ? others : { ...others, [key]: value }
}
