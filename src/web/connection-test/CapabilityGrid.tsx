import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { StageId, StageReport } from '../../core/connection.ts'
import { diagnosisOf, summaryOf } from '../../core/report-text.ts'
import classes from './CapabilityGrid.module.css'
import { type DiagnosisActions, DiagnosisCard } from './DiagnosisCard.tsx'
import { StatusIcon, stateWords } from './StatusIcon.tsx'
import { type RunStage, stateOf, type TestRun } from './test-run.ts'

interface Props extends DiagnosisActions {
  readonly run: TestRun
  readonly stages: readonly RunStage[]
  readonly onOpen: (stage: RunStage) => void
}

/**
 * What an extraction will find: one cell a capability, with its count. A cell with a finding unfolds it below its
 * row, one at a time; any other opens its details.
 */
export function CapabilityGrid({ run, stages, onOpen, ...actions }: Props) {
  const [unfolded, setUnfolded] = useState<StageId | null>(null)
  const id = useId()
  return (
    <ul className={classes.grid} aria-label="What an extraction will find">
      {stages.map((stage) => {
        const diagnosis = stage.report === null ? null : diagnosisOf(stage.report)
        const open = unfolded === stage.id && diagnosis !== null
        const panelId = `${id}-${stage.id}`
        return (
          <li key={stage.id}>
            <button
              type="button"
              className={classes.cell}
              data-stage={stage.id}
              data-status={stateOf(run, stage)}
              disabled={stage.report === null}
              {...(diagnosis === null
                ? { 'aria-haspopup': 'dialog', onClick: () => onOpen(stage) }
                : {
                    'aria-expanded': open,
                    'aria-controls': open ? panelId : undefined,
                    onClick: () => setUnfolded(open ? null : stage.id),
                  })}
            >
              <Cell run={run} stage={stage} foldable={diagnosis !== null} />
            </button>
            {open && stage.report !== null && (
              <div className={classes.panel} id={panelId}>
                <DiagnosisCard
                  {...actions}
                  stage={stage.report}
                  diagnosis={diagnosis}
                  onDetails={() => onOpen(stage)}
                />
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Cell({ run, stage, foldable }: { run: TestRun; stage: RunStage; foldable: boolean }) {
  const state = stateOf(run, stage)
  return (
    <>
      <StatusIcon state={state} />
      <span className={classes.text}>
        <span className={classes.title}>
          {stage.title}
          <span className={state === 'passed' ? 'visually-hidden' : classes.word}>{stateWords[state]}</span>
          {foldable && <ChevronDown size={14} aria-hidden="true" className={classes.chevron} />}
        </span>
        <span className={classes.summary}>{stage.report === null ? '' : cellText(stage.report)}</span>
      </span>
    </>
  )
}

function cellText(report: StageReport): string {
  if (report.status === 'skipped') return report.because === 'cancelled' ? 'The test was cancelled' : 'Not tested'
  return summaryOf(report) ?? diagnosisOf(report)?.summary ?? ''
}
