import type { SkippedObject } from '../../core/catalog/snapshot.ts'
import { type DataColumn, DataTable } from '../components/DataTable.tsx'
import { Notice } from '../components/Notice.tsx'
import { useSnapshot } from '../hooks/use-snapshots.ts'
import { counted } from '../runs/run-words.ts'

const columns: readonly DataColumn<SkippedObject>[] = [
  { id: 'object', label: 'Object', value: ({ object }) => object, render: ({ object }) => <code>{object}</code> },
  { id: 'reason', label: 'Why', value: ({ reason }) => reason, wide: true },
]

interface SkippedObjectsProps {
  readonly snapshotId: string
  /** Where it is known before the list is there. */
  readonly count?: number
  /** Of the heading. */
  readonly className?: string | undefined
}

/** What should have been read and was not: nothing is left out in silence. Nothing where all was read. */
export function SkippedObjects({ snapshotId, count, className }: SkippedObjectsProps) {
  const { data, error } = useSnapshot(snapshotId)
  const known = data?.skipped.length ?? count ?? 0
  if (known === 0 && error === null) return null
  return (
    <section aria-label="What was skipped">
      <h2 className={className}>{known === 0 ? 'What was skipped' : `${counted(known, 'object')} skipped`}</h2>
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
      {data !== undefined && (
        <DataTable
          label="Skipped objects"
          rows={data.skipped}
          columns={columns}
          rowKey={({ object, reason }) => `${object} ${reason}`}
          maxHeight={420}
        />
      )}
    </section>
  )
}
