import type { SkippedObject } from '../../../core/catalog/snapshot.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useSnapshot } from '../../hooks/use-snapshots.ts'
import { counted } from '../../runs/run-words.ts'

const columns: readonly DataColumn<SkippedObject>[] = [
  { id: 'object', label: 'Object', value: ({ object }) => object, render: ({ object }) => <code>{object}</code> },
  { id: 'reason', label: 'Why', value: ({ reason }) => reason, wide: true },
]

/** What should have been read and was not: nothing is left out in silence. */
export function SkippedObjects({ snapshotId, count }: { readonly snapshotId: string; readonly count: number }) {
  const { data, error } = useSnapshot(snapshotId)
  return (
    <section aria-label="What was skipped">
      <h2>{counted(count, 'object')} skipped</h2>
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
