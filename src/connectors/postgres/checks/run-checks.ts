import type { Diagnosis } from '../../../core/connection.ts'
import type { JsonObject } from '../../../core/json.ts'
import type { Check, CheckProblem, CheckResult } from '../../../core/quality/checks/check.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import type { RunChecksOptions } from '../../connector.ts'
import { QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { type Opened, openConnection } from '../open-connection.ts'
import { checkRelation, type Outcome } from './check-relation.ts'
import { createCheckTransaction } from './check-transaction.ts'
import { findSubjects } from './find-subjects.ts'
import type { Subject } from './measure.ts'
import { checkProblem } from './problems.ts'
import type { CheckedRelation } from './relations.ts'
import { toMeasure } from './to-measure.ts'

/** Of each statement about catalogs. */
const catalogMs = 60_000

/** Runs checks, relation by relation. See `Connector.runChecks`. */
export async function runChecks(
  form: JsonObject,
  checks: readonly Check[],
  options: RunChecksOptions,
): Promise<Result<readonly CheckResult[], Diagnosis>> {
  const results = new Map<Check, CheckResult>()
  const tell: Tell = async (check, result) => {
    results.set(check, result)
    await options.onResult(result)
  }
  const databases = new Set(checks.map(({ database }) => database))
  for (const database of databases) {
    const members = checks.filter((check) => check.database === database)
    const refused = await checkDatabase(database === null ? form : { ...form, database }, members, options, tell)
    if (refused === null) continue
    // With nothing to be had at all, that is the answer.
    if (databases.size === 1 && results.size === 0) return err(refused)
    for (const check of members) {
      if (!results.has(check))
        await tell(check, resultOf(check, { database, schema: null, reason: toProblem(refused) }))
    }
  }
  return ok(checks.flatMap((check) => results.get(check) ?? []))
}

type Tell = (check: Check, result: CheckResult) => Promise<void>

/** A diagnosis where the database cannot be opened, at first or again. */
async function checkDatabase(
  form: JsonObject,
  checks: readonly Check[],
  options: RunChecksOptions,
  tell: Tell,
): Promise<Diagnosis | null> {
  const { signal } = options
  const first = await openConnection(form, signal)
  if (!first.ok) return first.error
  let opened: Opened = first.value
  try {
    const { database } = opened.context
    const { found, lost } = await findSubjects(
      checks,
      database,
      createCheckTransaction(opened.connection, signal, catalogMs),
    )
    for (const { check, problem } of lost) {
      await tell(check, resultOf(check, { database, schema: check.schema, reason: problem }))
    }
    for (const [relation, subjects] of found) {
      if (!(await checkSubjects(relation, subjects, opened, options, tell))) continue
      await opened.connection.close()
      const again = await openConnection(form, signal)
      if (!again.ok) return again.error
      opened = again.value
    }
    return null
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return diagnoseQuery(error, opened.context)
  } finally {
    await opened.connection.close()
  }
}

/** Whether the connection was lost over it. */
async function checkSubjects(
  relation: CheckedRelation,
  subjects: readonly Subject[],
  { connection, context }: Opened,
  { signal, limitMs, sampleRows }: RunChecksOptions,
  tell: Tell,
): Promise<boolean> {
  const transaction = createCheckTransaction(connection, signal, limitMs)
  const { database } = context
  const open = new Set(subjects.map(({ check }) => check))
  const work = {
    relation,
    transaction,
    context,
    limitMs,
    sampleRows,
    async tell({ check, ...outcome }: Outcome) {
      open.delete(check)
      await tell(check, resultOf(check, { ...outcome, database, schema: relation.schema }))
    },
  }
  const planned = subjects.map((subject) => ({ check: subject.check, measure: toMeasure(subject) }))
  try {
    await checkRelation(planned, work)
    return false
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure) || !isLost(error)) throw error
    const reason = checkProblem(error, context, null)
    for (const check of open) await tell(check, resultOf(check, { database, schema: relation.schema, reason }))
    return true
  } finally {
    await transaction.end()
  }
}

function resultOf(check: Check, found: Partial<Outcome> & Pick<CheckResult, 'database' | 'schema'>): CheckResult {
  const { verdict = null, reason = null } = found
  return {
    id: check.id,
    kind: check.kind,
    database: found.database,
    schema: found.schema,
    relation: check.relation,
    column: check.column,
    severity: check.severity,
    status: verdict === null ? 'error' : verdict.passed ? 'passed' : 'failed',
    observed: verdict?.observed ?? null,
    expected: check.parameters,
    failingRows: verdict?.failingRows ?? null,
    rows: verdict?.rows ?? null,
    reason,
    samples: found.samples ?? null,
    checkedAt: new Date().toISOString(),
    durationMs: found.durationMs ?? 0,
  }
}

const toProblem = ({ code, summary, detail }: Diagnosis): CheckProblem => ({
  code,
  message: summary,
  ...(detail === undefined ? {} : { detail }),
})
