import type { Diagnosis, StageId, StageReport, TestEvent, TestReport, Verdict } from '../../../src/core/connection.ts'
import { toFieldPath } from '../../../src/core/ids.ts'

export const wrongPassword: Diagnosis = {
  code: 'AUTH_PASSWORD_REJECTED',
  cause: { kind: 'sqlstate', value: '28P01', routine: 'auth_failed' },
  fields: [toFieldPath(['password'])],
  summary: 'The server rejected the password.',
  remedy: 'Type it again.',
  actions: [],
  detail: 'password authentication failed\nfor user "catalog"',
}

export const unreadable: Diagnosis = {
  code: 'RELATIONS_NOT_READABLE',
  cause: { kind: 'protocol', value: 'PRIVILEGE_MISSING' },
  fields: [],
  summary: 'catalog cannot read 2 relations of 3.',
  remedy: 'Grant it.',
  actions: [{ kind: 'copy', label: 'Copy GRANT', language: 'sql', text: 'GRANT SELECT ON a TO catalog;\n' }],
}

export const passed = (id: StageId, facts: Extract<StageReport, { status: 'passed' }>['facts'] = {}): StageReport => ({
  id,
  title: titleOf(id),
  status: 'passed',
  durationMs: 2,
  facts,
})

export const found = (id: StageId, status: 'warned' | 'failed', diagnosis: Diagnosis): StageReport => ({
  id,
  title: titleOf(id),
  status,
  durationMs: 12.4,
  facts: {},
  diagnosis,
})

export const skipped = (id: StageId, because: StageId | 'cancelled'): StageReport => ({
  id,
  title: titleOf(id),
  status: 'skipped',
  because,
})

export const titleOf = (id: StageId): string => id.charAt(0).toUpperCase() + id.slice(1)

export const reportOf = (
  verdict: Verdict,
  stages: readonly StageReport[],
  server: TestReport['server'] = null,
): TestReport => ({
  verdict,
  startedAt: '2026-03-01T10:00:00.000Z',
  durationMs: 1_240,
  settingsHash: '00',
  server,
  stages,
})

/** The events of a test that ends with `report`. */
export function eventsOf(report: TestReport): readonly TestEvent[] {
  const events = report.stages.flatMap((stage): TestEvent[] => [
    { seq: 0, type: 'stage-started', stage: { id: stage.id, title: stage.title } },
    { seq: 0, type: 'stage-ended', stage },
  ])
  return [...events, { seq: 0, type: 'report', report } as const].map((event, index) => ({ ...event, seq: index + 1 }))
}
