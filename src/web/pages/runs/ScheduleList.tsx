import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useSchedules } from '../../hooks/use-schedules.ts'
import { kindWords } from '../../runs/run-words.ts'
import { ScheduleDialog } from '../../schedules/ScheduleDialog.tsx'
import classes from './ScheduleList.module.css'

interface Props {
  readonly services: readonly { readonly id: string; readonly name: string }[]
  /** Only those of this service; null for all. */
  readonly serviceId: string | null
}

/** What starts by itself, and when next; nothing where nothing does. */
export function ScheduleList({ services, serviceId }: Props) {
  const schedules = useSchedules()
  const [edited, setEdited] = useState<string | null>(null)
  const names = new Map(services.map(({ id, name }) => [id, name]))
  const shown = (schedules.data ?? [])
    .filter((schedule) => serviceId === null || schedule.serviceId === serviceId)
    .sort((a, b) => (a.nextTimes[0] ?? '~').localeCompare(b.nextTimes[0] ?? '~'))
  if (shown.length === 0) return <div />
  return (
    <section className={classes.list} aria-label="Schedules">
      <h2>
        <CalendarClock size={14} aria-hidden="true" /> Starts by itself
      </h2>
      <ul>
        {shown.map((schedule) => (
          <li key={schedule.id}>
            <button type="button" onClick={() => setEdited(schedule.serviceId)}>
              <strong>{names.get(schedule.serviceId) ?? '–'}</strong> {kindWords[schedule.kind].toLowerCase()}
              <span>{schedule.description}</span>
              {schedule.nextTimes[0] === undefined ? (
                <em>off</em>
              ) : (
                <em>
                  next <RelativeTime at={schedule.nextTimes[0]} />
                </em>
              )}
            </button>
          </li>
        ))}
      </ul>
      <ScheduleDialog service={services.find(({ id }) => id === edited) ?? null} onClose={() => setEdited(null)} />
    </section>
  )
}
