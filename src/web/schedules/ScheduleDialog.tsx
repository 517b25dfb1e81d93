import { useState } from 'react'
import { type RunKind, runKinds } from '../../core/runs.ts'
import { Dialog } from '../components/Dialog.tsx'
import { LoadError } from '../components/LoadError.tsx'
import { useSchedules } from '../hooks/use-schedules.ts'
import { kindWords } from '../runs/run-words.ts'
import { RetentionForm } from './RetentionForm.tsx'
import classes from './ScheduleForm.module.css'
import { ScheduleForm } from './ScheduleForm.tsx'

interface Props {
  readonly service: { readonly id: string; readonly name: string } | null
  /** What is chosen at first. */
  readonly begin?: RunKind
  readonly onClose: () => void
}

type Topic = RunKind | 'kept'

/** When a service is read and tested by itself, and how long what comes of it is kept. */
export function ScheduleDialog({ service, begin = 'extract', onClose }: Props) {
  const [topic, setTopic] = useState<Topic>(begin)
  const schedules = useSchedules()
  if (service === null) return null
  const topics: readonly (readonly [Topic, string])[] = [
    ...runKinds.map((kind) => [kind, kindWords[kind]] as const),
    ['kept', 'How long is kept'],
  ]
  return (
    <Dialog opened onClose={onClose} title={`Schedule of ${service.name}`} width={520}>
      <div className={classes.topics} role="radiogroup" aria-label="What">
        {topics.map(([value, words]) => (
          <label key={value} data-chosen={value === topic || undefined}>
            <input
              type="radio"
              name="topic"
              className="visually-hidden"
              checked={value === topic}
              onChange={() => setTopic(value)}
            />
            {words}
          </label>
        ))}
      </div>
      {schedules.error !== null && schedules.data === undefined && (
        <LoadError error={schedules.error} retry={() => schedules.refetch()} retrying={schedules.isFetching} />
      )}
      {topic === 'kept' ? (
        <RetentionForm serviceId={service.id} onDone={onClose} />
      ) : (
        schedules.data !== undefined && (
          <ScheduleForm
            key={topic}
            serviceId={service.id}
            kind={topic}
            schedule={schedules.data.find((each) => each.serviceId === service.id && each.kind === topic) ?? null}
            onDone={onClose}
          />
        )
      )}
    </Dialog>
  )
}
