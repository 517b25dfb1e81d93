import { describe, expect, test } from 'vitest'
import { type Finding, type StagesOptions, startStages } from '../../src/connectors/run-stages.ts'
import { type Diagnosis, type StageId, stageIds, type TestEvent } from '../../src/core/connection.ts'

const diagnosis: Diagnosis = {
  code: 'CONN_FAILED',
  cause: { kind: 'os', value: 'X' },
  fields: [],
  summary: 'It failed.',
  remedy: 'Try again.',
  actions: [],
}
const passed: Finding = { status: 'passed', facts: {} }
const failed: Finding = { status: 'failed', facts: {}, diagnosis }
const warned: Finding = { status: 'warned', facts: {}, diagnosis }

function start(options: Partial<StagesOptions> = {}) {
  const events: TestEvent[] = []
  const stages = startStages({
    titles: Object.fromEntries(stageIds.map((id) => [id, id.toUpperCase()])) as Record<StageId, string>,
    signal: new AbortController().signal,
    settingsHash: 'hash',
    emit: (event) => events.push(event),
    deadlineFinding: (_stage, { of }) => ({ status: 'failed', facts: { of }, diagnosis }),
    ...options,
  })
  return { stages, events }
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<Finding>((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))))

describe('the stages of a test', () => {
  test('pass one after another, each told as it starts and ends, then one report', async () => {
    const { stages, events } = start()
    for (const id of stageIds) await stages.run(id, async () => passed)
    const report = stages.finish(null)
    expect(report.verdict).toBe('passed')
    expect(report.stages.map(({ id, status }) => [id, status])).toEqual(stageIds.map((id) => [id, 'passed']))
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, place) => place + 1))
    expect(events.slice(0, 2).map(({ type }) => type)).toEqual(['stage-started', 'stage-ended'])
    expect(events.at(-1)).toMatchObject({ type: 'report', report: { settingsHash: 'hash' } })
    expect(events).toHaveLength(stageIds.length * 2 + 1)
  })

  test('that follow a failed gate stage are skipped because of it and never run', async () => {
    const { stages } = start()
    await stages.run('settings', async () => passed)
    await stages.run('resolve', async () => failed)
    const ran: string[] = []
    for (const id of ['reach', 'server', 'usage'] as const) {
      await stages.run(id, async () => {
        ran.push(id)
        return passed
      })
    }
    const report = stages.finish(null)
    expect(ran).toEqual([])
    expect(report.verdict).toBe('failed')
    expect(report.stages).toHaveLength(stageIds.length)
    expect(report.stages.slice(2)).toSatisfy((rest: { status: string; because: string }[]) =>
      rest.every((stage) => stage.status === 'skipped' && stage.because === 'resolve'),
    )
  })

  test('that do not apply are absent, whether the gate opens or not', async () => {
    const { stages } = start()
    stages.leaveOut('encrypt')
    await stages.run('reach', async () => failed)
    expect(stages.finish(null).stages.map(({ id }) => id)).not.toContain('encrypt')

    const open = start().stages
    await open.run('reach', async () => passed)
    expect(open.finish(null).stages.map(({ id }) => id)).toEqual(['reach'])
  })

  test('behind the gate warn or fail without skipping what follows', async () => {
    const { stages } = start()
    await stages.run('schemas', async () => warned)
    await stages.run('relations', async () => failed)
    await stages.run('columns', async () => passed)
    const report = stages.finish(null)
    expect(report.verdict).toBe('warned')
    expect(report.stages.map(({ status }) => status)).toEqual(['warned', 'failed', 'passed'])
  })

  test('behind the gate skip the rest when nothing is left to go on with', async () => {
    const { stages } = start()
    await stages.run('usage', async () => failed)
    stages.closeAfter('usage')
    await stages.run('lineage', async () => passed)
    expect(stages.finish(null).stages).toMatchObject([
      { id: 'usage', status: 'failed' },
      { id: 'lineage', status: 'skipped', because: 'usage' },
      { id: 'profiler', status: 'skipped', because: 'usage' },
    ])
  })

  test('that go beyond their deadline fail, and the next one runs', async () => {
    const { stages } = start({ stageDeadlineMs: 30 })
    expect(await stages.run('relations', untilAborted)).toBeNull()
    await stages.run('columns', async () => passed)
    expect(stages.finish(null).stages).toMatchObject([
      { id: 'relations', status: 'failed', facts: { of: 'stage' } },
      { id: 'columns', status: 'passed' },
    ])
  })

  test('are all over when the time of the whole test is', async () => {
    const { stages } = start({ testDeadlineMs: 30 })
    await stages.run('relations', untilAborted)
    expect(stages.open).toBe(false)
    const report = stages.finish(null)
    expect(report.verdict).toBe('warned')
    expect(report.stages[0]).toMatchObject({ id: 'relations', status: 'failed', facts: { of: 'test' } })
    expect(report.stages[1]).toMatchObject({ id: 'columns', status: 'skipped', because: 'relations' })
  })

  test('are skipped because of a cancel, the running one too, after it has cleaned up', async () => {
    const controller = new AbortController()
    const { stages, events } = start({ signal: controller.signal })
    let cleanedUp = false
    setTimeout(() => controller.abort(), 20)
    await stages.run('relations', async (signal) => {
      await untilAborted(signal).catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 20))
      cleanedUp = true
      return passed
    })
    expect(cleanedUp).toBe(true)
    await stages.run('columns', async () => passed)
    const report = stages.finish(null)
    expect(report.verdict).toBe('cancelled')
    expect(report.stages[0]).toMatchObject({ id: 'relations', status: 'skipped', because: 'cancelled' })
    expect(report.stages[1]).toMatchObject({ id: 'columns', status: 'skipped', because: 'cancelled' })
    expect(events.filter((event) => event.type === 'stage-started')).toHaveLength(1)
  })

  test('of a test cancelled before it began are all skipped', async () => {
    const { stages, events } = start({ signal: AbortSignal.abort() })
    await stages.run('settings', async () => passed)
    const report = stages.finish(null)
    expect(report.verdict).toBe('cancelled')
    expect(report.stages.every((stage) => stage.status === 'skipped' && stage.because === 'cancelled')).toBe(true)
    expect(events.some((event) => event.type === 'stage-started')).toBe(false)
  })

  test('may be gone through again; the last end counts, and what later ones had found is dropped', () => {
    const { stages } = start()
    for (const id of ['resolve', 'reach', 'encrypt'] as const) {
      stages.started(id)
      stages.ended(id, { status: 'passed', facts: { host: 'first' } }, 1)
    }
    stages.started('resolve')
    stages.ended('resolve', { status: 'passed', facts: { host: 'second' } }, 1)
    stages.ended('reach', failed, 1)
    expect(stages.finish(null).stages.slice(0, 3)).toMatchObject([
      { id: 'resolve', facts: { host: 'second' } },
      { id: 'reach', status: 'failed' },
      { id: 'encrypt', status: 'skipped', because: 'reach' },
    ])
  })

  test('do not hide a bug: what a probe throws unasked comes out', async () => {
    const { stages } = start()
    await expect(stages.run('usage', () => Promise.reject(new Error('a bug')))).rejects.toThrow('a bug')
  })
})
