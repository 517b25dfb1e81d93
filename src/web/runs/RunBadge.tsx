import { CircleCheck, CircleDashed, CircleSlash, CircleX, LoaderCircle } from 'lucide-react'
import type { Run, RunState } from '../../core/runs.ts'
import classes from './RunBadge.module.css'
import { stateWords } from './run-words.ts'

const icons: Readonly<Record<RunState, typeof CircleCheck>> = {
  queued: CircleDashed,
  running: LoaderCircle,
  succeeded: CircleCheck,
  failed: CircleX,
  cancelled: CircleSlash,
}

/** State of a run: always an icon and a word, never colour alone. */
export function RunBadge({
  run: { state, cancelRequested },
}: {
  readonly run: Pick<Run, 'state' | 'cancelRequested'>
}) {
  const Icon = icons[state]
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} aria-hidden="true" />
      {state === 'running' && cancelRequested ? 'Cancelling' : stateWords[state]}
    </span>
  )
}
