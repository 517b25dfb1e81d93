import { Button } from '@mantine/core'
import { CalendarClock } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { ServiceDetail } from '../../core/api.ts'
import type { RunKind } from '../../core/runs.ts'

const ScheduleDialog = lazy(() => import('./ScheduleDialog.tsx').then((m) => ({ default: m.ScheduleDialog })))

/** A button that opens a service's schedules, beginning with that of one kind. */
export function ScheduleHere({ service, kind }: { readonly service: ServiceDetail; readonly kind: RunKind }) {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<CalendarClock size={14} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        Schedule
      </Button>
      <Suspense>
        <ScheduleDialog service={opened ? service : null} begin={kind} onClose={() => setOpened(false)} />
      </Suspense>
    </>
  )
}
