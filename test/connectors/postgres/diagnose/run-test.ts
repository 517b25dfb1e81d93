import { expect } from 'vitest'
import type { TestOptions } from '../../../../src/connectors/connector.ts'
import { postgres } from '../../../../src/connectors/postgres/index.ts'
import type { Diagnosis, StageId, StageReport, TestEvent, TestReport } from '../../../../src/core/connection.ts'
import type { JsonObject } from '../../../../src/core/json.ts'

export interface TestRun {
  readonly report: TestReport
  readonly events: readonly TestEvent[]
}

/** Tests a form as the product does. Whatever happens, no secret of the form may stand in report or events. */
export async function runTest(form: JsonObject, options: Partial<TestOptions> = {}): Promise<TestRun> {
  const events: TestEvent[] = []
  const { emit, ...others } = options
  const report = await postgres.testConnection(form, {
    signal: new AbortController().signal,
    settingsHash: 'hash',
    emit: (event) => {
      events.push(event)
      emit?.(event)
    },
    ...others,
  })
  const told = JSON.stringify({ report, events })
  const { sslKey } = (form.sslConfig ?? {}) as { sslKey?: string }
  for (const secret of [form.password, sslKey]) {
    if (typeof secret === 'string' && secret.length > 5) expect(told.includes(secret)).toBe(false)
  }
  expect(events.at(-1)).toEqual({ seq: events.length, type: 'report', report })
  return { report, events }
}

export function stageOf({ report }: TestRun, id: StageId): StageReport {
  const stage = report.stages.find((candidate) => candidate.id === id)
  if (stage === undefined) throw new Error(`no stage ${id} among ${report.stages.map((other) => other.id).join(' ')}`)
  return stage
}

/** The stage's diagnosis; fails when it has none. */
export function diagnosisOf(run: TestRun, id: StageId): Diagnosis {
  const stage = stageOf(run, id)
  if (stage.status !== 'warned' && stage.status !== 'failed') throw new Error(`stage ${id} is ${stage.status}`)
  return stage.diagnosis
}

/** What failed, as a line to compare: stage and code; `passed` and the like when nothing did. */
export function failureOf({ report }: TestRun): string {
  const failed = report.stages.find(({ status }) => status === 'failed')
  return failed?.status === 'failed' ? `${failed.id} ${failed.diagnosis.code}` : report.verdict
}

/** Text of the copy action with this label. */
export function copied(diagnosis: Diagnosis, label: string): string {
  const action = diagnosis.actions.find((candidate) => candidate.label === label)
  if (action?.kind !== 'copy') throw new Error(`no copy action ${label} in ${diagnosis.code}`)
  return action.text
}
