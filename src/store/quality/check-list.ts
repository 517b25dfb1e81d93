import { type Kysely, type RawBuilder, sql } from 'kysely'
import { type ServiceId, toRunId } from '../../core/ids.ts'
import { type AttentionState, attentionStates } from '../../core/quality/checks/attention.ts'
import type { Check, CheckResult } from '../../core/quality/checks/check.ts'
import { checkKinds } from '../../core/quality/checks/kinds.ts'
import type { CheckFilter, CheckPoint, CheckSort, RelationPlace } from '../../core/quality-api.ts'
import { isBehind, orderBy, type PageEnd, type PageOrder, sortValue } from '../page-order.ts'
import type { Database } from '../schema.ts'
import { holdsWords } from '../word-match.ts'

export interface ListedCheck {
  readonly check: Check
  /** Without failing rows; null before it was first run. */
  readonly newest: CheckResult | null
  readonly runId: ReturnType<typeof toRunId> | null
  /** The newest last. */
  readonly recent: readonly CheckPoint[]
  readonly end: PageEnd
}

/** Results that a list shows of each check. */
const recentAtMost = 20

const titles = Object.entries(checkKinds)
  .map(([id, { title }]) => ({ id, title }))
  .sort((a, b) => a.title.localeCompare(b.title, 'en'))

const byTitle = sql`array_position(${titles.map(({ id }) => id)}::text[], kind::text)`

const sorts: Readonly<Record<CheckSort, PageOrder['by']>> = {
  attention: { of: sql`attention`, type: 'integer', optional: false },
  id: null,
  kind: { of: byTitle, type: 'integer', optional: true },
  subject: { of: sql`subject`, type: 'text', optional: false },
  failing: { of: sql`failing_rows`, type: 'numeric', optional: true },
  checked: { of: sql`extract(epoch from checked_at)`, type: 'numeric', optional: true },
}

interface Row {
  readonly id: string
  readonly definition: Check
  readonly newest: CheckResult | null
  readonly run_id: string | null
  readonly recent: CheckPoint[] | null
  readonly value: string | null
}

/** Behind `end`, at most `limit`. */
export async function listChecks(
  db: Kysely<Database>,
  serviceId: ServiceId,
  { sort, down, ...filter }: CheckFilter,
  end: PageEnd | null,
  limit: number,
): Promise<readonly ListedCheck[]> {
  const order: PageOrder = { by: sorts[sort], down, names: [sql`id`] }
  const { rows } = await sql<Row>`
    with page as materialized (
      select one.*, row_number() over () as at
      from (
        select id, definition, newest, ${sortValue(order)} as value from patchbay.checks
        where service_id = ${serviceId} and ${isAbout(filter.place)} and ${fits(filter)} and ${isBehind(order, end)}
        ${orderBy(order)} limit ${limit}
      ) as one
    )
    select page.id, definition, jsonb_set(last.result, '{samples}', 'null') as newest, last.run_id, points as recent, value
    from page
    left join patchbay.check_results as last on last.number = page.newest
    left join lateral (
      select jsonb_agg(jsonb_build_object('checkedAt', result -> 'checkedAt', 'status', status,
        'failingRows', result -> 'failingRows') order by number) as points
      from (
        select number, status, result from patchbay.check_results
        where service_id = ${serviceId} and check_id = page.id order by number desc limit ${recentAtMost}
      ) as few
    ) as recent on true
    order by at`.execute(db)
  return rows.map(({ id, definition, newest, run_id, recent, value }) => ({
    check: definition,
    newest,
    runId: run_id === null ? null : toRunId(run_id),
    recent: recent ?? [],
    end: { value, names: [id] },
  }))
}

export interface CheckTotals {
  readonly matching: number
  readonly counts: Readonly<Record<AttentionState, number>>
}

export async function countChecks(
  db: Kysely<Database>,
  serviceId: ServiceId,
  filter: Pick<CheckFilter, 'states' | 'words' | 'place'>,
): Promise<CheckTotals> {
  const { rows } = await sql<{ attention: number; count: number; matching: number }>`
    select attention, count(*)::int as count, count(*) filter (where ${fits(filter)})::int as matching
    from patchbay.checks where service_id = ${serviceId} and ${isAbout(filter.place)} group by attention`.execute(db)
  const counts = { failed: 0, error: 0, warning: 0, waiting: 0, passed: 0 }
  for (const { attention, count } of rows) counts[attentionStates[attention] ?? 'waiting'] = count
  return { counts, matching: rows.reduce((sum, { matching }) => sum + matching, 0) }
}

/** What leaves its schema or database open may be about any. */
function isAbout(place: RelationPlace | null): RawBuilder<boolean> {
  if (place === null) return sql`true`
  return sql`relation = ${place.relation} and coalesce(schema, ${place.schema}) = ${place.schema}
    and coalesce(database, ${place.database}) = ${place.database}`
}

function fits({ states, words }: Pick<CheckFilter, 'states' | 'words'>): RawBuilder<boolean> {
  const wanted = states.map((state) => attentionStates.indexOf(state))
  const conditions = [
    ...(wanted.length === 0 ? [] : [sql`attention = any(${wanted}::int[])`]),
    ...words.map((word) => {
      const kinds = titles.filter(({ title }) => title.toLowerCase().includes(word.toLowerCase())).map(({ id }) => id)
      const text = sql`coalesce(database || '.', '') || subject || ' ' || id`
      return sql`(${holdsWords(text, [word])} or kind = any(${kinds}::text[]))`
    }),
  ]
  return conditions.length === 0 ? sql`true` : sql<boolean>`${sql.join(conditions, sql` and `)}`
}
