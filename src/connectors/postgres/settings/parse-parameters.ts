import { type FieldPath, toFieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { nearestName } from '../../../core/nearest-name.ts'
import { nulCharacter } from './form-reader.ts'
import {
  type HonouredParameter,
  honouredParameters,
  parameterAliases,
  parameterFields,
  secretParameters,
  serverSettings,
  unsupportedParameters,
} from './libpq-parameters.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'

export interface Parameter {
  readonly name: HonouredParameter
  readonly value: string
  readonly field: FieldPath
}

type Scalar = string | number | boolean

/**
 * Reads `connectionOptions` and `connectionArguments` into libpq parameters that are honoured.
 * Every other name is refused: a parameter that has no effect would be a false promise.
 */
export function parseParameters(
  sources: readonly (readonly [fieldName: string, values: JsonObject | null])[],
  problems: SettingsProblem[],
): Map<HonouredParameter, Parameter> {
  const found = new Map<HonouredParameter, Parameter>()
  for (const [fieldName, values] of sources) {
    for (const [name, value] of Object.entries(values ?? {})) {
      const field = toFieldPath([fieldName, name])
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
        problems.push(
          settingsProblem('SETTINGS_FIELD_TYPE', [field], {
            summary: `The value of ${quoted(name)} is neither text, a number nor true or false.`,
            remedy: 'Give it a single value.',
            cause: 'TYPE',
          }),
        )
        continue
      }
      if (toText(value).includes('\0')) problems.push(nulCharacter(field))
      const problem = refusal(fieldName, name, value)
      if (problem !== null) problems.push(problem)
      else if (isHonoured(name)) addParameter(found, { name, value: toText(value), field }, problems)
    }
  }
  return found
}

function addParameter(
  found: Map<HonouredParameter, Parameter>,
  parameter: Parameter,
  problems: SettingsProblem[],
): void {
  const earlier = found.get(parameter.name)
  if (earlier === undefined) {
    found.set(parameter.name, parameter)
    return
  }
  if (earlier.value === parameter.value) return
  problems.push(
    settingsProblem('SETTINGS_PARAMETER_TWICE', [parameter.field, earlier.field], {
      summary: `${parameter.name} has two different values, in the options and in the arguments.`,
      remedy: 'Keep one of them.',
      actions: [
        patchAction('Keep the one in the options', [parameter.field, null]),
        patchAction('Keep the one in the arguments', [earlier.field, null]),
      ],
      cause: 'CONFLICT',
    }),
  )
}

function refusal(fieldName: string, name: string, value: Scalar): SettingsProblem | null {
  if (isHonoured(name)) return null
  const ownField = Object.hasOwn(parameterFields, name) ? parameterFields[name] : undefined
  if (ownField !== undefined) return hasField(fieldName, name, value, toFieldPath(ownField))
  const unsupported = Object.hasOwn(unsupportedParameters, name) ? unsupportedParameters[name] : undefined
  if (unsupported !== undefined) {
    if (unsupported.fine?.includes(toText(value).toLowerCase())) return null
    const field = toFieldPath([fieldName, name])
    return settingsProblem('SETTINGS_PARAMETER_UNSUPPORTED', [field], {
      summary: `${name} ${unsupported.reason}.`,
      remedy: 'Remove it.',
      actions: [patchAction(`Remove ${name}`, [field, null])],
      cause: 'UNSUPPORTED',
    })
  }
  return unknownParameter(fieldName, name, value)
}

function hasField(fieldName: string, name: string, value: Scalar, target: FieldPath): SettingsProblem {
  const field = toFieldPath([fieldName, name])
  const movable = ['host', 'dbname', 'database', 'user', 'username', 'sslmode'].includes(name)
  const systemRoots = name === 'sslrootcert' && value === 'system'
  const remove = patchAction(`Remove ${name}`, [field, null])
  const actions =
    (movable || systemRoots) && !secretParameters.includes(name)
      ? [patchAction('Move it there', [target, toText(value)], [field, null]), remove]
      : [remove]
  return settingsProblem('SETTINGS_PARAMETER_HAS_FIELD', [field, target], {
    summary: `${name} has a field of its own.`,
    remedy: `Set it in the form, not among the ${fieldName === 'connectionOptions' ? 'options' : 'arguments'}.`,
    actions,
    cause: 'MISPLACED',
  })
}

function unknownParameter(fieldName: string, name: string, value: Scalar): SettingsProblem {
  const field = toFieldPath([fieldName, name])
  const lower = name.toLowerCase()
  if (serverSettings.includes(lower) || name.includes('.')) {
    const text = `-c ${name}=${toText(value).replace(/([\\\s])/g, '\\$1')}`
    return settingsProblem('SETTINGS_PARAMETER_UNKNOWN', [field], {
      summary: `${quoted(name)} is a setting of the server, not a connection parameter.`,
      remedy: 'Server settings are given in the parameter options, as -c name=value.',
      actions: [{ kind: 'copy', label: 'Copy for options', language: 'text', text }],
      cause: 'UNKNOWN',
    })
  }
  const alias = Object.hasOwn(parameterAliases, lower) ? parameterAliases[lower] : undefined
  const nearest = alias ?? nearestName(name, [...honouredParameters, ...Object.keys(parameterFields)])
  const rename = nearest !== null && alias === undefined && isHonoured(nearest)
  return settingsProblem('SETTINGS_PARAMETER_UNKNOWN', [field], {
    summary: `There is no connection parameter ${quoted(name)}.`,
    remedy: nearest === null ? `Known are ${honouredParameters.join(', ')}.` : `Did you mean ${nearest}?`,
    actions: rename
      ? [patchAction(`Rename to ${nearest}`, [toFieldPath([fieldName, nearest]), value], [field, null])]
      : [patchAction(`Remove ${name}`, [field, null])],
    cause: 'UNKNOWN',
  })
}

const isHonoured = (name: string): name is HonouredParameter => (honouredParameters as readonly string[]).includes(name)

/** As libpq would be given it: `true` is `1`. */
const toText = (value: Scalar): string => (typeof value === 'boolean' ? (value ? '1' : '0') : String(value))
