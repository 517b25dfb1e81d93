import { expect, test } from 'vitest'
import { diffReports } from '../../src/core/report-difference.ts'
import { found, passed, reportOf, skipped, unreadable, wrongPassword } from '../web/connection-test/reports.ts'

const good = reportOf('passed', [passed('authenticate'), passed('relations', { summary: '5 of 5 relations readable' })])

test('equal tests differ in nothing, however long they took', () => {
  const slower = { ...good, durationMs: good.durationMs * 9, startedAt: '2026-04-01T10:00:00.000Z' }
  expect(diffReports(good, slower)).toEqual({ direction: 'same', server: [], settingsChanged: false, stages: [] })
})

test('a stage that fails now is told with its code, and makes it worse', () => {
  const broken = reportOf('failed', [
    found('authenticate', 'failed', wrongPassword),
    skipped('relations', 'authenticate'),
  ])
  const difference = diffReports(good, broken)
  expect(difference.direction).toBe('worse')
  expect(difference.stages).toEqual([
    {
      id: 'authenticate',
      title: 'Authenticate',
      before: { status: 'passed', code: null, summary: null },
      after: { status: 'failed', code: 'AUTH_PASSWORD_REJECTED', summary: null },
    },
    {
      id: 'relations',
      title: 'Relations',
      before: { status: 'passed', code: null, summary: '5 of 5 relations readable' },
      after: { status: 'skipped', code: null, summary: null },
    },
  ])
  expect(diffReports(broken, good).direction).toBe('better')
})

test('a count that moved is a change even where both passed', () => {
  const more = reportOf('passed', [
    passed('authenticate'),
    passed('relations', { summary: '6 of 6 relations readable' }),
  ])
  expect(diffReports(good, more)).toMatchObject({ direction: 'same', stages: [{ id: 'relations' }] })
})

test('among warnings the one that leaves more working is better', () => {
  const worse = reportOf('warned', [passed('authenticate'), found('relations', 'warned', unreadable)])
  expect(diffReports(good, worse).direction).toBe('worse')
})

test('an upgraded server is told, one that was not reached is not', () => {
  const on = (version: string) => ({
    version,
    versionNum: 1,
    encrypted: true,
    tlsVersion: 'TLSv1.3',
    cipher: 'x',
    address: '10.0.0.7:5432',
    inRecovery: false,
  })
  const [before, after] = [on('16.1'), on('17.2')].map((server) => ({ ...good, server }))
  if (before === undefined || after === undefined) throw new Error('no reports')
  expect(diffReports(before, after).server).toEqual([{ name: 'version', before: '16.1', after: '17.2' }])
  expect(diffReports(before, good).server).toEqual([])
})

test('other settings and a cancelled test are no news about the connection', () => {
  const cancelled = reportOf('cancelled', [skipped('authenticate', 'cancelled')])
  expect(diffReports(good, { ...cancelled, settingsHash: 'other' })).toMatchObject({
    direction: 'same',
    settingsChanged: true,
  })
})
