import { expect, test } from 'vitest'
import type { TestEvent } from '../../../src/core/connection.ts'
import {
  breakRun,
  cancelRun,
  finishedRun,
  gateFailure,
  gateFindings,
  headline,
  spokenResult,
  startRun,
  stateOf,
  type TestRun,
  withEvent,
} from '../../../src/web/connection-test/test-run.ts'
import { eventsOf, found, passed, reportOf, skipped, titleOf, unreadable, wrongPassword } from './reports.ts'

const settings = { hostPort: 'db.internal:5432' }
const follow = (events: readonly TestEvent[], run: TestRun = startRun(settings)): TestRun =>
  events.reduce((state, event) => withEvent(state, event, 100), run)
const started = (id: 'reach' | 'encrypt'): TestEvent => ({
  seq: 1,
  type: 'stage-started',
  stage: { id, title: titleOf(id) },
})
const problem = { message: 'The connection was lost.', details: null, hint: 'Test again.' }

const closedGate = reportOf('failed', [
  passed('settings'),
  passed('reach'),
  found('authenticate', 'failed', wrongPassword),
  skipped('open', 'authenticate'),
])
const openGate = reportOf('warned', [
  passed('settings'),
  passed('reach'),
  found('relations', 'warned', unreadable),
  passed('routines'),
])

test('a run holds only the stages that were observed, in their order', () => {
  const run = follow(eventsOf(openGate).slice(0, 3))
  expect(run.phase).toBe('running')
  expect(run.stages.map((stage) => [stage.id, stateOf(run, stage)])).toEqual([
    ['settings', 'passed'],
    ['reach', 'running'],
  ])
})

test('a stage that starts again keeps its place', () => {
  const run = follow([
    started('reach'),
    { seq: 2, type: 'stage-ended', stage: passed('reach') },
    started('encrypt'),
    started('reach'),
  ])
  expect(run.stages.map((stage) => [stage.id, stateOf(run, stage)])).toEqual([
    ['reach', 'running'],
    ['encrypt', 'running'],
  ])
})

test('a run that was followed is the same as its report read later', () => {
  expect(follow(eventsOf(closedGate))).toEqual(finishedRun(closedGate, settings))
})

test('nothing runs on after a cancel, and what arrives late changes nothing', () => {
  const events = eventsOf(closedGate)
  const run = cancelRun(follow(events.slice(0, 3)))
  expect(run.stages.map((stage) => stateOf(run, stage))).toEqual(['passed', 'stopped'])
  expect(follow(events.slice(3), run)).toBe(run)
  expect(breakRun(run, problem)).toBe(run)
  expect(headline(run)).toBe('You cancelled the test')
})

test('a lost answer keeps what was observed and says why there is no more', () => {
  const run = breakRun(follow(eventsOf(openGate).slice(0, 3)), problem)
  expect(run).toMatchObject({ phase: 'broken', error: problem, report: null })
  expect(run.stages.map((stage) => stateOf(run, stage))).toEqual(['passed', 'stopped'])
  expect(spokenResult(run)).toBe('The test has no result. The connection was lost. Test again.')
})

test('a report is not lost to a connection that breaks after it', () => {
  const run = follow(eventsOf(openGate))
  expect(breakRun(run, problem)).toBe(run)
  expect(cancelRun(run)).toBe(run)
})

test('the gate failure is the stage that closed the gate, never a capability', () => {
  expect(gateFailure(finishedRun(closedGate, settings))?.diagnosis).toBe(wrongPassword)
  const lost = reportOf('warned', [passed('settings'), found('relations', 'failed', unreadable)])
  expect(gateFailure(finishedRun(lost, settings))).toBeNull()
})

test('findings of the gate stand apart from those of capabilities', () => {
  const both = reportOf('warned', [found('encrypt', 'warned', wrongPassword), found('relations', 'warned', unreadable)])
  expect(gateFindings(finishedRun(both, settings)).map(({ report }) => report.id)).toEqual(['encrypt'])
})

test('a failure is spoken with its finding and remedy, once the report is there', () => {
  const events = eventsOf(closedGate)
  expect(spokenResult(follow(events.slice(0, -1)))).toBe('Testing the connection.')
  expect(spokenResult(follow(events))).toBe(
    'It does not connect: Authenticate failed. The server rejected the password. Type it again.',
  )
  expect(spokenResult(follow(eventsOf(openGate)))).toBe('It works; one thing will be missing.')
})
