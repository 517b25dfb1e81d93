import { type Kysely, sql, type Transaction } from 'kysely'
import { type RunId, type ServiceId, toRunId } from '../../core/ids.ts'
import type { Check, CheckResult } from '../../core/quality/checks/check.ts'
import type { CheckCounts, CheckPoint } from '../../core/quality-api.ts'
import { type HeldRun, holdRun } from '../run-ownership.ts'
import type { Database } from '../schema.ts'

export interface KeptCheck {
  readonly check: Check
  /** Null before it was first run. */
  readonly newest: CheckResult | null
  readonly runId: RunId | null
  /** The newest last. */
  readonly recent: readonly CheckPoint[]
}

export interface CheckStore {
  /** By id. */
  list(serviceId: ServiceId): Promise<readonly KeptCheck[]>
  /** Adds checks; one whose id is there already takes its place and keeps its results. */
  put(serviceId: ServiceId, checks: readonly Check[]): Promise<void>
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

/** Results that a list shows of each check. */
const recentAtMost = 20

export function checkStore(db: Kysely<Database>): CheckStore {
  const put = async (tx: Transaction<Database>, serviceId: ServiceId, checks: readonly Check[]) => {
    await sql`
      insert into patchbay.checks (service_id, id, definition)
      select ${serviceId}::uuid, each ->> 'id', each from jsonb_array_elements(${JSON.stringify(checks)}::jsonb) as each
      on conflict (service_id, id) do update set definition = excluded.definition`.execute(tx)
  }
  return {
    async list(serviceId) {
      const { rows } = await sql<{
        definition: Check
        newest: CheckResult | null
        run_id: string | null
        recent: CheckPoint[] | null
      }>`
        select definition, recent.newest, recent.run_id, recent.points as recent
        from patchbay.checks as one
        left join lateral (
          select (array_agg(result order by number desc))[1] as newest, (array_agg(run_id order by number desc))[1] as run_id,
            jsonb_agg(jsonb_build_object('checkedAt', result -> 'checkedAt', 'status', status,
              'failingRows', result -> 'failingRows') order by number) as points
          from (
            select number, status, result, run_id from patchbay.check_results
            where service_id = one.service_id and check_id = one.id order by number desc limit ${recentAtMost}
          ) as last
        ) as recent on true
        where one.service_id = ${serviceId} order by one.id`.execute(db)
      return rows.map(({ definition, newest, run_id, recent }) => ({
        check: definition,
        newest,
        runId: run_id === null ? null : toRunId(run_id),
        recent: recent ?? [],
      }))
    },
    put: (serviceId, checks) => db.transaction().execute((tx) => put(tx, serviceId, checks)),
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
          insert into patchbay.check_results (service_id, check_id, run_id, checked_at, status, result)
          select service_id, id, ${run.id}, ${result.checkedAt}, ${result.status}, ${JSON.stringify(result)}::jsonb
          from patchbay.checks where service_id = ${run.serviceId} and id = ${result.id}`.execute(tx)
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
        select one.service_id as id, count(*) filter (where last.status = 'passed')::int as passed,
          count(*) filter (where last.status = 'failed')::int as failed,
          count(*) filter (where last.status = 'error')::int as error,
          count(*) filter (where last.status is null)::int as waiting
        from patchbay.checks as one
        left join lateral (
          select status from patchbay.check_results where service_id = one.service_id and check_id = one.id
          order by number desc limit 1
        ) as last on true
        group by one.service_id`.execute(db)
      return new Map(rows.map(({ id, ...counts }) => [id, counts]))
    },
  }
}
