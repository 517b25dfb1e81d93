import { Button, Checkbox } from '@mantine/core'
import { useId, useState } from 'react'
import { AppError } from '../../core/error.ts'
import type { RunKind, Schedule } from '../../core/runs.ts'
import { Notice } from '../components/Notice.tsx'
import { TextBox } from '../components/TextBox.tsx'
import { useDeleteSchedule, useSaveSchedule, useSchedulePreview } from '../hooks/use-schedules.ts'
import classes from './ScheduleForm.module.css'

interface Props {
  readonly serviceId: string
  readonly kind: RunKind
  /** Null where there is none yet. */
  readonly schedule: Schedule | null
  readonly onDone: () => void
}

const presets = [
  ['Every hour', '0 * * * *'],
  ['Every 6 hours', '0 */6 * * *'],
  ['Every night', '30 2 * * *'],
  ['Weekdays', '0 6 * * 1-5'],
  ['Every Sunday', '0 3 * * 0'],
] as const

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const timeZones = ['UTC', ...Intl.supportedValuesOf('timeZone')]

/** Cron text with what it means in words and its next three times. */
export function ScheduleForm({ serviceId, kind, schedule, onDone }: Props) {
  const id = useId()
  const [cron, setCron] = useState(schedule?.cron ?? '30 2 * * *')
  const [timeZone, setTimeZone] = useState(schedule?.timeZone ?? here)
  const [enabled, setEnabled] = useState(schedule?.enabled ?? true)
  const preview = useSchedulePreview(cron, timeZone)
  const save = useSaveSchedule()
  const remove = useDeleteSchedule()
  const problem = cron.trim() === '' ? 'A schedule has five fields.' : (preview.error?.message ?? null)
  const hint = preview.error instanceof AppError ? preview.error.hint : null
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (problem !== null) return
        save.mutate({ id: schedule?.id ?? null, serviceId, kind, cron, timeZone, enabled }, { onSuccess: onDone })
      }}
    >
      <div className={classes.presets}>
        {presets.map(([words, text]) => (
          <Button
            key={text}
            variant={cron === text ? 'light' : 'default'}
            size="compact-sm"
            aria-pressed={cron === text}
            onClick={() => setCron(text)}
          >
            {words}
          </Button>
        ))}
      </div>
      <div className={classes.field}>
        <label htmlFor={`${id}cron`}>Minute, hour, day of month, month, day of week</label>
        <TextBox
          id={`${id}cron`}
          mono
          value={cron}
          invalid={problem !== null}
          aria-describedby={`${id}meaning`}
          onChange={(event) => setCron(event.currentTarget.value)}
        />
        <div id={`${id}meaning`} className={classes.meaning} role="status" data-problem={problem !== null || undefined}>
          {problem === null ? <p>{preview.data?.description ?? '…'}</p> : <p>{`${problem} ${hint ?? ''}`}</p>}
          {problem === null && preview.data !== undefined && (
            <ul aria-label="The next three times">
              {preview.data.nextTimes.map((time) => (
                <li key={time}>
                  <time dateTime={time}>{inZone(time, timeZone)}</time>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
      <div className={classes.field}>
        <label htmlFor={`${id}zone`}>Time zone</label>
        <TextBox
          id={`${id}zone`}
          list={`${id}zones`}
          value={timeZone}
          onChange={(event) => setTimeZone(event.currentTarget.value)}
        />
        <datalist id={`${id}zones`}>
          {timeZones.map((zone) => (
            <option key={zone} value={zone} />
          ))}
        </datalist>
      </div>
      <Checkbox
        label="On"
        description="While it is off, it is kept and starts nothing."
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
      {(save.error ?? remove.error) !== null && <Notice kind="bad">{(save.error ?? remove.error)?.message}</Notice>}
      <div className={classes.actions}>
        {schedule !== null && (
          <Button
            variant="subtle"
            color="red"
            loading={remove.isPending}
            onClick={() => remove.mutate(schedule.id, { onSuccess: onDone })}
          >
            Remove schedule
          </Button>
        )}
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending} aria-disabled={problem !== null || undefined}>
          Save schedule
        </Button>
      </div>
    </form>
  )
}

/** In the schedule's own zone, which the reader's may differ from. */
function inZone(time: string, timeZone: string): string {
  try {
    const words = { dateStyle: 'full', timeStyle: 'short', timeZone } as const
    return new Intl.DateTimeFormat('en', words).format(new Date(time))
  } catch (error) {
    // The zone is being typed; the times shown are those of the last one that exists.
    if (error instanceof RangeError) return time
    throw error
  }
}
