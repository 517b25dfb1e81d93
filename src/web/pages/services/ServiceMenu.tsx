import { ActionIcon, Menu } from '@mantine/core'
import {
  Activity,
  CalendarClock,
  ClipboardCopy,
  Copy,
  Ellipsis,
  FolderTree,
  GitCompareArrows,
  ListChecks,
  Pencil,
  RefreshCw,
  Trash2,
} from 'lucide-react'
import { useLocation } from 'wouter'
import type { ServiceActivity, ServiceSummary } from '../../../core/api.ts'
import { useStartRun } from '../../hooks/use-start-run.ts'
import type { ServiceAct } from './ServiceTable.tsx'

interface Props {
  readonly service: ServiceSummary
  /** Null until it is known. */
  readonly activity: ServiceActivity | null
  readonly onAct: (act: ServiceAct) => void
  readonly onDuplicate: () => void
}

/** What can be done with a service. */
export function ServiceMenu({ service, activity, onAct, onDuplicate }: Props) {
  const [, navigate] = useLocation()
  const start = useStartRun()
  const read = () =>
    start.mutate({ serviceId: service.id, kind: 'extract' }, { onSuccess: (run) => navigate(`/runs/${run.id}`) })
  const item = (Icon: typeof Pencil, label: string, onClick: () => void) => (
    <Menu.Item leftSection={<Icon size={14} aria-hidden="true" />} onClick={onClick}>
      {label}
    </Menu.Item>
  )
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${service.name}`}>
          <Ellipsis size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {item(RefreshCw, 'Read now', read)}
        {item(CalendarClock, 'Schedule…', () => onAct('schedule'))}
        {item(Activity, 'Tests', () => navigate(`/services/${service.id}/tests`))}
        {item(ListChecks, 'Runs', () => navigate(`/runs?service=${service.id}`))}
        {activity !== null && activity.snapshotId !== null && (
          <>
            {item(FolderTree, 'Catalog', () => navigate(`/catalog/${service.id}`))}
            {item(GitCompareArrows, 'Changes', () => navigate(`/changes/${service.id}`))}
          </>
        )}
        <Menu.Divider />
        {item(Pencil, 'Edit', () => navigate(`/services/${service.id}`))}
        {item(Copy, 'Duplicate', onDuplicate)}
        {item(ClipboardCopy, 'Copy as…', () => onAct('copy as'))}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={14} aria-hidden="true" />} onClick={() => onAct('delete')}>
          Delete…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
