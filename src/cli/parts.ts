import type { AccessRequest, AccessScript } from '../core/access.ts'
import type { ServiceDetail, ServiceInput, ServiceSummary } from '../core/api.ts'
import type { DdlRenderer } from '../core/catalog/ddl-renderer.ts'
import type { LoadedSnapshot } from '../core/catalog/read-snapshot.ts'
import type { Diagnosis, TestEvent, TestReport } from '../core/connection.ts'
import type { ExtractionOutcome, ExtractionProgress, SnapshotReceiver } from '../core/extraction.ts'
import type { ConnectorId, FieldPath, ServiceId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { LineageBatches, LineageRequest } from '../core/lineage/lineage-request.ts'
import type { Check, CheckResult } from '../core/quality/checks/check.ts'
import type { ProfileReading, ProfileRequest } from '../core/quality/profile.ts'
import type { Result } from '../core/result.ts'
import type { ScopePreviewAnswer } from '../core/scope-preview.ts'
import type { UsageReading } from '../core/usage/reading.ts'
import type { StateCatalog } from './catalog/state-catalog.ts'
import type { StateChecks } from './check/state-checks.ts'
import type { StateRetention } from './retention/state-retention.ts'
import type { StateRuns } from './runs/state-runs.ts'
import type { StateSchedules } from './schedules/state-schedules.ts'
import type { StateTests } from './tests/state-tests.ts'
import type { StateUsage } from './usage/state-usage.ts'

/**
 * What the subcommands are made of. Each part is loaded when it is first called, so that `--help` and `test` with a
 * connection string start fast and never load the store or the server.
 */
export interface Parts {
  /** Readers of connections as they are written down elsewhere; what they say never holds a secret. */
  textFormats(): Promise<TextFormats>
  /** Ways to write a form down for other tools. */
  copyFormats(): Promise<readonly CopyFormat[]>
  /** Where a form points, without secrets. */
  describeTarget(form: JsonObject): Promise<string>
  /** What is wrong with a form as far as the form itself tells. A connector without code finds nothing. */
  settingsProblems(connector: ConnectorId, form: JsonObject): Promise<readonly Diagnosis[]>
  /** Tests a form. Opens no state. */
  testForm(form: JsonObject, limits: TestLimits): Promise<TestReport>
  /** Reads a snapshot with a form. Opens no state. */
  extractForm(form: JsonObject, limits: ExtractionLimits): Promise<ExtractionOutcome>
  /** What a form's filters let in and leave out. Opens no state. Throws the signal's reason after an abort. */
  previewScope(form: JsonObject, signal: AbortSignal): Promise<ScopePreviewAnswer>
  /** One reading of statements and their counters. Opens no state. Throws the signal's reason after an abort. */
  readUsage(form: JsonObject, limits: UsageLimits): Promise<Result<UsageReading, Diagnosis>>
  /** What the rows of relations look like. Opens no state. Throws the signal's reason after an abort. */
  profileForm(form: JsonObject, limits: ProfileLimits): Promise<Result<ProfileReading, Diagnosis>>
  /** Answers checks. Opens no state. Throws the signal's reason after an abort. */
  runChecks(
    form: JsonObject,
    checks: readonly Check[],
    limits: CheckLimits,
  ): Promise<Result<readonly CheckResult[], Diagnosis>>
  /** Lineage of statements, or of a snapshot's views and routines. Opens no state. */
  readLineage(request: LineageRequest): Promise<LineageBatches>
  /** Writes statements for snapshots of a kind of server; throws an AppError for a kind that nobody knows here. */
  ddlRenderer(connector: ConnectorId): Promise<DdlRenderer>
  /** The script for a new role; throws an AppError for one that cannot be. Opens no state. */
  writeAccessScript(request: AccessRequest): Promise<AccessScript>
  /** Where this installation keeps its files; need not exist. */
  dataDirectory(): Promise<string>
  /** Which key seals secrets; throws an AppError for an unusable one. */
  describeKey(): Promise<string>
  /** The Postgres that comes along; null where DATABASE_URL makes it needless. Throws an AppError where there is none. */
  describeEmbedded(): Promise<string | null>
  /** The connectors' forms and manuals; throws an AppError that lists what is wrong in their files. */
  describeContent(): Promise<string>
  /** Starts the page and its API; throws an AppError where it cannot. */
  startServer(options: ServerOptions): Promise<RunningServer>
  /** Takes a share of the runs; throws an AppError where the state cannot be had. */
  startWorker(options: { readonly concurrency: number }): Promise<{ close(): Promise<void> }>
  /** Opens the installation's state; throws an AppError where it cannot be had. */
  openState(): Promise<State>
}

export interface TextFormats {
  /** Names the format a text is meant to be of; null for none that is known. */
  recogniseText(text: string): string | null
  parseText(text: string): Result<ConnectionText, { readonly position: number; readonly message: string }>
}

/** What a text describes: at least one connection, and of each what was left out or assumed. */
export interface ConnectionText {
  readonly format: string
  readonly readings: readonly {
    readonly label: string
    readonly form: JsonObject
    readonly notes: readonly string[]
  }[]
}

export interface CopyFormat {
  readonly id: string
  readonly title: string
  /** The error is a sentence that says what keeps the form from being written down. */
  render(request: {
    readonly form: JsonObject
    readonly name: string
    readonly stored: readonly FieldPath[]
    /** Puts in the password that the form itself holds, instead of a placeholder. */
    readonly withPassword: boolean
  }): Result<{ readonly text: string; readonly notes: readonly string[] }, string>
}

export interface ServerOptions {
  readonly host: string
  /** Further names that the server is reached by, as through a proxy. */
  readonly allowedHosts: readonly string[]
  /** The first one to try; 0 for any free one. */
  readonly port: number
  readonly dataDirectory: string
  /** A folder with connectors beside the ones that come along. */
  readonly content: string | null
}

export interface RunningServer {
  /** Such as `http://127.0.0.1:4780`. */
  readonly address: string
  /** Ends it in order, embedded Postgres servers included. */
  close(): Promise<void>
}

export interface TestLimits {
  readonly signal: AbortSignal
  readonly emit: (event: TestEvent) => void
  readonly stageDeadlineMs?: number
  readonly testDeadlineMs?: number
}

export interface ExtractionLimits {
  readonly signal: AbortSignal
  readonly receive: SnapshotReceiver
  readonly report: (progress: ExtractionProgress) => void
  readonly connectionLimit?: number
}

export interface UsageLimits {
  readonly signal: AbortSignal
  /** Statements that took the most time; null for all. */
  readonly limit: number | null
  /** Texts by queryid that need not be read again. */
  readonly knownTexts: ReadonlyMap<string, string>
}

export interface ProfileLimits {
  readonly signal: AbortSignal
  readonly request: ProfileRequest
  readonly report: (progress: {
    readonly schema: string
    readonly relation: string
    readonly done: number
    readonly total: number
  }) => void
}

export interface CheckLimits {
  readonly signal: AbortSignal
  readonly onResult: (result: CheckResult) => void
  /** Failing rows to read of each failed check. */
  readonly sampleRows: number
  /** Of each reading. */
  readonly limitMs: number
}

/** The installation's saved state. Methods throw an AppError for what a user can cause. */
export interface State {
  readonly runs: StateRuns
  readonly tests: StateTests
  readonly usage: StateUsage
  readonly checks: StateChecks
  readonly schedules: StateSchedules
  readonly retention: StateRetention
  readonly catalog: StateCatalog
  /** By name. */
  listServices(): Promise<readonly ServiceSummary[]>
  readService(id: ServiceId): Promise<ServiceDetail>
  createService(input: ServiceInput): Promise<ServiceDetail>
  deleteService(id: ServiceId): Promise<void>
  /** Tests a service with its stored secrets. A `password` stands in for the stored one and is not saved. */
  testService(id: ServiceId, password: string | null, limits: TestLimits): Promise<TestReport>
  /** Reads a snapshot of a service. A `password` stands in for the stored one and is not saved. */
  extractService(id: ServiceId, password: string | null, limits: ExtractionLimits): Promise<ExtractionOutcome>
  /** What a service's filters let in. A `password` stands in for the stored one and is not saved. */
  previewServiceScope(id: ServiceId, password: string | null, signal: AbortSignal): Promise<ScopePreviewAnswer>
  /** A stored snapshot of a service, by `latest`, `previous`, its number or the id of its run. */
  namedSnapshot(id: ServiceId, name: string): Promise<LoadedSnapshot>
  /** One reading of a service. A `password` stands in for the stored one and is not saved. */
  readServiceUsage(
    id: ServiceId,
    password: string | null,
    limits: UsageLimits,
  ): Promise<Result<UsageReading, Diagnosis>>
  /** Profiles a service. A `password` stands in for the stored one and is not saved. */
  profileService(
    id: ServiceId,
    password: string | null,
    limits: ProfileLimits,
  ): Promise<Result<ProfileReading, Diagnosis>>
  /** Answers checks on a service. A `password` stands in for the stored one and is not saved. */
  runServiceChecks(
    id: ServiceId,
    password: string | null,
    checks: readonly Check[],
    limits: CheckLimits,
  ): Promise<Result<readonly CheckResult[], Diagnosis>>
  /** Leaves the state, and ends an embedded server that nobody else uses. */
  close(): Promise<void>
}
