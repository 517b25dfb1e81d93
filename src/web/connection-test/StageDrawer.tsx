import { Drawer } from '@mantine/core'
import type { Action, StageReport } from '../../core/connection.ts'
import { CopyButton } from '../components/CopyButton.tsx'
import classes from './connection-test.module.css'
import { DiagnosisCard } from './DiagnosisCard.tsx'
import { durationWords } from './duration.ts'
import { FactValue } from './FactValue.tsx'
import { StatusIcon } from './StatusIcon.tsx'
import { otherFacts, queriesOf, type RanQuery, summaryOf } from './stage-facts.ts'
import { diagnosisOf } from './test-run.ts'

interface Props {
  readonly report: StageReport | null
  readonly onClose: () => void
  readonly onApply: (action: Action) => void
}

/** Everything that is known of one stage: the finding, the server's own words, what was asked and what came back. */
export function StageDrawer({ report, onClose, onApply }: Props) {
  return (
    <Drawer opened={report !== null} onClose={onClose} position="right" size={520} title={report?.title ?? ''}>
      {report !== null && <Details report={report} onApply={onApply} />}
    </Drawer>
  )
}

function Details({ report, onApply }: { report: StageReport; onApply: (action: Action) => void }) {
  const diagnosis = diagnosisOf(report)
  const queries = queriesOf(report)
  const facts = otherFacts(report)
  return (
    <div className={classes.details}>
      <p className={classes.detailsState}>
        <StatusIcon status={report.status} />
        {report.status === 'skipped' ? (
          <span>Not run, because of: {report.because}</span>
        ) : (
          <span>
            {summaryOf(report) ?? report.status} <span className="dim">in {durationWords(report.durationMs)}</span>
          </span>
        )}
      </p>
      {diagnosis !== null && <DiagnosisCard stage={report} diagnosis={diagnosis} onApply={onApply} />}
      {diagnosis?.detail !== undefined && (
        <section>
          <h3>In the server’s own words</h3>
          <pre className={classes.factText}>{diagnosis.detail}</pre>
        </section>
      )}
      {diagnosis !== null && (
        <p className="dim">
          <code>{diagnosis.code}</code> · {diagnosis.cause.kind} <code>{diagnosis.cause.value}</code>
          {diagnosis.cause.routine !== undefined && (
            <>
              {' '}
              in <code>{diagnosis.cause.routine}</code>
            </>
          )}
        </p>
      )}
      {facts.length > 0 && (
        <section>
          <h3>Observed</h3>
          <dl className={classes.facts}>
            {facts.map((fact) => (
              <div key={fact.label}>
                <dt>{fact.label}</dt>
                <dd>
                  <FactValue value={fact.value} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {queries.length > 0 && (
        <section>
          <h3>Statements</h3>
          {queries.map((query) => (
            <Query key={query.sql} query={query} />
          ))}
        </section>
      )}
    </div>
  )
}

function Query({ query }: { query: RanQuery }) {
  const counts = [
    query.rows === null ? null : `${query.rows.toLocaleString('en')} ${query.rows === 1 ? 'row' : 'rows'}`,
    query.durationMs === null ? null : durationWords(query.durationMs),
  ].filter((part) => part !== null)
  return (
    <figure className={classes.query}>
      <figcaption>
        {counts.join(' · ')}
        <CopyButton text={query.sql} label="Copy statement" iconOnly />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long statements scroll, which has to work by keyboard too */}
      <pre tabIndex={0}>{query.sql.trim()}</pre>
    </figure>
  )
}
