import { createHash } from 'node:crypto'
import { connectorSettings } from '../connectors/settings-registry.ts'
import type { ConnectorId, FieldPath } from '../core/ids.ts'
import type { JsonObject, JsonValue } from '../core/json.ts'
import { canonicalJson } from '../store/canonical-json.ts'
import { mayUseSecret, type SecretScope } from '../store/secret-scope.ts'
import type { StoredSecret } from '../store/services.ts'
import { joinSecrets } from './secret-fields.ts'

type StoredSecrets = ReadonlyMap<FieldPath, StoredSecret>

/** What a secret typed into this form is given for. Without code nothing is known of a form, so all of it counts. */
function scopeOf(connector: ConnectorId, settings: JsonObject): SecretScope {
  const known = connectorSettings(connector)
  if (known === null) return { address: digest(canonicalJson(settings)), verification: 0, trust: '' }
  const { address, verification, trust } = known.secretScope(settings)
  return { address, verification, trust: trust === '' ? '' : digest(trust) }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Stored secrets that may be used with these settings, and those that wait to be typed again. */
export function sortSecrets(
  connector: ConnectorId,
  settings: JsonObject,
  stored: StoredSecrets,
): { readonly usable: readonly FieldPath[]; readonly withheld: readonly FieldPath[] } {
  const now = scopeOf(connector, settings)
  const isUsable = ([, secret]: [FieldPath, StoredSecret]) => mayUseSecret(secret.scope, now)
  const fields = (entries: [FieldPath, StoredSecret][]) => entries.map(([field]) => field)
  const all = [...stored]
  return { usable: fields(all.filter(isUsable)), withheld: fields(all.filter((entry) => !isUsable(entry))) }
}

/**
 * Secrets after a form was saved: typed ones are given for this form, cleared ones are gone, the others stay.
 * Those still in use are bound to the present form, so that weakening it later withholds them.
 */
export function mergeSecrets(
  connector: ConnectorId,
  settings: JsonObject,
  typed: ReadonlyMap<FieldPath, JsonValue>,
  stored: StoredSecrets,
): StoredSecrets {
  const scope = scopeOf(connector, settings)
  const kept = [...stored]
    .filter(([field]) => !typed.has(field))
    .map(([field, secret]): [FieldPath, StoredSecret] => [
      field,
      mayUseSecret(secret.scope, scope) ? { ...secret, scope } : secret,
    ])
  const given = [...typed].flatMap(([field, value]): [FieldPath, StoredSecret][] =>
    value === null ? [] : [[field, { value, scope }]],
  )
  return new Map([...kept, ...given])
}

/** The form as it is tested: with every stored secret that may be used. */
export function formInUse(connector: ConnectorId, settings: JsonObject, stored: StoredSecrets): JsonObject {
  const { usable } = sortSecrets(connector, settings, stored)
  return joinSecrets(settings, new Map(usable.map((field) => [field, stored.get(field)?.value ?? null])))
}
