import { type FieldPath, toFieldPath } from '../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../core/json.ts'

/** A value that is given elsewhere: in the environment variable `variable`. */
export interface Placeholder {
  readonly path: FieldPath
  readonly variable: string
}

/** `${NAME}` → `NAME`; null for any other text. */
function placeholderVariable(text: string): string | null {
  return /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text.trim())?.[1] ?? null
}

/**
 * Replaces placeholders by the environment's values. Those without a value are left out of the form and listed,
 * so that a placeholder never travels as if it were a password.
 */
export function resolvePlaceholders(
  form: JsonObject,
  env: NodeJS.ProcessEnv = process.env,
): { readonly form: JsonObject; readonly missing: readonly Placeholder[] } {
  const missing: Placeholder[] = []
  const resolve = (value: JsonValue, keys: readonly string[]): JsonValue | undefined => {
    if (isJsonObject(value)) return resolveAll(value, keys)
    const variable = typeof value === 'string' ? placeholderVariable(value) : null
    if (variable === null) return value
    const found = env[variable]
    if (found) return found
    missing.push({ path: toFieldPath(keys), variable })
    return undefined
  }
  const resolveAll = (object: JsonObject, keys: readonly string[]): JsonObject => {
    const resolved: Record<string, JsonValue> = {}
    for (const [name, value] of Object.entries(object)) {
      const kept = resolve(value, [...keys, name])
      // A member named __proto__ must stay an ordinary member.
      if (kept !== undefined) Object.defineProperty(resolved, name, { value: kept, enumerable: true, writable: true })
    }
    return resolved
  }
  return { form: resolveAll(form, []), missing }
}
