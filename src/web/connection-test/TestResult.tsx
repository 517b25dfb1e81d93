import { lazy, Suspense, useState } from 'react'
import type { Action, StageReport } from '../../core/connection.ts'
import type { FieldPath } from '../../core/ids.ts'
import { isCapability } from '../../core/report-text.ts'
import { CapabilityGrid } from './CapabilityGrid.tsx'
import { DiagnosisCard } from './DiagnosisCard.tsx'
import { GapScript } from './GapScript.tsx'
import { NoResult } from './NoResult.tsx'
import { StageStrip } from './StageStrip.tsx'
import classes from './TestResult.module.css'
import { gateFindings, type RunStage, type TestRun } from './test-run.ts'
import { useScrollToRun } from './use-scroll-to-run.ts'
import { VerdictLine } from './VerdictLine.tsx'

const StageDrawer = lazy(() => import('./StageDrawer.tsx').then((module) => ({ default: module.StageDrawer })))

interface Props {
  readonly run: TestRun
  /** The form is no longer what was tested. */
  readonly stale: boolean
  /** Where the connection points, for the copied report. */
  readonly target: string
  /** These are null for a past test, which no form stands beside. */
  readonly onApply: ((action: Action) => void) | null
  readonly onFocusField: ((path: FieldPath) => void) | null
  readonly onRetry: (() => void) | null
}

/** A connection test from its first stage on: the gate's strip, then what is wrong or what can be read. */
export function TestResult({ run, stale, target, onApply, onFocusField, onRetry }: Props) {
  // Kept while the drawer slides away.
  const [shown, setShown] = useState<StageReport | null>(null)
  const [opened, setOpened] = useState(false)
  const section = useScrollToRun(run)
  const open = ({ report }: RunStage) => {
    setShown(report)
    setOpened(true)
  }
  const gate = run.stages.filter((stage) => !isCapability(stage))
  const capabilities = run.stages.filter((stage) => isCapability(stage) && !wasNotReached(stage))
  const actions = {
    stale,
    accessUrl: accessUrl(run),
    onApply:
      onApply &&
      ((action: Action) => {
        setOpened(false)
        onApply(action)
      }),
    onFocusField:
      onFocusField &&
      ((path: FieldPath) => {
        setOpened(false)
        // After the drawer has noted who had the focus when it closed; it gives it back only if nobody else took it.
        requestAnimationFrame(() => onFocusField(path))
      }),
  }
  return (
    <section
      ref={section}
      className={classes.result}
      data-stale={stale || undefined}
      data-phase={run.phase}
      aria-label="Connection test"
    >
      <VerdictLine run={run} stale={stale} target={target} />
      <div className={classes.body}>
        {gate.length > 0 && <StageStrip run={run} stages={gate} onOpen={open} />}
        {run.error !== null && onRetry !== null && <NoResult problem={run.error} onRetry={onRetry} />}
        {gateFindings(run).map(({ report, diagnosis }) => (
          <DiagnosisCard
            key={report.id}
            {...actions}
            stage={report}
            diagnosis={diagnosis}
            onDetails={() => {
              setShown(report)
              setOpened(true)
            }}
          />
        ))}
        {capabilities.length > 0 && <CapabilityGrid {...actions} run={run} stages={capabilities} onOpen={open} />}
        {run.report !== null && <GapScript report={run.report} />}
      </div>
      {shown !== null && (
        <Suspense>
          <StageDrawer
            {...actions}
            reports={run.stages.flatMap(({ report }) => (report === null ? [] : [report]))}
            shown={shown}
            opened={opened}
            onShow={setShown}
            onClose={() => setOpened(false)}
          />
        </Suspense>
      )}
    </section>
  )
}

const wasNotReached = ({ report }: RunStage) => report?.status === 'skipped'

/** With what the form says of the role; no secret is among it. */
function accessUrl({ settings: { username, database } }: TestRun): string {
  const known = Object.entries({ role: username, database }).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value]] : [],
  )
  return known.length === 0 ? '/access' : `/access?${new URLSearchParams(known)}`
}
