import { useEffect, useState } from 'react'
import { durationWords } from '../../core/duration.ts'
import classes from './StageStrip.module.css'
import { StatusIcon, stateWords } from './StatusIcon.tsx'
import { type RunStage, type StageState, stateOf, type TestRun } from './test-run.ts'

interface Props {
  readonly run: TestRun
  readonly stages: readonly RunStage[]
  readonly onOpen: (stage: RunStage) => void
}

/** States whose word is shown; the others are plain from their icon, and their word is for screen readers. */
const sayingMuch: ReadonlySet<StageState> = new Set(['warned', 'failed', 'stopped'])

/** The way to the server in the order it happened. Only what was observed is drawn; each stage opens its details. */
export function StageStrip({ run, stages, onOpen }: Props) {
  return (
    <ol className={classes.strip} aria-label="Stages">
      {stages.map((stage) => {
        const state = stateOf(run, stage)
        return (
          <li key={stage.id}>
            <button
              type="button"
              className={classes.stage}
              data-stage={stage.id}
              data-status={state}
              aria-haspopup="dialog"
              onClick={() => onOpen(stage)}
              disabled={stage.report === null}
            >
              <StatusIcon state={state} />
              <span className={classes.title}>{stage.title}</span>
              <span className={sayingMuch.has(state) ? classes.word : 'visually-hidden'}>{stateWords[state]}</span>
              {notEncrypted(stage) && <span className={classes.word}>not offered</span>}
              <StageTime stage={stage} running={state === 'running'} />
            </button>
          </li>
        )
      })}
    </ol>
  )
}

/** In `prefer` a server without TLS passes the stage; a tick alone would look like encryption. */
function notEncrypted({ id, report }: RunStage): boolean {
  return id === 'encrypt' && report?.status === 'passed' && report.facts.encrypted === false
}

function StageTime({ stage, running }: { stage: RunStage; running: boolean }) {
  if (stage.report === null) return running ? <RunningTime since={stage.startedAt} /> : null
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
