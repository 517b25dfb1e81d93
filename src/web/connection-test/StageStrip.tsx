import { useEffect, useState } from 'react'
import classes from './connection-test.module.css'
import { durationWords } from './duration.ts'
import { StatusIcon } from './StatusIcon.tsx'
import type { RunStage } from './test-run.ts'

interface Props {
  readonly stages: readonly RunStage[]
  readonly onOpen: (stage: RunStage) => void
}

/** The gate in the order it happened. Only what was observed is drawn; each opens its details. */
export function StageStrip({ stages, onOpen }: Props) {
  return (
    <ol className={classes.strip} aria-label="Stages">
      {stages.map((stage) => (
        <li key={stage.id}>
          <button
            type="button"
            className={classes.stage}
            data-stage={stage.id}
            data-status={stage.report?.status ?? 'running'}
            onClick={() => onOpen(stage)}
            disabled={stage.report === null}
          >
            <StatusIcon status={stage.report?.status ?? 'running'} />
            <span className={classes.stageTitle}>{stage.title}</span>
            <StageTime stage={stage} />
          </button>
        </li>
      ))}
    </ol>
  )
}

function StageTime({ stage }: { stage: RunStage }) {
  if (stage.report === null) return <RunningTime since={stage.startedAt} />
  if (stage.report.status === 'skipped') return null
  return <span className={classes.time}>{durationWords(stage.report.durationMs)}</span>
}

function RunningTime({ since }: { since: number }) {
  const [now, setNow] = useState(() => performance.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 100)
    return () => clearInterval(timer)
  }, [])
  const elapsed = now - since
  // Most stages end at once; a number that flashes by says nothing.
  return elapsed < 300 ? null : <span className={classes.time}>{durationWords(elapsed)}</span>
}
