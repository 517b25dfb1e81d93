import { CircleSlash } from 'lucide-react'
import { durationWords } from '../../core/duration.ts'
import { encryptionWords } from '../../core/report-text.ts'
import { RelativeTime } from '../components/RelativeTime.tsx'
import { ReportMenu } from './ReportMenu.tsx'
import { StatusIcon } from './StatusIcon.tsx'
import classes from './TestResult.module.css'
import { headline, type StageState, type TestRun } from './test-run.ts'

interface Props {
  readonly run: TestRun
  readonly stale: boolean
  readonly target: string
}

/** What the test came to, in one line: the verdict, how long, when, and who answered. */
export function VerdictLine({ run, stale, target }: Props) {
  const { report } = run
  const state = stateOfRun(run)
  return (
    <div className={classes.head}>
      <h2 className={classes.title} data-verdict={state}>
        {state === null ? <CircleSlash size={16} aria-hidden="true" /> : <StatusIcon state={state} />}
        {headline(run)}
      </h2>
      {report !== null && (
        <span className={classes.meta}>
          {durationWords(report.durationMs)} · <RelativeTime at={report.startedAt} />
          {report.server !== null && ` · Postgres ${report.server.version}, ${encryptionWords(report.server)}`}
        </span>
      )}
      {stale && <span className={classes.stale}>Settings changed since this test</span>}
      {report !== null && (
        <span className={classes.copies}>
          <ReportMenu report={report} target={target} />
        </span>
      )}
    </div>
  )
}

function stateOfRun({ phase, report }: TestRun): StageState | null {
  if (phase === 'running') return 'running'
  return report === null || report.verdict === 'cancelled' ? null : report.verdict
}
