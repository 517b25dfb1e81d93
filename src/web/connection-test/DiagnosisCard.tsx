import { Button } from '@mantine/core'
import { CircleX, TriangleAlert } from 'lucide-react'
import type { Action, Diagnosis, StageReport } from '../../core/connection.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import classes from './connection-test.module.css'

interface Props {
  readonly stage: StageReport
  readonly diagnosis: Diagnosis
  readonly onApply: (action: Action) => void
  /** Absent where the details are already open. */
  readonly onDetails?: () => void
}

/** What is wrong, what to do, and the buttons that do it. */
export function DiagnosisCard({ stage, diagnosis, onApply, onDetails }: Props) {
  const failed = stage.status === 'failed'
  const Icon = failed ? CircleX : TriangleAlert
  return (
    <div className={classes.diagnosis} data-status={stage.status} data-code={diagnosis.code}>
      <Icon size={16} aria-hidden="true" className={classes.diagnosisIcon} />
      <div className={classes.diagnosisText}>
        <p className={classes.summary}>{diagnosis.summary}</p>
        <p>{diagnosis.remedy}</p>
        <div className={classes.actions}>
          {diagnosis.actions.map((action) =>
            action.kind === 'patch' ? (
              <Button key={action.label} size="compact-md" fz={13} variant="default" onClick={() => onApply(action)}>
                {action.label}
              </Button>
            ) : (
              <CopyButton key={action.label} text={action.text} label={action.label} />
            ),
          )}
          {onDetails !== undefined && (
            <Button size="compact-md" fz={13} variant="subtle" onClick={onDetails}>
              Details
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
