import { useId } from 'react'
import { useLocation } from 'wouter'
import type { SnapshotSummary } from '../../../core/api.ts'
import { type CatalogPlace, placePath } from '../../catalog/place.ts'
import { SelectBox } from '../../components/TextBox.tsx'
import classes from './CatalogPage.module.css'

interface Props {
  readonly place: CatalogPlace
  readonly snapshots: readonly SnapshotSummary[]
  readonly snapshot: SnapshotSummary
}

const time = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })

/** Which snapshot is looked at. The address names it unless it is the newest. */
export function AsOf({ place, snapshots, snapshot }: Props) {
  const [, navigate] = useLocation()
  const id = useId()
  return (
    <div className={classes.asOf}>
      <label htmlFor={id}>As of</label>
      <SelectBox
        id={id}
        value={snapshot.id}
        onChange={(event) => {
          const chosen = snapshots.findIndex((each) => each.id === event.currentTarget.value)
          navigate(placePath({ ...place, at: chosen === 0 ? null : (snapshots[chosen]?.number ?? null) }))
        }}
      >
        {snapshots.map(({ id: each, number, takenAt }, index) => (
          <option key={each} value={each}>
            {index === 0 ? 'newest, ' : `#${number}, `}
            {time.format(new Date(takenAt))}
          </option>
        ))}
      </SelectBox>
    </div>
  )
}
