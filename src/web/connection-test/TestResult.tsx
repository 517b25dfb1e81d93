import { useState } from 'react'
import type { Action, StageReport } from '../../core/connection.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import { Notice } from '../components/Notice.tsx'
import { RelativeTime } from '../components/RelativeTime.tsx'
import { CapabilityGrid } from './CapabilityGrid.tsx'
import classes from './connection-test.module.css'
import { DiagnosisCard } from './DiagnosisCard.tsx'
import { durationWords } from './duration.ts'
import { reportText } from './report-text.ts'
import { StageDrawer } from './StageDrawer.tsx'
import { StageStrip } from './StageStrip.tsx'
import { diagnosisOf, isCapability, type RunStage, type TestRun, verdictWords } from './test-run.ts'

interface Props {
  readonly run: TestRun
  /** The form is no longer what was tested. */
  readonly stale: boolean
  readonly target: string
  readonly onApply: (action: Action) => void
}

/** A connection test from its first stage on: the gate's strip, then what is wrong or what can be read. */
export function TestResult({ run, stale, target, onApply }: Props) {
  const [opened, setOpened] = useState<StageReport | null>(null)
  const open = (stage: RunStage) => setOpened(stage.report)
  const gate = run.stages.filter((stage) => !isCapability(stage))
  const capabilities = run.stages.filter((stage) => isCapability(stage) && !isSkippedByGate(stage))
  const findings = run.stages.flatMap(({ report }) => {
    const diagnosis = diagnosisOf(report)
    return report === null || diagnosis === null ? [] : [{ report, diagnosis }]
  })
  return (
    <section
      className={classes.result}
      data-stale={stale || undefined}
      data-phase={run.phase}
      aria-label="Connection test"
    >
      <ResultHead run={run} stale={stale} target={target} />
      <div className={classes.resultBody}>
        {gate.length > 0 && <StageStrip stages={gate} onOpen={open} />}
        {run.error !== null && <Notice kind="warn">{run.error.message}</Notice>}
        {capabilities.length > 0 && <CapabilityGrid stages={capabilities} onOpen={open} />}
        {findings.map(({ report, diagnosis }) => (
          <DiagnosisCard
            key={report.id}
            stage={report}
            diagnosis={diagnosis}
            onApply={onApply}
            onDetails={() => setOpened(report)}
          />
        ))}
      </div>
      <StageDrawer
        report={opened}
        onClose={() => setOpened(null)}
        onApply={(action) => {
          setOpened(null)
          onApply(action)
        }}
      />
    </section>
  )
}

const isSkippedByGate = ({ report }: RunStage) => report?.status === 'skipped'

function ResultHead({ run, stale, target }: { run: TestRun; stale: boolean; target: string }) {
  const { report } = run
  return (
    <div className={classes.resultHead}>
      <h2 className={classes.resultTitle}>
        {run.phase === 'running' ? 'Testing…' : report === null ? 'Not finished' : verdictWords[report.verdict]}
      </h2>
      {report !== null && (
        <span className="dim tabular">
          {durationWords(report.durationMs)} · <RelativeTime at={report.startedAt} />
          {report.server !== null && ` · Postgres ${report.server.version}`}
          {report.server !== null && (report.server.encrypted ? ' · encrypted' : ' · not encrypted')}
        </span>
      )}
      {stale && <span className={classes.stale}>Settings changed since</span>}
      <span className={classes.spacer} />
      {report !== null && <CopyButton text={reportText(report, target)} label="Copy report" />}
    </div>
  )
}
