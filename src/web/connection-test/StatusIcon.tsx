import { CircleCheck, CircleMinus, CircleSlash, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import classes from './StatusIcon.module.css'
import type { StageState } from './test-run.ts'

const icons: Record<StageState, typeof CircleCheck> = {
  running: LoaderCircle,
  passed: CircleCheck,
  warned: TriangleAlert,
  failed: CircleX,
  skipped: CircleMinus,
  stopped: CircleSlash,
}

/** The word for a state; it always stands beside the icon, seen or for screen readers. */
export const stateWords: Record<StageState, string> = {
  running: 'running',
  passed: 'passed',
  warned: 'warning',
  failed: 'failed',
  skipped: 'not reached',
  stopped: 'stopped',
}

export function StatusIcon({ state, size = 16 }: { state: StageState; size?: number }) {
  const Icon = icons[state]
  return <Icon className={classes.icon} data-status={state} size={size} aria-hidden="true" />
}
