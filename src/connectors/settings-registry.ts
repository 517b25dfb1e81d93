import type { Diagnosis } from '../core/connection.ts'
import type { ConnectorId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { Result } from '../core/result.ts'
import { describeTarget } from './postgres/settings/describe-target.ts'
import { parseSettings } from './postgres/settings/parse-settings.ts'
import { parseUri, type UriProblem } from './postgres/settings/parse-uri.ts'
import { secretScope } from './postgres/settings/secret-scope.ts'

/** What a connector can say about a form without touching a server; runs in the browser too. */
export interface ConnectorSettings {
  /** The settings are for the connector only; others learn whether there are problems. */
  parseSettings(form: JsonObject): Result<unknown, readonly Diagnosis[]>
  /** Such as `db.internal:5432/orders`; never a secret. */
  describeTarget(form: JsonObject): string
  parseUri(text: string): Result<JsonObject, UriProblem>
  /**
   * What a secret of this form is good for: the address it goes to, how far the server's identity is verified before
   * (higher is stronger), and who is trusted to vouch for it. Works on unfinished forms.
   */
  secretScope(form: JsonObject): { readonly address: string; readonly verification: number; readonly trust: string }
}

const registry: Readonly<Record<string, ConnectorSettings>> = {
  postgres: { parseSettings, describeTarget, parseUri, secretScope },
}

/** Null for a connector without code. */
export function connectorSettings(id: ConnectorId): ConnectorSettings | null {
  return Object.hasOwn(registry, id) ? (registry[id] ?? null) : null
}
