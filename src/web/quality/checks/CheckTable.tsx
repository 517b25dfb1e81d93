import { subjectOf } from '../../../core/quality/checks/describe.ts'
import { describeResult } from '../../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { ServiceCheck } from '../../../core/quality-api.ts'
import { type DataColumn, DataTable, type PagedRows } from '../../components/DataTable.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import table from '../ColumnTable.module.css'
import { CheckBadge } from './CheckBadge.tsx'
import { RecentResults } from './RecentResults.tsx'

interface Props {
  readonly checks: readonly ServiceCheck[]
  readonly paged: PagedRows
  /** Id of the one whose details are open. */
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
}

/** A line a check, in the order they come. */
export function CheckTable({ checks, paged, chosen, onChoose }: Props) {
  return (
    <DataTable
      label="Checks"
      rows={checks}
      columns={columns(chosen, onChoose)}
      rowKey={({ check }) => check.id}
      selected={chosen}
      paged={paged}
      cards
    />
  )
}

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
