import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { ServiceActivity, ServiceState, ServiceSummary } from '../../../core/api.ts'
import { Notice } from '../../components/Notice.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StateBadge } from '../../components/StateBadge.tsx'
import { TrendMark } from '../../components/TrendMark.tsx'
import { useActivity } from '../../hooks/use-activity.ts'
import { useDuplicateService } from '../../hooks/use-services.ts'
import { LastRead } from './LastRead.tsx'
import { ServiceMenu } from './ServiceMenu.tsx'
import classes from './ServiceTable.module.css'

const columns = [
  { key: 'name', label: 'Name' },
  { key: 'target', label: 'Target' },
  { key: 'state', label: 'State' },
  { key: 'testedAt', label: 'Tested' },
  { key: 'readAt', label: 'Last read' },
  { key: 'nextAt', label: 'Next read' },
] as const
type ColumnKey = (typeof columns)[number]['key']

/** Worst first, so that one click brings what needs attention to the top. */
const stateOrder: readonly ServiceState[] = ['failed', 'cancelled', 'warned', 'untested', 'passed']

interface ListedService {
  readonly service: ServiceSummary
  /** Null until it is known. */
  readonly activity: ServiceActivity | null
}

function compare(a: ListedService, b: ListedService, key: ColumnKey): number {
  if (key === 'state') return stateRank(a.service) - stateRank(b.service)
  return sortText(a, key).localeCompare(sortText(b, key), 'en', { numeric: true })
}

/** Of two in the same state the one that got worse needs attention first. */
const stateRank = ({ state, trend }: ServiceSummary): number =>
  stateOrder.indexOf(state) * 2 + (trend?.direction === 'worse' ? 0 : 1)

function sortText({ service, activity }: ListedService, key: Exclude<ColumnKey, 'state'>): string {
  if (key === 'readAt') return activity?.newestRead?.createdAt ?? ''
  if (key === 'nextAt') return activity?.nextReadAt ?? ''
  return service[key] ?? ''
}

interface Props {
  readonly services: readonly ServiceSummary[]
  /** Just saved: its row stands out for a moment. */
  readonly saved: string | null
  readonly onAct: (act: ServiceAct, service: ServiceSummary) => void
}

/** What opens a window of its own. */
export type ServiceAct = 'schedule' | 'copy as' | 'delete'

export function ServiceTable({ services, saved, onAct }: Props) {
  const [sort, setSort] = useState<{ key: ColumnKey; down: boolean }>({ key: 'name', down: false })
  const duplicate = useDuplicateService()
  const activities = useActivity()
  const rows = services
    .map((service): ListedService => ({ service, activity: activities.data?.get(service.id) ?? null }))
    .sort((a, b) => compare(a, b, sort.key) * (sort.down ? -1 : 1))
  return (
    <>
      {duplicate.error !== null && <Notice kind="bad">{duplicate.error.message}</Notice>}
      <div className={classes.frame}>
        <table className={classes.table}>
          <thead>
            <tr>
              {columns.map(({ key, label }) => (
                <HeadCell
                  key={key}
                  label={label}
                  column={key}
                  sorted={sort.key === key ? (sort.down ? 'descending' : 'ascending') : 'none'}
                  onSort={() => setSort({ key, down: sort.key === key && !sort.down })}
                />
              ))}
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ service, activity }) => (
              <Row
                key={service.id}
                service={service}
                activity={activity}
                isNew={service.id === saved}
                onAct={(act) => onAct(act, service)}
                onDuplicate={() => duplicate.mutate(service.id)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface HeadCellProps {
  readonly label: string
  readonly column: ColumnKey
  readonly sorted: 'ascending' | 'descending' | 'none'
  readonly onSort: () => void
}

function HeadCell({ label, column, sorted, onSort }: HeadCellProps) {
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <th scope="col" aria-sort={sorted} data-column={column}>
      <button type="button" className={classes.sort} onClick={onSort} data-sorted={sorted !== 'none' || undefined}>
        {label}
        <Arrow size={12} aria-hidden="true" />
      </button>
    </th>
  )
}

interface RowProps extends ListedService {
  readonly isNew: boolean
  readonly onAct: (act: ServiceAct) => void
  readonly onDuplicate: () => void
}

function Row({ service, activity, isNew, onAct, onDuplicate }: RowProps) {
  return (
    <tr data-new={isNew || undefined}>
      <th scope="row" data-column="name">
        <Link to={`/services/${service.id}`} className={classes.name}>
          {service.name}
        </Link>
      </th>
      <td data-column="target">
        <span className="mono">{service.target}</span>
      </td>
      <td data-column="state">
        <span className={classes.state}>
          <StateBadge state={service.state} />
          {service.trend !== null && (
            <Link to={`/services/${service.id}/tests`} className={classes.trend}>
              <TrendMark direction={service.trend.direction}>
                · <RelativeTime at={service.trend.since} />
              </TrendMark>
            </Link>
          )}
        </span>
      </td>
      <td data-column="testedAt">
        {service.testedAt === null ? <span className="dim">–</span> : <RelativeTime at={service.testedAt} />}
      </td>
      <td data-column="readAt">
        <LastRead run={activity?.newestRead ?? null} />
      </td>
      <td data-column="nextAt">
        {activity === null || activity.nextReadAt === null ? (
          <span className="dim">–</span>
        ) : (
          <RelativeTime at={activity.nextReadAt} />
        )}
      </td>
      <td data-column="actions">
        <ServiceMenu service={service} activity={activity} onAct={onAct} onDuplicate={onDuplicate} />
      </td>
    </tr>
  )
}
