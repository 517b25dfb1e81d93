import type { RunEvent } from '../../../core/events.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { originWords, stateWords } from '../../runs/run-words.ts'
import classes from './RunPage.module.css'

/** What happened, in order. A new line is announced. */
export function RunEvents({ events }: { readonly events: readonly RunEvent[] }) {
  return (
    <section aria-label="What happened">
      <h2>What happened</h2>
      <ol className={classes.events} aria-live="polite">
        {events.map((event) => (
          <li key={event.seq}>
            <RelativeTime at={event.at} /> {eventWords(event)}
          </li>
        ))}
      </ol>
    </section>
  )
}

function eventWords(event: RunEvent): string {
  switch (event.type) {
    case 'queued':
      return `Queued ${originWords[event.origin]}`
    case 'started':
      return event.attempt === 1 ? 'Begun by a worker' : `Begun anew, attempt ${event.attempt}`
    case 'progress':
      return ''
    case 'cancel-requested':
      return 'Somebody asked to cancel it'
    case 'interrupted':
      return event.because === 'worker lost'
        ? 'Its worker was lost; the run begins anew'
        : 'Its worker was stopped; the run begins anew'
    case 'ended':
      return `${stateWords[event.state]}${event.reason === null ? '' : `: ${event.reason.summary}`}`
  }
}
