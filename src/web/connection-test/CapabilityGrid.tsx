import { ChevronRight } from 'lucide-react'
import classes from './connection-test.module.css'
import { StatusIcon } from './StatusIcon.tsx'
import { summaryOf } from './stage-facts.ts'
import { diagnosisOf, type RunStage } from './test-run.ts'

interface Props {
  readonly stages: readonly RunStage[]
  readonly onOpen: (stage: RunStage) => void
}

/** What an extraction will find: one cell a capability, with its count, or what is missing. */
export function CapabilityGrid({ stages, onOpen }: Props) {
  return (
    <ul className={classes.grid} aria-label="Capabilities">
      {stages.map((stage) => (
        <li key={stage.id}>
          <button
            type="button"
            className={classes.capability}
            data-stage={stage.id}
            data-status={stage.report?.status ?? 'running'}
            onClick={() => onOpen(stage)}
            disabled={stage.report === null}
          >
            <StatusIcon status={stage.report?.status ?? 'running'} />
            <span className={classes.capabilityText}>
              <span className={classes.stageTitle}>{stage.title}</span>
              <span className={classes.capabilitySummary}>{cellText(stage)}</span>
            </span>
            <ChevronRight size={14} aria-hidden="true" className={classes.chevron} />
          </button>
        </li>
      ))}
    </ul>
  )
}

function cellText({ report }: RunStage): string {
  if (report === null) return 'reading…'
  if (report.status === 'skipped')
    return report.because === 'cancelled' ? 'not tested' : `not reached: ${report.because}`
  return summaryOf(report) ?? diagnosisOf(report)?.summary ?? ''
}
