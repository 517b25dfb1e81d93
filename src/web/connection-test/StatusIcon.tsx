import { CircleCheck, CircleMinus, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react'
import type { StageReport } from '../../core/connection.ts'
import classes from './connection-test.module.css'

export type StageStatus = StageReport['status'] | 'running'

const looks: Record<StageStatus, { Icon: typeof CircleCheck; word: string }> = {
  running: { Icon: LoaderCircle, word: 'running' },
  passed: { Icon: CircleCheck, word: 'passed' },
  warned: { Icon: TriangleAlert, word: 'warning' },
  failed: { Icon: CircleX, word: 'failed' },
  skipped: { Icon: CircleMinus, word: 'skipped' },
}

export function StatusIcon({ status, size = 16 }: { status: StageStatus; size?: number }) {
  const { Icon, word } = looks[status]
  return <Icon className={classes.icon} data-status={status} size={size} role="img" aria-label={word} />
}
