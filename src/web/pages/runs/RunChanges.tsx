import { Link } from 'wouter'
import { ChangeCounts } from '../../changes/ChangeCounts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useStepTo } from '../../hooks/use-changes.ts'
import { useSnapshot } from '../../hooks/use-snapshots.ts'
import classes from './RunPage.module.css'

/** What a run found to be otherwise than the run before. */
export function RunChanges({ serviceId, snapshotId }: { readonly serviceId: string; readonly snapshotId: string }) {
  const snapshot = useSnapshot(snapshotId)
  const { data: step, error } = useStepTo(serviceId, snapshot.data?.number ?? null)
  return (
    <section aria-label="What changed">
      <h2>What changed since the read before</h2>
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
      {step === null && <p className={classes.facts}>Nothing, or there was none before.</p>}
      {step !== undefined && step !== null && (
        <p className={classes.changes}>
          <ChangeCounts counts={step.counts} />
          <Link to={`/changes/${serviceId}/${step.from.id}/${step.to.id}`}>Show what differs</Link>
        </p>
      )}
    </section>
  )
}
