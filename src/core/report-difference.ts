import type { ServerFacts, StageId, StageReport, TestReport, Verdict } from './connection.ts'
import type { JsonValue } from './json.ts'
import { diagnosisOf, summaryOf } from './report-text.ts'

/** What changed between two connection tests of one service. */
export interface ReportDifference {
  /** Whether the later test worked better, worse, or as well as the earlier one. */
  readonly direction: Direction
  /** What the server says of itself, such as its version, and whether the connection's settings are the same. */
  readonly server: readonly ValueChange[]
  readonly settingsChanged: boolean
  readonly stages: readonly StageChange[]
}

export type Direction = 'better' | 'worse' | 'same'

export interface ValueChange {
  readonly name: string
  readonly before: JsonValue
  readonly after: JsonValue
}

export interface StageChange {
  readonly id: StageId
  readonly title: string
  /** Null where the stage did not apply then. */
  readonly before: StageState | null
  readonly after: StageState | null
}

export interface StageState {
  readonly status: StageReport['status']
  /** Code of its diagnosis. */
  readonly code: string | null
  /** Its own line, such as "120 of 340 tables readable". */
  readonly summary: string | null
}

/** As much of a report as is compared. */
export interface ReportOutline {
  readonly verdict: Verdict
  readonly settingsHash: string
  readonly server: ServerFacts | null
  readonly stages: readonly StageOutline[]
}

export interface StageOutline extends StageState {
  readonly id: StageId
  readonly title: string
}

export function diffReports(before: TestReport, after: TestReport): ReportDifference {
  return diffOutlines(outlineOf(before), outlineOf(after))
}

/** Times are not compared: they differ in every test. */
export function diffOutlines(before: ReportOutline, after: ReportOutline): ReportDifference {
  const server = (['version', 'address', 'encrypted', 'tlsVersion', 'cipher', 'inRecovery'] as const).flatMap(
    (name) => {
      const [was, is] = [before.server?.[name] ?? null, after.server?.[name] ?? null]
      // A server that was not reached says nothing; the stages tell why.
      return was === is || before.server === null || after.server === null ? [] : [{ name, before: was, after: is }]
    },
  )
  const ids = new Set([...before.stages, ...after.stages].map(({ id }) => id))
  const changes = [...ids].flatMap((id) => {
    const [was, is] = [before, after].map((outline) => outline.stages.find((stage) => stage.id === id))
    const change = { id, title: (is ?? was)?.title ?? id, before: stateOf(was), after: stateOf(is) }
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change]
  })
  return {
    direction: directionOf(before, after),
    server,
    settingsChanged: before.settingsHash !== after.settingsHash,
    stages: changes,
  }
}

function outlineOf({ verdict, settingsHash, server, stages }: TestReport): ReportOutline {
  return { verdict, settingsHash, server, stages: stages.map(stageOutline) }
}

function stageOutline(stage: StageReport): StageOutline {
  const { id, title, status } = stage
  return { id, title, status, code: diagnosisOf(stage)?.code ?? null, summary: summaryOf(stage) }
}

function stateOf(stage: StageOutline | undefined): StageState | null {
  return stage === undefined ? null : { status: stage.status, code: stage.code, summary: stage.summary }
}

interface Statuses {
  readonly stages: readonly Pick<StageReport, 'status'>[]
}

/** A cancelled test says nothing about the connection. */
function directionOf(before: ReportOutline, after: ReportOutline): Direction {
  if (before.verdict === 'cancelled' || after.verdict === 'cancelled') return 'same'
  const [was, is] = [goodness(before), goodness(after)]
  if (was === is) return 'same'
  return is > was ? 'better' : 'worse'
}

/** More is better: first how far the gate opened, then how much of what lies behind it works. */
export function goodness({ verdict, stages }: Pick<ReportOutline, 'verdict'> & Statuses): number {
  const works = stages.filter(({ status }) => status === 'passed').length
  const rank = { failed: 0, cancelled: 0, warned: 1, passed: 2 }[verdict]
  return rank * 1000 + works
}
