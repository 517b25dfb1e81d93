import { Button, Checkbox } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import type { SchedulePreview } from '../../core/api.ts'
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

/** When a run starts by itself, and in which time zone that is meant. */
export function ScheduleForm({ serviceId, kind, schedule, onDone }: Props) {
  const [cron, setCron] = useState(schedule?.cron ?? '30 2 * * *')
  const [timeZone, setTimeZone] = useState(schedule?.timeZone ?? here)
  const [enabled, setEnabled] = useState(schedule?.enabled ?? true)
  const preview = useSchedulePreview(cron, timeZone)
  const save = useSaveSchedule()
  const remove = useDeleteSchedule()
  const problem = cron.trim() === '' ? 'A schedule has five fields.' : (preview.error?.message ?? null)
  const hint = preview.error instanceof AppError ? preview.error.hint : null
  const failure = save.error ?? remove.error
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (problem !== null) return
        save.mutate({ id: schedule?.id ?? null, serviceId, kind, cron, timeZone, enabled }, { onSuccess: onDone })
      }}
    >
      <Presets cron={cron} onPick={setCron} />
      <CronField cron={cron} isWrong={problem !== null} onChange={setCron}>
        {problem === null ? (
          <Meaning preview={preview.data} timeZone={timeZone} />
        ) : (
          <p>{[problem, hint].filter(Boolean).join(' ')}</p>
        )}
      </CronField>
      <ZoneField timeZone={timeZone} onChange={setTimeZone} />
      <Checkbox
        label="On"
        description="While it is off, it is kept and starts nothing."
        checked={enabled}
        onChange={(event) => setEnabled(event.currentTarget.checked)}
      />
      {failure !== null && <Notice kind="bad">{failure.message}</Notice>}
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

function Presets({ cron, onPick }: { readonly cron: string; readonly onPick: (cron: string) => void }) {
  return (
    <div className={classes.presets}>
      {presets.map(([words, text]) => (
        <Button
          key={text}
          variant={cron === text ? 'light' : 'default'}
          size="compact-sm"
          aria-pressed={cron === text}
          onClick={() => onPick(text)}
        >
          {words}
        </Button>
      ))}
    </div>
  )
}

interface CronProps {
  readonly cron: string
  readonly isWrong: boolean
  readonly onChange: (cron: string) => void
  /** What it means, or what is wrong with it. */
  readonly children: ReactNode
}

function CronField({ cron, isWrong, onChange, children }: CronProps) {
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>Minute, hour, day of month, month, day of week</label>
      <TextBox
        id={id}
        mono
        value={cron}
        invalid={isWrong}
        aria-describedby={`${id}meaning`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div id={`${id}meaning`} className={classes.meaning} role="status" data-problem={isWrong || undefined}>
        {children}
      </div>
    </div>
  )
}

interface MeaningProps {
  readonly preview: SchedulePreview | undefined
  readonly timeZone: string
}

/** Cron text in words, with its next three times. */
function Meaning({ preview, timeZone }: MeaningProps) {
  if (preview === undefined) return <p>…</p>
  return (
    <>
      <p>{preview.description}</p>
      <ul aria-label="The next three times">
        {preview.nextTimes.map((time) => (
          <li key={time}>
            <time dateTime={time}>{inZone(time, timeZone)}</time>
          </li>
        ))}
      </ul>
    </>
  )
}

function ZoneField({ timeZone, onChange }: { readonly timeZone: string; readonly onChange: (zone: string) => void }) {
  const id = useId()
  return (
    <div className={classes.field}>
      <label htmlFor={id}>Time zone</label>
      <TextBox id={id} list={`${id}zones`} value={timeZone} onChange={(event) => onChange(event.currentTarget.value)} />
      <datalist id={`${id}zones`}>
        {timeZones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
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
