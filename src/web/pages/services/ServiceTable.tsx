import { ActionIcon, Menu } from '@mantine/core'
import { ArrowDown, ArrowUp, ClipboardCopy, Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { ServiceState, ServiceSummary } from '../../../core/api.ts'
import { Notice } from '../../components/Notice.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { StateBadge } from '../../components/StateBadge.tsx'
import { useDuplicateService } from '../../hooks/use-services.ts'
import classes from './ServiceTable.module.css'

const columns = [
  { key: 'name', label: 'Name' },
  { key: 'target', label: 'Target' },
  { key: 'state', label: 'State' },
  { key: 'testedAt', label: 'Tested' },
  { key: 'updatedAt', label: 'Updated' },
] as const
type ColumnKey = (typeof columns)[number]['key']

/** Worst first, so that one click brings what needs attention to the top. */
const stateOrder: readonly ServiceState[] = ['failed', 'cancelled', 'warned', 'untested', 'passed']

function compare(a: ServiceSummary, b: ServiceSummary, key: ColumnKey): number {
  if (key === 'state') return stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state)
  return (a[key] ?? '').localeCompare(b[key] ?? '', 'en', { numeric: true })
}

interface Props {
  readonly services: readonly ServiceSummary[]
  /** Just saved: its row stands out for a moment. */
  readonly saved: string | null
  readonly onCopyAs: (service: ServiceSummary) => void
  readonly onDelete: (service: ServiceSummary) => void
}

export function ServiceTable({ services, saved, onCopyAs, onDelete }: Props) {
  const [sort, setSort] = useState<{ key: ColumnKey; down: boolean }>({ key: 'name', down: false })
  const duplicate = useDuplicateService()
  const rows = services.toSorted((a, b) => compare(a, b, sort.key) * (sort.down ? -1 : 1))
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
            {rows.map((service) => (
              <Row
                key={service.id}
                service={service}
                isNew={service.id === saved}
                onCopyAs={() => onCopyAs(service)}
                onDelete={() => onDelete(service)}
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

interface RowProps {
  readonly service: ServiceSummary
  readonly isNew: boolean
  readonly onCopyAs: () => void
  readonly onDelete: () => void
  readonly onDuplicate: () => void
}

function Row({ service, isNew, onCopyAs, onDelete, onDuplicate }: RowProps) {
  const [, navigate] = useLocation()
  const address = `/services/${service.id}`
  return (
    <tr data-new={isNew || undefined}>
      <th scope="row" data-column="name">
        <Link to={address} className={classes.name}>
          {service.name}
        </Link>
      </th>
      <td data-column="target">
        <span className="mono">{service.target}</span>
      </td>
      <td data-column="state">
        <StateBadge state={service.state} />
      </td>
      <td data-column="testedAt">
        {service.testedAt === null ? <span className="dim">–</span> : <RelativeTime at={service.testedAt} />}
      </td>
      <td data-column="updatedAt">
        <RelativeTime at={service.updatedAt} />
      </td>
      <td data-column="actions">
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={`Actions for ${service.name}`}>
              <Ellipsis size={16} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Pencil size={14} aria-hidden="true" />} onClick={() => navigate(address)}>
              Edit
            </Menu.Item>
            <Menu.Item leftSection={<Copy size={14} aria-hidden="true" />} onClick={onDuplicate}>
              Duplicate
            </Menu.Item>
            <Menu.Item leftSection={<ClipboardCopy size={14} aria-hidden="true" />} onClick={onCopyAs}>
              Copy as…
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={onDelete}>
              Delete…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </td>
    </tr>
  )
}
