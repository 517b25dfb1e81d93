import type { ObjectChange } from './catalog/diff/change.ts'
import type { ObjectAddress } from './catalog/object-key.ts'
import type { SkippedObject, SnapshotEnd, SnapshotHeader } from './catalog/snapshot.ts'
import type { TestReport, Verdict } from './connection.ts'
import type { HelpIndex } from './help/help-index.ts'
import type { ConnectorId, FieldPath, RunId, ServiceId, SnapshotId } from './ids.ts'
import type { JsonObject } from './json.ts'
import type { ServiceTrend } from './past-tests.ts'
import type { Retention, Run, RunKind } from './runs.ts'

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
  /** Null where nothing has changed of late. */
  readonly trend: ServiceTrend | null
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

/** Body of `POST /api/services/:id/runs`; answers with the `Run`, or the one of that kind that waits already. */
export interface RunInput {
  readonly kind: RunKind
  /** Of a profile or checks: `[database.]schema.name`, quoted as in SQL; everything the settings select unless told. */
  readonly relations?: readonly string[]
}

/** `GET /api/services/:id/snapshots` → an array of these, the newest first. */
export interface SnapshotSummary {
  readonly id: SnapshotId
  readonly serviceId: ServiceId
  /** Counts the service's snapshots, with gaps. */
  readonly number: number
  /** The run it came from; null once that was removed. */
  readonly runId: RunId | null
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly storedAt: string
  readonly server: SnapshotHeader['server']
  /** Objects by kind, nested ones too, such as `column`. */
  readonly counts: SnapshotEnd['counts']
  /** How many lines with an object it has. */
  readonly objects: number
}

/** `GET /api/snapshots/:id` */
export interface SnapshotDetail extends SnapshotSummary {
  readonly header: SnapshotHeader
  readonly skipped: readonly SkippedObject[]
}

/** `GET /api/snapshots/:id/objects?kind=…&database=…&schema=…&q=…&cursor=…&limit=…`, ordered by database, schema and name. */
export interface ObjectPage {
  readonly objects: readonly (ObjectAddress & { readonly oid: number })[]
  /** The next page's cursor; null on the last one. */
  readonly next: string | null
}

/** Body of `PUT /api/schedules/:id`. */
export interface ScheduleChange {
  readonly cron: string
  readonly timeZone: string
  readonly enabled: boolean
}

/** Body of `POST /api/services/:id/schedules`: one a kind. */
export interface ScheduleInput extends ScheduleChange {
  readonly kind: RunKind
}

/** `GET /api/schedule-preview?cron=…&timeZone=…` */
export interface SchedulePreview {
  /** In words, such as "At 02:30". */
  readonly description: string
  /** ISO 8601, UTC: the next three. */
  readonly nextTimes: readonly string[]
}

/** `GET` and `PUT /api/services/:id/retention`; the body of the latter holds `own` alone. */
export interface ServiceRetention {
  /** Null: the general rule holds. */
  readonly own: Retention | null
  readonly general: Retention
}

/** `GET /api/services/:id/holdings`: what goes with a service when it is deleted. */
export interface ServiceHoldings {
  readonly runs: number
  readonly snapshots: number
  readonly schedules: number
  /** A run that is under way ends with it. */
  readonly running: boolean
}

/** `GET /api/service-activity` → one a service: what was last read of it, and when it is read next. */
export interface ServiceActivity {
  readonly serviceId: ServiceId
  /** The newest run that reads a snapshot, under way or ended; null before the first. */
  readonly newestRead: Run | null
  /** When a schedule reads it next: ISO 8601, UTC; null without one. */
  readonly nextReadAt: string | null
  /** Its newest snapshot; null before the first. */
  readonly snapshotId: SnapshotId | null
}

/** `GET /api/workers` → the processes that perform runs, the oldest first. */
export interface WorkerSummary {
  readonly id: string
  readonly pid: number
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly seenAt: string
  /** False where nothing was heard of it for so long that its work is given to others. */
  readonly alive: boolean
  /** Runs it is performing. */
  readonly running: number
}

/** `GET /api/services/:id/changes?before=…&limit=…`, the newest first: snapshots that differ from the one before. */
export interface ChangePage {
  readonly steps: readonly ChangeStep[]
  /** `before` of the next page; null on the last one. */
  readonly next: number | null
}

export interface ChangeStep {
  readonly from: SnapshotStamp
  readonly to: SnapshotStamp
  /** Objects by what became of them. */
  readonly counts: Readonly<Record<ObjectChange['change'] | 'unknown', number>>
  /** The first few, for a glance. */
  readonly sample: readonly Pick<ObjectChange, 'change' | 'database' | 'object' | 'former'>[]
}

export type SnapshotStamp = Pick<SnapshotSummary, 'id' | 'number' | 'runId' | 'takenAt'>
