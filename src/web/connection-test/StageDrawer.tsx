import { ActionIcon } from '@mantine/core'
import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useId } from 'react'
import type { Diagnosis, StageReport } from '../../core/connection.ts'
import { durationWords } from '../../core/duration.ts'
import { diagnosisOf, summaryOf } from '../../core/report-text.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import { DialogWindow } from '../components/DialogWindow.tsx'
import { CertificateFacts } from './CertificateFacts.tsx'
import { type DiagnosisActions, DiagnosisCard } from './DiagnosisCard.tsx'
import { FactList, Table } from './FactValue.tsx'
import classes from './StageDrawer.module.css'
import { StatusIcon, stateWords } from './StatusIcon.tsx'
import { attemptWords, type RanQuery, stageFacts } from './stage-facts.ts'

interface Props extends DiagnosisActions {
  /** Every stage that can be shown, in order. */
  readonly reports: readonly StageReport[]
  readonly shown: StageReport
  readonly opened: boolean
  readonly onShow: (report: StageReport) => void
  readonly onClose: () => void
}

/** Everything that is known of one stage: the finding, the server's own words, what was asked and what came back. */
export function StageDrawer({ reports, shown, opened, onShow, onClose, ...actions }: Props) {
  const id = useId()
  const at = reports.findIndex((report) => report.id === shown.id)
  if (!opened) return null
  return (
    <DialogWindow labelledBy={id} place="right" width={560} onClose={onClose}>
      <div className={classes.header}>
        <h2 id={id} className={classes.title}>
          {shown.title}
          <span className={classes.place}>
            {at + 1} of {reports.length}
          </span>
        </h2>
        <Step label="Previous stage" to={reports[at - 1]} onShow={onShow} Icon={ChevronLeft} />
        <Step label="Next stage" to={reports[at + 1]} onShow={onShow} Icon={ChevronRight} />
        <ActionIcon aria-label="Close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={classes.body}>
        <Details key={shown.id} report={shown} {...actions} />
      </div>
    </DialogWindow>
  )
}

interface StepProps {
  readonly label: string
  readonly to: StageReport | undefined
  readonly onShow: (report: StageReport) => void
  readonly Icon: typeof ChevronLeft
}

function Step({ label, to, onShow, Icon }: StepProps) {
  return (
    <ActionIcon
      aria-label={to === undefined ? label : `${label}, ${to.title}`}
      aria-disabled={to === undefined}
      className={classes.step}
      onClick={() => to !== undefined && onShow(to)}
    >
      <Icon size={16} aria-hidden="true" />
    </ActionIcon>
  )
}

function Details({ report, ...actions }: { report: StageReport } & DiagnosisActions) {
  const diagnosis = diagnosisOf(report)
  const { attempts, certificate, queries, others } = stageFacts(report)
  return (
    <div className={classes.details}>
      <StateLine report={report} />
      {diagnosis !== null && <DiagnosisCard stage={report} diagnosis={diagnosis} {...actions} />}
      {diagnosis !== null && <Origin diagnosis={diagnosis} />}
      {certificate !== null && (
        <CertificateFacts
          certificate={certificate}
          offersTrust={!offersTrust(diagnosis)}
          stale={actions.stale}
          onApply={actions.onApply}
        />
      )}
      {others.length > 0 && (
        <section>
          <h3>Observed</h3>
          <FactList facts={others} />
        </section>
      )}
      {attempts.length > 0 && (
        <section>
          <h3>{attempts.length === 1 ? 'Attempt' : 'Attempts, in order'}</h3>
          <Table
            head={['Address', 'TLS', 'Time', 'Outcome']}
            rows={attempts.map((attempt) => [
              attemptWords(attempt),
              attempt.tls ? 'yes' : 'no',
              durationWords(attempt.durationMs),
              attempt.cause === null ? 'connected' : attempt.cause.value,
            ])}
          />
        </section>
      )}
      {queries.length > 0 && (
        <section>
          <h3>{queries.length === 1 ? 'Statement' : `${queries.length} statements`}</h3>
          {queries.map((query, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same statement may have been sent twice, and none moves
            <Query key={index} query={query} />
          ))}
        </section>
      )}
    </div>
  )
}

/** A diagnosis may hold the question of trust among its own buttons. */
const offersTrust = (diagnosis: Diagnosis | null): boolean =>
  diagnosis?.actions.some((action) => action.kind === 'patch' && action.confirm !== undefined) ?? false

function StateLine({ report }: { report: StageReport }) {
  const words = report.status === 'skipped' ? skippedWords(report.because) : stateWords[report.status]
  const summary = summaryOf(report)
  return (
    <p className={classes.state}>
      <StatusIcon state={report.status} />
      <span>
        <span className={classes.stateWord}>{words}</span>
        {report.status !== 'skipped' && <span className="dim"> in {durationWords(report.durationMs)}</span>}
        {summary !== null && <span className="dim"> · {summary}</span>}
      </span>
    </p>
  )
}

const skippedWords = (because: string): string =>
  because === 'cancelled' ? 'Not reached: the test was cancelled' : `Not reached: ${because} did not pass`

/** The finding's code and where it was observed, for whoever looks it up. */
function Origin({ diagnosis: { code, cause } }: { diagnosis: Diagnosis }) {
  return (
    <p className={classes.origin}>
      <code>{code}</code> from {cause.kind} <code>{cause.value}</code>
      {cause.routine !== undefined && (
        <>
          {' '}
          in <code>{cause.routine}</code>
        </>
      )}
    </p>
  )
}

function Query({ query: { name, sql, rows, durationMs } }: { query: RanQuery }) {
  const counts = [
    rows === null ? 'refused' : `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`,
    ...(durationMs === null ? [] : [durationWords(durationMs)]),
  ]
  return (
    <figure className={classes.query}>
      <figcaption className={classes.blockHead}>
        <span>
          <code>{name}</code> · {counts.join(' · ')}
        </span>
        <CopyButton text={sql} label={`Copy ${name}`} iconOnly />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long statements scroll, which has to work by keyboard too */}
      <pre className={classes.block} tabIndex={0}>
        {sql.trim()}
      </pre>
    </figure>
  )
}
