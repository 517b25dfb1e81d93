import { type FieldPath, fieldPathKeys, toFieldPath } from '../../../core/ids.ts'
import { isJsonObject, type JsonObject } from '../../../core/json.ts'
import { nearestName } from '../../../core/nearest-name.ts'
import { patchAction, quoted, type SettingsProblem, settingsProblem } from './problem.ts'

/** Reads values of one object of the form; a wrong shape becomes a problem and reads as absent. */
export interface FormReader {
  /** Empty text is absent: a cleared field has no value. */
  text(name: string): string | null
  flag(name: string): boolean
  object(name: string): JsonObject | null
  /** A nested reader; its problems carry the longer path. */
  section(name: string, known: readonly string[]): FormReader
  texts(name: string): readonly string[]
  path(...keys: readonly (string | number)[]): FieldPath
}

/** `known` names the object's properties; any other is a problem, with the nearest known one. */
export function readForm(
  form: JsonObject,
  known: readonly string[],
  problems: SettingsProblem[],
  prefix: readonly string[] = [],
): FormReader {
  const path = (...keys: readonly (string | number)[]) => toFieldPath([...prefix, ...keys])
  const present = (name: string) => (Object.hasOwn(form, name) ? (form[name] ?? null) : null)
  const wrongType = (field: FieldPath, expected: string) =>
    problems.push(
      settingsProblem('SETTINGS_FIELD_TYPE', [field], {
        summary: `${field} is not ${expected}.`,
        remedy: `Give it ${expected}.`,
        cause: 'TYPE',
      }),
    )
  for (const name of Object.keys(form)) {
    if (!known.includes(name)) problems.push(unknownField(name, known, path))
  }

  function object(name: string): JsonObject | null {
    const value = present(name)
    if (value === null) return null
    if (isJsonObject(value)) return value
    wrongType(path(name), 'an object with named values')
    return null
  }

  return {
    path,
    object,
    text(name) {
      const value = present(name)
      if (value === null || value === '') return null
      if (typeof value !== 'string') {
        wrongType(path(name), 'text')
        return null
      }
      if (value.includes('\0')) problems.push(nulCharacter(path(name)))
      return value
    },
    flag(name) {
      const value = present(name)
      if (value !== null && typeof value !== 'boolean') wrongType(path(name), 'true or false')
      return value === true
    },
    section: (name, sectionKnown) => readForm(object(name) ?? {}, sectionKnown, problems, [...prefix, name]),
    texts(name) {
      const value = present(name)
      if (value === null) return []
      if (!Array.isArray(value)) {
        wrongType(path(name), 'a list')
        return []
      }
      return value.flatMap((item, index) => {
        if (typeof item === 'string') return [item]
        wrongType(path(name, index), 'text')
        return []
      })
    },
  }
}

/** The protocol ends texts with NUL: one inside would begin another parameter. */
export function nulCharacter(field: FieldPath): SettingsProblem {
  return settingsProblem('SETTINGS_CHARACTER_NUL', [field], {
    summary: `${fieldPathKeys(field).join('.')} contains a NUL character.`,
    remedy: 'Type it again. Postgres cannot take that character.',
  })
}

function unknownField(
  name: string,
  known: readonly string[],
  path: (...keys: readonly string[]) => FieldPath,
): SettingsProblem {
  const nearest = nearestName(name, known)
  return settingsProblem('SETTINGS_FIELD_UNKNOWN', [path(name)], {
    summary: `There is no field ${quoted(name)}.`,
    remedy: nearest === null ? 'Remove it.' : `Did you mean ${nearest}?`,
    actions: [patchAction('Remove it', [path(name), null])],
    cause: 'UNKNOWN',
  })
}
