import type { Diagnosis } from '../core/connection.ts'
import type { ConnectorId, FieldPath } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { Result } from '../core/result.ts'
import { quoteName } from './postgres/ddl/quote.ts'
import { classificationOf } from './postgres/settings/classification-of.ts'
import { describeTarget } from './postgres/settings/describe-target.ts'
import { filterFields } from './postgres/settings/filter-fields.ts'
import type { CopyFormat } from './postgres/settings/formats/form-parameters.ts'
import type { ReadText } from './postgres/settings/formats/parse-text.ts'
import type { TextProblem } from './postgres/settings/formats/text-format.ts'
import { parseSettings } from './postgres/settings/parse-settings.ts'
import { secretScope } from './postgres/settings/secret-scope.ts'

export type { ReadText } from './postgres/settings/formats/parse-text.ts'
export type { TextProblem } from './postgres/settings/formats/text-format.ts'

export interface TextFormats {
  /** Names the format a text is meant to be of; null for none that is known. */
  recogniseText(text: string): string | null
  /** At least one connection that the text describes. Problems, notes and labels hold no secret. */
  parseText(text: string): Result<ReadText, TextProblem>
}

/** What a connector can say about a form without touching a server; runs in the browser too. */
export interface ConnectorSettings {
  /** The settings are for the connector only; others learn whether there are problems. */
  parseSettings(form: JsonObject): Result<unknown, readonly Diagnosis[]>
  /** Such as `db.internal:5432/orders`; never a secret. */
  describeTarget(form: JsonObject): string
  /** Fields whose filters a live server can be asked about, see `Connector.previewScope`. */
  readonly filterFields: readonly FieldPath[]
  /** The classification under which its policies appear as tags. */
  classificationOf(form: JsonObject): string
  /** A name as statements for this kind of server have it. */
  quoteName(name: string): string
  /** Readers of connections as they are written down elsewhere; loaded when first needed. */
  loadTextFormats(): Promise<TextFormats>
  /** Ways to write a form down for other tools, the most used first; loaded when first needed. */
  loadCopyFormats(): Promise<readonly CopyFormat[]>
  /**
   * What a secret of this form is good for: the address it goes to, how far the server's identity is verified before
   * (higher is stronger), and who is trusted to vouch for it. Works on unfinished forms.
   */
  secretScope(form: JsonObject): { readonly address: string; readonly verification: number; readonly trust: string }
}

const registry: Readonly<Record<string, ConnectorSettings>> = {
  postgres: {
    parseSettings,
    describeTarget,
    classificationOf,
    filterFields,
    quoteName,
    secretScope,
    loadTextFormats: () => import('./postgres/settings/formats/parse-text.ts'),
    loadCopyFormats: async () => (await import('./postgres/settings/formats/copy-as.ts')).copyFormats,
  },
}

/** Null for a connector without code. */
export function connectorSettings(id: ConnectorId): ConnectorSettings | null {
  return Object.hasOwn(registry, id) ? (registry[id] ?? null) : null
}
