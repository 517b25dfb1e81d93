import { CircleCheck, CircleDashed, CircleSlash, CircleX, TriangleAlert } from 'lucide-react'
import type { ServiceState } from '../../core/api.ts'
import classes from './StateBadge.module.css'

const looks: Record<ServiceState, { word: string; meaning: string; Icon: typeof CircleCheck }> = {
  untested: { word: 'Untested', meaning: 'These settings were never tested.', Icon: CircleDashed },
  passed: { word: 'Passed', meaning: 'The last test passed in full.', Icon: CircleCheck },
  warned: { word: 'Passed with warnings', meaning: 'It connects; something will be missing.', Icon: TriangleAlert },
  failed: { word: 'Failed', meaning: 'The last test could not connect.', Icon: CircleX },
  cancelled: { word: 'Cancelled', meaning: 'The last test was cancelled.', Icon: CircleSlash },
}

/** State of a service: always an icon and a word, never colour alone. */
export function StateBadge({ state }: { state: ServiceState }) {
  const { word, meaning, Icon } = looks[state]
  return (
    <span className={classes.badge} data-state={state} title={meaning}>
      <Icon size={14} aria-hidden="true" />
      {word}
    </span>
  )
}

export function StateDot({ state }: { state: ServiceState }) {
  const { word, Icon } = looks[state]
  return (
    <span className={classes.dot} data-state={state} title={word}>
      <Icon size={14} role="img" aria-label={word} />
    </span>
  )
}
