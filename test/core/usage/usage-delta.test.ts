import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StatementUsage, UsageReading } from '../../../src/core/usage/reading.ts'
import { usageDelta } from '../../../src/core/usage/usage-delta.ts'

/** A source as the extension keeps it: it forgets, and we know what was really called. */
class Source {
  private clock = 0
  private readonly entries = new Map<string, { calls: number; since: number; timeMs: number }>()
  private evictions = 0
  private resetAt = 0
  private systemIdentifier = '1'
  private resets = 0
  readonly called = new Map<string, number>()
  private readonly since: boolean

  /** @param since whether it says since when each statement is counted (1.11) */
  constructor(since: boolean) {
    this.since = since
  }

  private tick(): number {
    this.clock += 1
    return this.clock
  }

  call(name: string, times: number): void {
    const entry = this.entries.get(name) ?? { calls: 0, since: this.tick(), timeMs: 0 }
    this.entries.set(name, { ...entry, calls: entry.calls + times, timeMs: entry.timeMs + times })
    this.called.set(name, (this.called.get(name) ?? 0) + times)
  }

  evict(name: string): void {
    if (!this.entries.delete(name)) return
    this.evictions += 1
  }

  resetAlone(name: string): void {
    this.entries.delete(name)
    this.resets += 1
  }

  resetAll(): void {
    this.entries.clear()
    this.evictions = 0
    this.resets = 0
    this.resetAt = this.tick()
  }

  failOver(): void {
    // The standby has counted its own calls, before and after.
    for (const entry of this.entries.values()) entry.calls += 5
    this.resetAt = -1
  }

  read(limit: number | null): UsageReading {
    const readAt = moment(this.tick())
    const statements = [...this.entries].map(([name, { calls, since, timeMs }]) =>
      statement(name, calls, timeMs, this.since ? moment(since) : null),
    )
    statements.sort((a, b) => b.totalTimeMs - a.totalTimeMs)
    return {
      readAt,
      statsSince: moment(this.resetAt),
      source: { name: 'public.pg_stat_statements', extensionVersion: this.since ? '1.11' : '1.9' },
      counting: {
        systemIdentifier: this.systemIdentifier,
        evictions: String(this.evictions),
        resetCalls: String(this.resets),
        resetAt: moment(this.resetAt),
        moved: false,
      },
      databases: null,
      complete: limit === null || statements.length <= limit,
      statements: limit === null ? statements : statements.slice(0, limit),
      problems: [],
    }
  }
}

const moment = (tick: number): string => new Date(1_800_000_000_000 + tick * 1000).toISOString().replace('Z', '000Z')

function statement(text: string, calls: number, totalTimeMs: number, statsSince: string | null): StatementUsage {
  return {
    queryid: text,
    database: 'shop',
    databaseOid: 5,
    user: 'app',
    userOid: 10,
    toplevel: true,
    text,
    calls: String(calls),
    rows: null,
    totalTimeMs,
    minTimeMs: 1,
    maxTimeMs: 1,
    sharedBlocksHit: null,
    sharedBlocksRead: null,
    sharedBlocksWritten: null,
    tempBlocksWritten: null,
    blockReadTimeMs: null,
    statsSince,
  }
}

type Happening = readonly ['call' | 'evict' | 'resetAlone' | 'resetAll' | 'failOver', string, number]

function play(source: Source, happenings: readonly Happening[]): void {
  for (const [what, name, times] of happenings) {
    if (what === 'call') source.call(name, times)
    else if (what === 'resetAll') source.resetAll()
    else if (what === 'failOver') source.failOver()
    else source[what](name)
  }
}

const happenings = (...extra: Happening[0][]) =>
  fc.array(
    fc.tuple(
      fc.constantFrom<Happening[0]>('call', 'call', 'call', 'call', ...extra),
      fc.constantFrom('a', 'b', 'c', 'd'),
      fc.integer({ min: 1, max: 20 }),
    ),
    { maxLength: 14 },
  )

const limits = fc.constantFrom(null, null, 1, 2)

describe('usage between two readings', () => {
  for (const since of [true, false]) {
    const version = since ? '1.11' : '1.9'
    test(`is exact, or a lower bound that says so, whatever the server forgets (extension ${version})`, () => {
      const anything = happenings('evict', 'resetAlone', 'resetAll', 'failOver')
      fc.assert(
        fc.property(anything, anything, limits, limits, (first, second, limit, laterLimit) => {
          const source = new Source(since)
          play(source, first)
          const before = source.read(limit)
          const calledBefore = new Map(source.called)
          play(source, second)
          const delta = usageDelta(before, source.read(laterLimit))
          for (const { text, calls, lowerBound } of delta.statements) {
            const truth = (source.called.get(text ?? '') ?? 0) - (calledBefore.get(text ?? '') ?? 0)
            expect(Number(calls)).toBeGreaterThanOrEqual(0)
            if (second.some(([what]) => what === 'failOver')) continue
            if (lowerBound) expect(Number(calls)).toBeLessThanOrEqual(truth)
            else expect(Number(calls)).toBe(truth)
          }
        }),
        { numRuns: 1500 },
      )
    })

    test(`is exact for every statement when nothing was forgotten (extension ${version})`, () => {
      fc.assert(
        fc.property(happenings(), happenings(), (first, second) => {
          const source = new Source(since)
          play(source, first)
          const before = source.read(null)
          const calledBefore = new Map(source.called)
          play(source, second)
          const delta = usageDelta(before, source.read(null))
          const told = new Map(delta.statements.map(({ text, calls }) => [text, Number(calls)]))
          for (const [name, calls] of source.called) {
            expect(told.get(name) ?? 0).toBe(calls - (calledBefore.get(name) ?? 0))
          }
          expect(delta.statements.some(({ lowerBound }) => lowerBound)).toBe(false)
        }),
        { numRuns: 300 },
      )
    })
  }

  test('stays exact for statements that were not evicted, where each says since when it is counted', () => {
    const source = new Source(true)
    source.call('a', 3)
    source.call('b', 1)
    const before = source.read(null)
    source.call('a', 4)
    source.evict('b')
    const { statements, problems } = usageDelta(before, source.read(null))
    expect(statements.map(({ text, calls, lowerBound }) => ({ text, calls, lowerBound }))).toEqual([
      { text: 'a', calls: '4', lowerBound: false },
      { text: 'b', calls: '0', lowerBound: true },
    ])
    expect(problems.map(({ code }) => code)).toEqual(['USAGE_EVICTED'])
  })

  test('never counts what another server counted before the earlier reading', () => {
    const source = new Source(false)
    source.call('a', 100)
    const before = source.read(null)
    source.failOver()
    const [a] = usageDelta(before, source.read(null)).statements
    expect(a).toMatchObject({ calls: '0', lowerBound: true })
  })

  test('takes nothing for called that only a grant made visible', () => {
    const source = new Source(false)
    source.call('a', 100)
    const seen = source.read(null)
    const masked = { ...seen, statements: seen.statements.map((one) => ({ ...one, queryid: null, text: null })) }
    expect(usageDelta(masked, seen).statements).toMatchObject([{ text: 'a', calls: '0', lowerBound: true }])
  })
})
