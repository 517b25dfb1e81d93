import { CircleSlash } from 'lucide-react'
import type { TestReport } from '../../core/connection.ts'
import { durationWords } from '../../core/duration.ts'
import { encryptionWords, renderReportText } from '../../core/report-text.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import { RelativeTime } from '../components/RelativeTime.tsx'
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
      {report !== null && <CopyReport report={report} target={target} />}
    </div>
  )
}

function CopyReport({ report, target }: { report: TestReport; target: string }) {
  return (
    <span className={classes.copies}>
      <CopyButton text={renderReportText(report, target)} label="Copy report" />
      <CopyButton text={JSON.stringify(report, null, 2)} label="Copy JSON" />
    </span>
  )
}

function stateOfRun({ phase, report }: TestRun): StageState | null {
  if (phase === 'running') return 'running'
  return report === null || report.verdict === 'cancelled' ? null : report.verdict
}
