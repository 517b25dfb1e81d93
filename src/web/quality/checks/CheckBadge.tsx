import { CircleCheck, CircleDashed, CircleHelp, CircleX, TriangleAlert } from 'lucide-react'
import type { CheckSeverity, CheckStatus } from '../../../core/quality/checks/check.ts'
import classes from './CheckBadge.module.css'

const looks = {
  passed: { word: 'Passed', Icon: CircleCheck },
  failed: { word: 'Failed', Icon: CircleX },
  warned: { word: 'Warning', Icon: TriangleAlert },
  error: { word: 'Not answered', Icon: CircleHelp },
  waiting: { word: 'Never run', Icon: CircleDashed },
} as const

interface Props {
  /** Null before it was first run. */
  readonly status: CheckStatus | null
  readonly severity: CheckSeverity
}

/** What came of a check: always an icon and a word, never colour alone. */
export function CheckBadge({ status, severity }: Props) {
  const state = status === 'failed' && severity === 'warning' ? 'warned' : (status ?? 'waiting')
  const { word, Icon } = looks[state]
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} aria-hidden="true" />
      {word}
    </span>
  )
}
