import type { Diagnosis } from '../../../core/connection.ts'
import { isJsonObject, type JsonObject } from '../../../core/json.ts'
import { parseJson } from '../../../core/parse-json.ts'
import type { Check, CheckPreview } from '../../../core/quality/checks/check.ts'
import { err, ok, type Result } from '../../../core/result.ts'
import { QueryFailure } from '../connection.ts'
import { isLost } from '../diagnose/is-lost.ts'
import { diagnoseQuery } from '../diagnose.ts'
import { type Opened, openConnection } from '../open-connection.ts'
import { type CheckTransaction, createCheckTransaction, type NamesFrom } from './check-transaction.ts'
import { findSubjects } from './find-subjects.ts'
import { checkProblem } from './problems.ts'
import { toScan } from './scan.ts'
import { toMeasure } from './to-measure.ts'

/** Planning takes no time; what it waits for may. */
const limitMs = 10_000

/** What a check would send, and what that would cost. See `Connector.previewCheck`. */
export async function previewCheck(
  form: JsonObject,
  check: Check,
  signal: AbortSignal,
): Promise<Result<CheckPreview, Diagnosis>> {
  const opened = await openConnection(check.database === null ? form : { ...form, database: check.database }, signal)
  if (!opened.ok) return opened
  const { connection, context } = opened.value
  const transaction = createCheckTransaction(connection, signal, limitMs)
  try {
    return ok(await preview(check, transaction, opened.value))
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof QueryFailure)) throw error
    return err(diagnoseQuery(error, context))
  } finally {
    await transaction.end()
    await connection.close()
  }
}

async function preview(check: Check, transaction: CheckTransaction, { context }: Opened): Promise<CheckPreview> {
  const { found, lost } = await findSubjects([check], context.database, transaction)
  const nothing = { sql: '', cost: null, problem: null }
  const [missing] = lost
  if (missing !== undefined) return { ...nothing, problem: missing.problem }
  const [subject] = [...found.values()].flat()
  if (subject === undefined) throw new Error('a check that is neither found nor lost')
  const measure = toMeasure(subject)
  if (measure.way === 'unfit') return { ...nothing, problem: measure.problem }
  if (measure.way === 'told') return nothing
  const { sql, names } = measure.way === 'apart' ? measure : toScan(subject.relation, [{ measure, where: check.where }])
  return await explain(sql, names, check, transaction, context)
}

async function explain(
  sql: string,
  names: NamesFrom,
  check: Check,
  transaction: CheckTransaction,
  context: Opened['context'],
): Promise<CheckPreview> {
  try {
    const { rows } = await transaction.ask(`explain (format json) ${sql}`, names)
    return { sql, cost: readCost(rows[0]?.[0] ?? ''), problem: null }
  } catch (error) {
    if (!(error instanceof QueryFailure) || isLost(error)) throw error
    return { sql, cost: null, problem: checkProblem(error, context, check, false) }
  }
}

/** Rows are those of the greatest reading. */
function readCost(text: string): CheckPreview['cost'] {
  const parsed = parseJson(text)
  const top = parsed.ok && Array.isArray(parsed.value) ? parsed.value[0] : null
  const plan = isJsonObject(top) ? top.Plan : null
  if (!isJsonObject(plan) || typeof plan['Total Cost'] !== 'number') return null
  return { total: plan['Total Cost'], rows: mostRows(plan) }
}

function mostRows(plan: JsonObject): number {
  const below = Array.isArray(plan.Plans) ? plan.Plans.filter(isJsonObject).map(mostRows) : []
  return Math.max(Number(plan['Plan Rows'] ?? 0), ...below)
}
