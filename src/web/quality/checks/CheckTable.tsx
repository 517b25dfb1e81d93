import { useMemo } from 'react'
import { subjectOf } from '../../../core/quality/checks/describe.ts'
import { describeResult } from '../../../core/quality/checks/describe-result.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { ServiceCheck } from '../../../core/quality-api.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import table from '../ColumnTable.module.css'
import { attentionRank } from './attention-rank.ts'
import { CheckBadge } from './CheckBadge.tsx'
import { RecentResults } from './RecentResults.tsx'

interface Props {
  readonly checks: readonly ServiceCheck[]
  /** Id of the one whose details are open. */
  readonly chosen: string | null
  readonly onChoose: (id: string | null) => void
}

/** A line a check, those first that somebody has to look at. */
export function CheckTable({ checks, chosen, onChoose }: Props) {
  const sorted = useMemo(() => [...checks].sort((a, b) => attentionRank(a) - attentionRank(b)), [checks])
  return (
    <DataTable
      label="Checks"
      rows={sorted}
      columns={columns(chosen, onChoose)}
      rowKey={({ check }) => check.id}
      selected={chosen}
      cards
    />
  )
}

const columns = (chosen: string | null, onChoose: (id: string | null) => void): readonly DataColumn<ServiceCheck>[] => [
  {
    id: 'status',
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
    id: 'result',
    label: 'Result',
    plain: true,
    value: ({ newest }) => newest && describeResult(newest),
    wide: true,
  },
  { id: 'recent', label: 'Lately', value: () => null, render: ({ recent }) => <RecentResults recent={recent} /> },
  {
    id: 'at',
    label: 'Checked',
    value: ({ newest }) => newest?.checkedAt ?? null,
    render: ({ newest }) => newest && <RelativeTime at={newest.checkedAt} />,
  },
]
