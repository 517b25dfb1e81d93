import { attentionStates } from '../../../core/quality/checks/attention.ts'
import { subjectOf } from '../../../core/quality/checks/describe.ts'
import { describeResult } from '../../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import { checkSorts, type ServiceCheck, type ServiceChecks } from '../../../core/quality-api.ts'
import type { DataColumn, Order } from '../../components/DataTable.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import type { Pages } from '../../hooks/use-pages.ts'
import table from '../ColumnTable.module.css'
import { PagedTable } from '../PagedTable.tsx'
import { CheckBadge } from './CheckBadge.tsx'
import { RecentResults } from './RecentResults.tsx'

interface Props {
  readonly found: Pages<ServiceChecks>
  readonly order: Order
  readonly onSort: (order: Order) => void
  /** Id of the one whose details are open. */
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
}

/** A line a check. */
export function CheckTable({ chosen, onChoose, ...list }: Props) {
  return (
    <PagedTable
      label="Checks"
      {...list}
      rowsOf={checksOf}
      rowKey={keyOf}
      columns={columns(chosen, onChoose)}
      sorts={checkSorts}
      stateOf={stateOf}
      selected={chosen}
      cards
    />
  )
}

export const checksOf = ({ checks }: ServiceChecks) => checks
export const keyOf = ({ check }: ServiceCheck) => check.id
/** Checks that came out otherwise since may stand elsewhere in the list. */
const stateOf = ({ counts }: ServiceChecks) => attentionStates.map((state) => counts[state]).join()

const columns = (chosen: string | null, onChoose: (id: string | null) => void): readonly DataColumn<ServiceCheck>[] => [
  {
    id: 'attention',
    label: 'State',
    plain: true,
    value: ({ newest }) => newest?.status ?? 'never run',
    render: ({ check, newest }) => <CheckBadge status={newest?.status ?? null} severity={check.severity} />,
  },
  {
    id: 'kind',
    label: 'Check',
    plain: true,
    value: ({ check }) => kindOf(check.kind).title,
    render: ({ check }) => (
      <button
        type="button"
        className={table.open}
        aria-expanded={check.id === chosen}
        title={check.id}
        onClick={() => onChoose(check.id === chosen ? null : check.id)}
      >
        {kindOf(check.kind).title}
      </button>
    ),
  },
  {
    id: 'subject',
    label: 'Of',
    plain: true,
    value: ({ check }) => subjectOf(check),
    render: ({ check }) => <span className="mono">{subjectOf(check)}</span>,
  },
  {
    id: 'failing',
    label: 'Result',
    plain: true,
    value: ({ newest }) => newest && describeResult(newest),
    wide: true,
  },
  { id: 'recent', label: 'Lately', value: () => null, render: ({ recent }) => <RecentResults recent={recent} /> },
  {
    id: 'checked',
    label: 'Checked',
    value: ({ newest }) => newest?.checkedAt ?? null,
    render: ({ newest }) => newest && <RelativeTime at={newest.checkedAt} />,
  },
]
