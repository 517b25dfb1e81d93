import { useLocation } from 'wouter'
import type { SnapshotSummary } from '../../../core/api.ts'
import { SelectBox } from '../../components/TextBox.tsx'
import classes from './ChangesPage.module.css'

interface Props {
  readonly serviceId: string
  /** The newest first; at least two. */
  readonly snapshots: readonly SnapshotSummary[]
  readonly pair: { readonly from: string; readonly to: string } | null
}

const when = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** Any two snapshots, to be compared. */
export function ComparePicker({ serviceId, snapshots, pair }: Props) {
  const [, navigate] = useLocation()
  const [newest, second] = snapshots
  const [from, to] = [pair?.from ?? second?.id ?? '', pair?.to ?? newest?.id ?? '']
  const select = (words: string, label: string, value: string, onChange: (id: string) => void) => (
    <span className={classes.choice}>
      <span aria-hidden="true">{words}</span>
      <SelectBox aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {snapshots.map(({ id, number, takenAt }) => (
          <option key={id} value={id}>
            {when.format(new Date(takenAt))} (#{number})
          </option>
        ))}
      </SelectBox>
    </span>
  )
  const go = (before: string, after: string) => navigate(`/changes/${serviceId}/${before}/${after}`)
  return (
    <div className={classes.picker}>
      {select('Compare', 'Earlier snapshot', from, (id) => go(id, to))}
      {select('with', 'Later snapshot', to, (id) => go(from, id))}
    </div>
  )
}
