import type { AccessProblem, AccessRequest, AccessScript } from '../core/access.ts'
import type { DdlRenderer } from '../core/catalog/ddl-renderer.ts'
import type { Diagnosis, TestEvent, TestReport } from '../core/connection.ts'
import type { ExtractionOutcome, ExtractionProgress, SnapshotReceiver } from '../core/extraction.ts'
import type { ConnectorId } from '../core/ids.ts'
import type { JsonObject } from '../core/json.ts'
import type { LineageBatches, LineageRequest } from '../core/lineage/lineage-request.ts'
import type { Check, CheckPreview, CheckResult } from '../core/quality/checks/check.ts'
import type { ProfileReading, ProfileRequest, RelationProfile } from '../core/quality/profile.ts'
import type { Result } from '../core/result.ts'
import type { ScopePreview } from '../core/scope-preview.ts'
import type { UsageReading } from '../core/usage/reading.ts'

export interface TestOptions {
  /** Aborting cancels for real: the running statement is cancelled on the server and the connection closed. */
  readonly signal: AbortSignal
  readonly emit: (event: TestEvent) => void
  /** Goes into the report unchanged. */
  readonly settingsHash: string
  /** Milliseconds per stage and for the whole test; 5,000 and 20,000 unless told. */
  readonly stageDeadlineMs?: number
  readonly testDeadlineMs?: number
}

export interface ExtractOptions {
  /** Aborting cancels for real, as for a test. */
  readonly signal: AbortSignal
  readonly receive: SnapshotReceiver
  readonly report: (progress: ExtractionProgress) => void
  /** Connections to the server at one time, all databases together; 3 unless told. */
  readonly connectionLimit?: number
}

export interface ReadUsageOptions {
  /** Aborting cancels for real, and the reading then throws the signal's reason. */
  readonly signal: AbortSignal
  /** Statements that took the most time; null for all. */
  readonly limit: number | null
  /** Texts of an earlier reading by queryid, which need not be read again. */
  readonly knownTexts: ReadonlyMap<string, string>
}

export interface ProfileOptions {
  /** Aborting cancels for real, and profiling then throws the signal's reason. */
  readonly signal: AbortSignal
  readonly request: ProfileRequest
  /** Told before each relation. */
  readonly report: (progress: ProfileProgress) => void
  /** Given each profile as soon as it is there, and awaited; the reading then holds none of them. */
  readonly receive?: (profile: RelationProfile) => Promise<void>
}

export interface ProfileProgress {
  readonly database: string
  readonly schema: string
  readonly relation: string
  readonly done: number
  readonly total: number
}

export interface RunChecksOptions {
  /** Aborting cancels for real, and running then throws the signal's reason. */
  readonly signal: AbortSignal
  /** Told of each check as soon as it is answered, and awaited. */
  readonly onResult: (result: CheckResult) => void | Promise<void>
  /** Failing rows to read of each failed check; 0 reads no values. */
  readonly sampleRows: number
  /** Longest time of one statement, which may answer many checks. */
  readonly limitMs: number
}

/** What the rest of the product knows of a kind of server. */
export interface Connector {
  readonly id: ConnectorId
  readonly title: string
  /** Never throws for anything that a form or a server can do; the report says it. */
  testConnection(form: JsonObject, options: TestOptions): Promise<TestReport>
  /** Reads a snapshot. Rejects only with what `receive` throws; the outcome says everything else. */
  extract(form: JsonObject, options: ExtractOptions): Promise<ExtractionOutcome>
  /** What the form's filters let in and leave out on the live server. Throws only after an abort. */
  previewScope(form: JsonObject, signal: AbortSignal): Promise<Result<ScopePreview, Diagnosis>>
  /** What a server's owner has to run so that a new role may do what is wanted. Touches no server. */
  writeAccessScript(request: AccessRequest): Promise<Result<AccessScript, readonly AccessProblem[]>>
  /** One reading of the statements that were run, and how often. Throws only after an abort. */
  readUsage(form: JsonObject, options: ReadUsageOptions): Promise<Result<UsageReading, Diagnosis>>
  /** What the rows of relations look like. Throws only after an abort. */
  profile(form: JsonObject, options: ProfileOptions): Promise<Result<ProfileReading, Diagnosis>>
  /**
   * Answers checks, those of a relation together, in the order they were given. What one of them fails with costs that
   * one alone. Throws only after an abort, or what `onResult` throws.
   */
  runChecks(
    form: JsonObject,
    checks: readonly Check[],
    options: RunChecksOptions,
  ): Promise<Result<readonly CheckResult[], Diagnosis>>
  /** What a check would send, without its running. Throws only after an abort. */
  previewCheck(form: JsonObject, check: Check, signal: AbortSignal): Promise<Result<CheckPreview, Diagnosis>>
  /** Where the columns of statements, views and routines get their values from. Touches no server. */
  readLineage(request: LineageRequest): LineageBatches
  /** Statements that make the objects of a snapshot again. */
  loadDdl(): Promise<DdlRenderer>
}
