import type { TestReport, Verdict } from './connection.ts'
import type { HelpIndex } from './help/help-index.ts'
import type { ConnectorId, FieldPath, ServiceId } from './ids.ts'
import type { JsonObject } from './json.ts'

/** `GET /api/connectors` → an array of these. */
export interface ConnectorSummary {
  readonly id: ConnectorId
  readonly title: string
  /** False for a content folder without code: form and help work, testing does not. */
  readonly testable: boolean
  /** Why its form cannot be shown, with file, line and column; null when it can. */
  readonly problem: string | null
}

/** `GET /api/connectors/:id` */
export interface ConnectorDetail extends ConnectorSummary {
  /** JSON Schema draft-07 of the form; deep-equal to the one its validators were compiled from. */
  readonly schema: JsonObject
  /** Fields whose values are write-only. */
  readonly secretFields: readonly FieldPath[]
  readonly help: HelpIndex
  /** Address of the compiled validators' module, served from this origin. */
  readonly validatorsUrl: string
}

/** What is known of a service's connection: `untested` when its present settings were never tested. */
export type ServiceState = 'untested' | Verdict

/** `GET /api/services` → an array of these, by name. */
export interface ServiceSummary {
  readonly id: ServiceId
  readonly name: string
  readonly connector: ConnectorId
  /** Where it points, such as `db.internal:5432/orders`; no secret. */
  readonly target: string
  readonly state: ServiceState
  /** ISO 8601; null while untested. */
  readonly testedAt: string | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** `GET /api/services/:id` */
export interface ServiceDetail extends ServiceSummary {
  /** The form without its secrets. */
  readonly settings: JsonObject
  /** Secret fields that have a usable stored value. */
  readonly storedSecrets: readonly FieldPath[]
  /** Secret fields whose stored value is out of use since the address or TLS setting it was given for changed. */
  readonly withheldSecrets: readonly FieldPath[]
  /** The newest test of the present settings. */
  readonly lastTest: TestReport | null
}

/**
 * Body of `POST /api/services` and `PUT /api/services/:id`.
 * A secret that is absent stays as stored, `null` clears it, a string replaces it.
 */
export interface ServiceInput {
  readonly name: string
  readonly connector: ConnectorId
  readonly settings: JsonObject
}

/** `GET /api/services/name-check?name=…&except=…` */
export interface NameCheck {
  readonly available: boolean
  /** A free name near the one asked for, when it is taken. */
  readonly suggestion: string | null
}

/** Body of `POST /api/connection-tests`; answers with server-sent events (`stage`, then `report`), each a `TestEvent`. */
export interface ConnectionTestInput {
  readonly connector: ConnectorId
  readonly settings: JsonObject
  /** Stored secrets of this service stand in for absent ones, as long as their address is unchanged. */
  readonly serviceId?: ServiceId
}

/** `GET /api/demo`: the demo server's form, ready to fill in. Its role is public and can only read the demo. */
export interface DemoConnection {
  readonly available: boolean
  readonly name: string
  readonly connector: ConnectorId
  readonly settings: JsonObject
}

/** `GET /api/health`; an error of the one shape while the state does not answer. */
export interface Health {
  readonly status: 'ok'
  readonly version: string
  /** Differs for every server process. */
  readonly instance: string
}

/**
 * What the compiled validators need and don't carry. The page's bundle passes the CommonJS exports of these modules
 * under their own names, `default` included, so that a content folder's validators need no second copy of them.
 */
export interface ValidatorRuntime {
  readonly 'ajv/dist/runtime/equal': { readonly default: (a: unknown, b: unknown) => boolean }
  readonly 'ajv/dist/runtime/ucs2length': { readonly default: (text: string) => number }
  readonly 'ajv-formats/dist/formats': { readonly fullFormats: Readonly<Record<string, unknown>> }
}

/** The module at {@link ConnectorDetail.validatorsUrl}. Its result is the first argument of rjsf's `createPrecompiledValidator`. */
export interface ValidatorsModule {
  readonly default: (runtime: ValidatorRuntime) => Readonly<Record<string, unknown>>
}
