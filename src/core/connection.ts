import type { DiagnosisCode } from './error.ts'
import type { FieldPath } from './ids.ts'
import type { JsonObject, JsonValue } from './json.ts'

/** The gate, in the order things happen. A failure skips everything after it. */
export const gateStageIds = ['settings', 'resolve', 'reach', 'encrypt', 'authenticate', 'open'] as const

/** What an extraction can read, tested once the gate is open. These warn and never block saving. */
export const capabilityStageIds = [
  'databases',
  'schemas',
  'relations',
  'columns',
  'routines',
  'tags',
  'usage',
  'lineage',
  'profiler',
] as const

export const stageIds = [...gateStageIds, 'server', ...capabilityStageIds] as const
export type StageId = (typeof stageIds)[number]
export type CapabilityStageId = (typeof capabilityStageIds)[number]

/** What a stage observed. Keys are camelCase words a reader understands; counts are numbers. */
export type Facts = JsonObject

export type Outcome =
  | { readonly status: 'passed'; readonly durationMs: number; readonly facts: Facts }
  | {
      readonly status: 'warned' | 'failed'
      readonly durationMs: number
      readonly facts: Facts
      readonly diagnosis: Diagnosis
    }
  | { readonly status: 'skipped'; readonly because: StageId | 'cancelled' }

export type StageReport = { readonly id: StageId; readonly title: string } & Outcome

/** Where a failure was observed. `value` is an errno name, a TLS code, a SQLSTATE or a word of ours, never message text. */
export interface Cause {
  readonly kind: 'input' | 'os' | 'tls' | 'sqlstate' | 'protocol'
  readonly value: string
  /** The C function that raised a server error, sent in the protocol's `R` field. Language-independent. */
  readonly routine?: string
}

/** A button that changes the form or copies text. */
export type Action =
  | {
      readonly kind: 'patch'
      readonly label: string
      readonly patch: readonly FieldPatch[]
      /** Asked before the form is changed, where the change is a matter of trust. */
      readonly confirm?: Confirmation
    }
  | {
      readonly kind: 'copy'
      readonly label: string
      readonly language: 'sql' | 'text' | 'conf' | 'shell'
      readonly text: string
    }

export type Confirmation = {
  readonly title: string
  /** What follows from it and what to check first. */
  readonly text: string
  /** To be compared letter by letter, such as a fingerprint. */
  readonly compare: string
  /** Words of the button that does it. */
  readonly accept: string
}

/** Sets one form value; `null` removes it. */
export type FieldPatch = {
  readonly path: FieldPath
  readonly value: JsonValue
}

export interface Diagnosis {
  readonly code: DiagnosisCode
  readonly cause: Cause
  /** Form fields that have to do with it; the first one is focused. Empty when no field would help. */
  readonly fields: readonly FieldPath[]
  /** What is wrong, one sentence, no jargon. */
  readonly summary: string
  /** What to do, one or two sentences. */
  readonly remedy: string
  readonly actions: readonly Action[]
  /** Help section id; absent: the help of the first field. */
  readonly help?: string
  /** The server's or system's own words, redacted. */
  readonly detail?: string
}

/** One try at an address. Several hosts, addresses or the second try of `allow` and `prefer` each leave one. */
export type Attempt = {
  readonly host: string
  readonly address: string
  readonly port: number
  readonly tls: boolean
  readonly durationMs: number
  readonly cause: { readonly kind: Cause['kind']; readonly value: string } | null
}

export interface ServerFacts {
  /** `server_version` as the server says it, such as `16.14`. */
  readonly version: string
  /** `server_version_num`, such as 160014. */
  readonly versionNum: number
  readonly encrypted: boolean
  readonly tlsVersion: string | null
  readonly cipher: string | null
  /** Address and port that answered, such as `127.0.0.1:5432` or a socket path. */
  readonly address: string
  readonly inRecovery: boolean
}

/** `passed`: gate and all capabilities; `warned`: the gate is open, something will be missing; `failed`: the gate is closed. */
export type Verdict = 'passed' | 'warned' | 'failed' | 'cancelled'

export interface TestReport {
  readonly verdict: Verdict
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly durationMs: number
  /** HMAC-SHA-256 (hex) with this installation's key over the whole form, secrets included. */
  readonly settingsHash: string
  readonly server: ServerFacts | null
  readonly stages: readonly StageReport[]
}

/** What a running test emits: each stage as it starts and ends, then one report. `seq` counts from 1. */
export type TestEvent =
  | {
      readonly seq: number
      readonly type: 'stage-started'
      readonly stage: { readonly id: StageId; readonly title: string }
    }
  | { readonly seq: number; readonly type: 'stage-ended'; readonly stage: StageReport }
  | { readonly seq: number; readonly type: 'report'; readonly report: TestReport }
