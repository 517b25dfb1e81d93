import type { Check, CheckProblem, CheckResult } from '../../../core/quality/checks/check.ts'
import { quoteQualified } from '../catalog/quote.ts'
import { QueryFailure, type QueryRows } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import type { DiagnosisContext } from '../diagnose/row.ts'
import { longestValue } from '../profile/column-kind.ts'
import type { CheckTransaction } from './check-transaction.ts'
import { type ApartMeasure, type FoldedMeasure, isProblem, type Measure, type Verdict } from './measure.ts'
import { checkProblem, isOfOne } from './problems.ts'
import type { CheckedRelation } from './relations.ts'
import { toScan } from './scan.ts'

export interface Planned {
  readonly check: Check
  readonly measure: Measure
}

/** What a check came to, without what is known of it anyway. */
export interface Outcome extends Pick<CheckResult, 'samples' | 'durationMs'> {
  readonly check: Check
  readonly verdict: Verdict | null
  readonly reason: CheckProblem | null
}

export interface RelationWork {
  readonly relation: CheckedRelation
  readonly transaction: CheckTransaction
  readonly context: DiagnosisContext
  /** Of each statement. */
  readonly limitMs: number
  /** Failing rows to read of each check; 0 reads no values. */
  readonly sampleRows: number
  tell(outcome: Outcome): Promise<void>
}

/** A statement may have 1,664 results; a check asks for at most three. */
const checksAtOnce = 500

/**
 * Answers all checks of a relation with as few readings as they need. Rejects with a `QueryFailure` where the
 * connection is lost; checks that were not told by then have no outcome.
 */
export async function checkRelation(planned: readonly Planned[], work: RelationWork): Promise<void> {
  const folded: FoldedPlan[] = []
  for (const { check, measure } of planned) {
    if (measure.way === 'folded') folded.push({ check, measure })
    if (measure.way === 'unfit') await tell(work, check, 0, { reason: measure.problem })
    if (measure.way === 'told') await tell(work, check, 0, { verdict: measure.verdict })
  }
  for (let from = 0; from < folded.length; from += checksAtOnce) {
    await askTogether(folded.slice(from, from + checksAtOnce), work)
  }
  for (const { check, measure } of planned) if (measure.way === 'apart') await askApart(check, measure, work)
}

interface FoldedPlan {
  readonly check: Check
  readonly measure: FoldedMeasure
}

async function tell(work: RelationWork, check: Check, took: number, rest: Partial<Outcome>): Promise<void> {
  await work.tell({ check, verdict: null, reason: null, samples: null, durationMs: Math.round(took), ...rest })
}

/** Milliseconds from now on, of which the check has a share of an earlier reading already. */
function startClock(shareMs = 0): () => number {
  const began = performance.now()
  return () => shareMs + performance.now() - began
}

/** One reading for all of them; where it fails, readings of the parts show whose fault it is. */
async function askTogether(plans: readonly FoldedPlan[], work: RelationWork): Promise<void> {
  const clock = startClock()
  const scan = toScan(
    work.relation,
    plans.map(({ check, measure }) => ({ measure, where: check.where })),
  )
  let answer: QueryRows
  try {
    answer = await work.transaction.ask(scan.sql, scan.names)
  } catch (error) {
    if (!(error instanceof QueryFailure) || isLost(error)) throw error
    await afterFailure(plans, error, clock(), work)
    return
  }
  const shareMs = clock() / plans.length
  const divided = scan.divide(answer.rows[0] ?? [])
  for (const [at, { check, measure }] of plans.entries()) {
    const own = startClock(shareMs)
    await guarded(check, own, work, async () => {
      const verdict = await counted(measure.read(divided[at] ?? []), measure.recount, check, work)
      const samples = await samplesOf(measure, verdict, check, work)
      await tell(work, check, own(), { verdict, samples })
    })
  }
}

async function afterFailure(
  plans: readonly FoldedPlan[],
  error: QueryFailure,
  took: number,
  work: RelationWork,
): Promise<void> {
  const [only] = plans
  if (plans.length === 1 && only?.measure.careful !== undefined && error.reason.value.startsWith('22')) {
    await askTogether([{ ...only, measure: only.measure.careful }], work)
    return
  }
  if (plans.length > 1 && (isOfOne(error) || (await isTimeOfOne(error, took, work)))) {
    const half = Math.ceil(plans.length / 2)
    await askTogether(plans.slice(0, half), work)
    await askTogether(plans.slice(half), work)
    return
  }
  for (const { check } of plans) await tell(work, check, took / plans.length, { reason: problemOf(error, check, work) })
}

/** Whether the time ran out over some of the checks, and not over reading the relation as such. */
async function isTimeOfOne(error: QueryFailure, took: number, work: RelationWork): Promise<boolean> {
  // Cancelled before its time, it was by a hand that would have to do so again and again.
  if (error.reason.value !== '57014' || took < work.limitMs) return false
  const { schema, name } = work.relation
  try {
    await work.transaction.ask(`select pg_catalog.count(*) from ${quoteQualified(schema, name)}`)
    return true
  } catch (again) {
    if (!(again instanceof QueryFailure) || isLost(again)) throw again
    return false
  }
}

async function askApart(check: Check, measure: ApartMeasure, work: RelationWork): Promise<void> {
  const clock = startClock()
  await guarded(check, clock, work, async () => {
    const said = measure.read(await work.transaction.ask(measure.sql, measure.names))
    if (isProblem(said)) return await tell(work, check, clock(), { reason: said })
    const samples = await samplesOf(measure, said, check, work)
    await tell(work, check, clock(), { verdict: said, samples })
  })
}

/** What goes wrong here is this check's alone. */
async function guarded(check: Check, clock: () => number, work: RelationWork, run: () => Promise<void>): Promise<void> {
  try {
    await run()
  } catch (error) {
    if (!(error instanceof QueryFailure) || isLost(error)) throw error
    await tell(work, check, clock(), { reason: problemOf(error, check, work) })
  }
}

const problemOf = (error: QueryFailure, check: Check, { context }: RelationWork): CheckProblem =>
  checkProblem(error, context, check)

async function counted(
  verdict: Verdict,
  recount: string | undefined,
  check: Check,
  work: RelationWork,
): Promise<Verdict> {
  if (verdict.passed || verdict.failingRows !== null || recount === undefined) return verdict
  const { rows } = await work.transaction.ask(recount, namesOf(check))
  const failingRows = rows[0]?.[0] ?? null
  return { ...verdict, observed: failingRows, failingRows }
}

const namesOf = ({ where }: Check) => (where === null ? 'nowhere' : 'search path')

async function samplesOf(
  { sample }: FoldedMeasure | ApartMeasure,
  verdict: Verdict,
  check: Check,
  { sampleRows, transaction }: RelationWork,
): Promise<CheckResult['samples']> {
  if (sampleRows === 0 || sample === undefined || verdict.passed) return null
  const names = check.kind === 'tableCustomSQLQuery' ? 'search path' : namesOf(check)
  const { columns, rows } = await transaction.ask(sample(sampleRows), names)
  return rows.map((row) =>
    Object.fromEntries(columns.map((column, at) => [column, row[at]?.slice(0, longestValue) ?? null])),
  )
}
