import { Link } from 'wouter'
import { isEnded, type Run } from '../../../core/runs.ts'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { ProgressBar } from '../../runs/ProgressBar.tsx'
import { RunBadge } from '../../runs/RunBadge.tsx'
import { outcomeWords } from '../../runs/run-words.ts'
import classes from './ServiceTable.module.css'

/** The newest run that reads a service: how it ended, or how far it has come. */
export function LastRead({ run }: { readonly run: Run | null }) {
  if (run === null) return <span className="dim">Never</span>
  const progress = run.progress?.kind === 'extract' ? run.progress : null
  return (
    <Link to={`/runs/${run.id}`} className={classes.read} title={outcomeWords(run)}>
      <RunBadge run={run} />
      {isEnded(run.state) && run.endedAt !== null && <RelativeTime at={run.endedAt} />}
      {run.state === 'running' && (
        <ProgressBar label="Objects read" done={progress?.objectsDone ?? 0} total={progress?.objectsTotal ?? null} />
      )}
    </Link>
  )
}
