import { Button } from '@mantine/core'
import { CircleX } from 'lucide-react'
import { Link } from 'wouter'
import type { RunReason } from '../../../core/runs.ts'
import { CopyButton } from '../../components/CopyButton.tsx'
import classes from './RunPage.module.css'

interface Props {
  readonly reason: RunReason
  readonly serviceId: string
}

/** Why a run did not do what it was asked for, and what to do. */
export function RunReasonCard({ reason, serviceId }: Props) {
  const { code, summary, remedy, diagnosis } = reason
  const copies = diagnosis?.actions.flatMap((action) => (action.kind === 'copy' ? [action] : [])) ?? []
  const [field] = diagnosis?.fields ?? []
  return (
    <section className={classes.reason} aria-label="Why it failed" data-code={code}>
      <CircleX size={16} aria-hidden="true" />
      <div>
        <p className={classes.lead}>{summary}</p>
        {remedy !== null && <p>{remedy}</p>}
        <div className={classes.actions}>
          {copies.map(({ label, text }) => (
            <CopyButton key={label} label={label} text={text} />
          ))}
          {diagnosis !== null && (
            <Button component={Link} to={`/services/${serviceId}`} variant="default">
              {field === undefined ? 'Open the service' : 'Open its settings'}
            </Button>
          )}
        </div>
        {diagnosis?.detail !== undefined && (
          <details>
            <summary>In its own words</summary>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long text scrolls, which has to work by keyboard too */}
            <pre tabIndex={0}>{diagnosis.detail.trim()}</pre>
          </details>
        )}
      </div>
    </section>
  )
}
