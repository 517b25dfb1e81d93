import { useState } from 'react'
import { Link } from 'wouter'
import { attentionStates } from '../../../core/quality/checks/attention.ts'
import { subjectOf } from '../../../core/quality/checks/describe.ts'
import { describeResult } from '../../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import { checkSorts, type ServiceCheck } from '../../../core/quality-api.ts'
import type { DataColumn, Order } from '../../components/DataTable.tsx'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useChecks } from '../../hooks/use-checks.ts'
import { CheckBadge } from '../../quality/checks/CheckBadge.tsx'
import { checksOf, keyOf } from '../../quality/checks/CheckTable.tsx'
import { toFilter } from '../../quality/checks/check-filter.ts'
import { PagedTable } from '../../quality/PagedTable.tsx'
import { counted, number } from '../../runs/run-words.ts'
import { RelationLink } from '../../usage/RelationLink.tsx'
import classes from './QualityPage.module.css'

/** Checks that did not pass when they were last run. */
export function OpenChecks({ serviceId }: { readonly serviceId: string }) {
  const [order, onSort] = useState<Order>(null)
  const found = useChecks(serviceId, toFilter(order, { states: ['failed', 'error', 'warning'] }))
  if (found.data === undefined) return <NotThereYet query={found} />
  const newest = found.data.pages.at(-1)
  if (newest === undefined) return null
  const { counts } = newest
  const total = attentionStates.reduce((sum, state) => sum + counts[state], 0)
  return (
    <section className={classes.part}>
      <h2>Checks</h2>
      <p className={classes.quiet}>
        {total === 0
          ? 'Nothing is expected of the rows yet. '
          : `${number(counts.passed)} of ${counted(total, 'check')} passed${counts.waiting === 0 ? '' : `, ${number(counts.waiting)} never run`}. `}
        <Link to={`/quality/${serviceId}/checks`}>{total === 0 ? 'Set up checks' : 'All checks'}</Link>
      </p>
      {newest.matching > 0 && (
        <PagedTable
          label="Checks that do not pass"
          found={found}
          rowsOf={checksOf}
          rowKey={keyOf}
          columns={columns(serviceId)}
          sorts={checkSorts}
          order={order}
          onSort={onSort}
          maxHeight={420}
          cards
        />
      )}
    </section>
  )
}

const columns = (serviceId: string): readonly DataColumn<ServiceCheck>[] => [
  {
    id: 'attention',
    label: 'State',
    plain: true,
    value: ({ newest }) => newest?.status ?? null,
    render: ({ check, newest }) => <CheckBadge status={newest?.status ?? null} severity={check.severity} />,
  },
  { id: 'kind', label: 'Check', plain: true, value: ({ check }) => kindOf(check.kind).title },
  {
    id: 'subject',
    label: 'Of',
    plain: true,
    value: ({ check }) => subjectOf(check),
    render: ({ check, newest }) => (
      <>
        <RelationLink
          serviceId={serviceId}
          relation={{
            database: newest?.database ?? check.database,
            schema: newest?.schema ?? check.schema,
            relation: check.relation,
          }}
          tab="checks"
        />
        {check.column !== null && <span className="mono">.{check.column}</span>}
      </>
    ),
  },
  { id: 'failing', label: 'Result', plain: true, value: ({ newest }) => newest && describeResult(newest), wide: true },
  {
    id: 'checked',
    label: 'Checked',
    value: ({ newest }) => newest?.checkedAt ?? null,
    render: ({ newest }) => newest && <RelativeTime at={newest.checkedAt} />,
  },
]
