import { type Kysely, sql, type Transaction } from 'kysely'
import type { RunId, ServiceId } from '../../core/ids.ts'
import type { Check, CheckResult } from '../../core/quality/checks/check.ts'
import type { CheckCounts, CheckFilter } from '../../core/quality-api.ts'
import type { PageEnd } from '../page-order.ts'
import { type HeldRun, holdRun } from '../run-ownership.ts'
import type { Database } from '../schema.ts'
import { type CheckTotals, countChecks, type ListedCheck, listChecks } from './check-list.ts'

export interface CheckStore {
  /** Behind `end`, at most `limit`. */
  list(serviceId: ServiceId, filter: CheckFilter, end: PageEnd | null, limit: number): Promise<readonly ListedCheck[]>
  count(serviceId: ServiceId, filter: CheckFilter): Promise<CheckTotals>
  /** All of them without their results, by id; those about relations of these names where some are given. */
  definitions(serviceId: ServiceId, relations?: readonly string[]): Promise<readonly Check[]>
  /** Adds checks; one whose id is there already takes its place and keeps its results. */
  put(serviceId: ServiceId, checks: readonly Check[]): Promise<void>
  /** Leaves those alone whose id is taken. How many were added. */
  add(serviceId: ServiceId, checks: readonly Check[]): Promise<number>
  /** The same, and removes all others with their results. */
  replace(serviceId: ServiceId, checks: readonly Check[]): Promise<void>
  /** False where there is none. */
  delete(serviceId: ServiceId, id: string): Promise<boolean>
  /** Results of one check, the newest first. */
  history(serviceId: ServiceId, id: string, limit: number): Promise<readonly CheckResult[]>
  /** Keeps what came of a check; of one that was deleted meanwhile nothing. Throws RunLostError. */
  addResult(run: HeldRun, result: CheckResult): Promise<void>
  /** What came of the checks of one run, by id. */
  resultsIn(runId: RunId): Promise<readonly CheckResult[]>
  /** Ids of checks that this run answered, in whichever attempt. */
  doneIn(runId: RunId): Promise<ReadonlySet<string>>
  /** Ends the run with how many of its checks came out how. Throws RunLostError. */
  finish(run: HeldRun, settle: (tx: Transaction<Database>, counts: CheckCounts) => Promise<void>): Promise<void>
  /** Takes the failing rows out of all results. */
  removeSamples(serviceId: ServiceId): Promise<void>
  /** Of each service that has checks: how the newest results came out. */
  overview(): Promise<ReadonlyMap<string, CheckCounts & { readonly waiting: number }>>
}

export function checkStore(db: Kysely<Database>): CheckStore {
  const insert = (serviceId: ServiceId, checks: readonly Check[]) => sql`
      insert into patchbay.checks (service_id, id, definition)
      select ${serviceId}::uuid, each ->> 'id', each from jsonb_array_elements(${JSON.stringify(checks)}::jsonb) as each
      on conflict (service_id, id)`
  const put = async (tx: Transaction<Database>, serviceId: ServiceId, checks: readonly Check[]) => {
    await sql`${insert(serviceId, checks)} do update set definition = excluded.definition`.execute(tx)
  }
  return {
    list: (serviceId, filter, end, limit) => listChecks(db, serviceId, filter, end, limit),
    count: (serviceId, filter) => countChecks(db, serviceId, filter),
    async definitions(serviceId, relations) {
      const wanted = relations === undefined ? sql`true` : sql`relation = any(${relations}::text[])`
      const { rows } = await sql<{ definition: Check }>`
        select definition from patchbay.checks where service_id = ${serviceId} and ${wanted} order by id`.execute(db)
      return rows.map(({ definition }) => definition)
    },
    put: (serviceId, checks) => db.transaction().execute((tx) => put(tx, serviceId, checks)),
    async add(serviceId, checks) {
      const { rows } = await sql`${insert(serviceId, checks)} do nothing returning id`.execute(db)
      return rows.length
    },
    async replace(serviceId, checks) {
      await db.transaction().execute(async (tx) => {
        const ids = checks.map(({ id }) => id)
        await sql`
          delete from patchbay.checks where service_id = ${serviceId} and not id = any(${ids}::text[])`.execute(tx)
        await put(tx, serviceId, checks)
      })
    },
    async delete(serviceId, id) {
      const { rows } = await sql`
        delete from patchbay.checks where service_id = ${serviceId} and id = ${id} returning id`.execute(db)
      return rows.length > 0
    },
    async history(serviceId, id, limit) {
      const { rows } = await sql<{ result: CheckResult }>`
        select result from patchbay.check_results where service_id = ${serviceId} and check_id = ${id}
        order by number desc limit ${limit}`.execute(db)
      return rows.map(({ result }) => result)
    },
    async addResult(run, result) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        await sql`
          with added as (
            insert into patchbay.check_results (service_id, check_id, run_id, checked_at, status, result)
            select service_id, id, ${run.id}, ${result.checkedAt}, ${result.status}, ${JSON.stringify(result)}::jsonb
            from patchbay.checks where service_id = ${run.serviceId} and id = ${result.id}
            returning number, status, checked_at
          )
          update patchbay.checks set newest = added.number, status = added.status, checked_at = added.checked_at,
            failing_rows = ${result.failingRows}::numeric
          from added where service_id = ${run.serviceId} and id = ${result.id}`.execute(tx)
      })
    },
    async resultsIn(runId) {
      const { rows } = await sql<{ result: CheckResult }>`
        select result from patchbay.check_results where run_id = ${runId} order by check_id`.execute(db)
      return rows.map(({ result }) => result)
    },
    async doneIn(runId) {
      const { rows } = await sql<{ check_id: string }>`
        select check_id from patchbay.check_results where run_id = ${runId}`.execute(db)
      return new Set(rows.map(({ check_id }) => check_id))
    },
    async finish(run, settle) {
      await db.transaction().execute(async (tx) => {
        await holdRun(tx, run)
        const { rows } = await sql<CheckCounts>`
          select count(*) filter (where status = 'passed')::int as passed,
            count(*) filter (where status = 'failed')::int as failed,
            count(*) filter (where status = 'error')::int as error
          from patchbay.check_results where run_id = ${run.id}`.execute(tx)
        await settle(tx, rows[0] ?? { passed: 0, failed: 0, error: 0 })
      })
    },
    async removeSamples(serviceId) {
      await sql`
        update patchbay.check_results set result = result || '{"samples": null}'
        where service_id = ${serviceId} and result -> 'samples' <> 'null'`.execute(db)
    },
    async overview() {
      const { rows } = await sql<CheckCounts & { id: string; waiting: number }>`
        select service_id as id, count(*) filter (where status = 'passed')::int as passed,
          count(*) filter (where status = 'failed')::int as failed,
          count(*) filter (where status = 'error')::int as error,
          count(*) filter (where status is null)::int as waiting
        from patchbay.checks group by service_id`.execute(db)
      return new Map(rows.map(({ id, ...counts }) => [id, counts]))
    },
  }
}
