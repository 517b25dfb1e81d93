import { Button } from '@mantine/core'
import { Link } from 'wouter'
import type { ChangeStep } from '../../../core/api.ts'
import { objectName } from '../../../core/catalog/diff/difference-text.ts'
import { ChangeCounts } from '../../changes/ChangeCounts.tsx'
import { changeLooks } from '../../changes/change-looks.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useTimeline } from '../../hooks/use-changes.ts'
import { number } from '../../runs/run-words.ts'
import classes from './ChangesPage.module.css'

/** The steps in which a service changed; reads that found everything as before are left out. */
export function Timeline({ serviceId }: { readonly serviceId: string }) {
  const { data, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useTimeline(serviceId)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  const steps = data.pages.flatMap((page) => page.steps)
  return (
    <>
      {steps.length === 0 && (
        <p className={classes.nothing}>
          {hasNextPage ? 'Nothing changed lately.' : 'Nothing changed between any two reads that are kept.'}
        </p>
      )}
      <ol className={classes.timeline}>
        {steps.map((step) => (
          <Step key={step.to.id} serviceId={serviceId} step={step} />
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Look further back
        </Button>
      )}
    </>
  )
}

function Step({ serviceId, step: { from, to, counts, sample } }: { serviceId: string; step: ChangeStep }) {
  const more = counts.added + counts.removed + counts.changed + counts.renamed - sample.length
  return (
    <li>
      <p className={classes.stepHead}>
        <Link to={`/changes/${serviceId}/${from.id}/${to.id}`}>
          <RelativeTime at={to.takenAt} />
        </Link>
        <ChangeCounts counts={counts} />
        {to.runId !== null && (
          <Link to={`/runs/${to.runId}`} className={classes.quiet}>
            Its run
          </Link>
        )}
      </p>
      <ul>
        {sample.map(({ change, database, object, former }) => {
          const { Icon, word } = changeLooks[change]
          return (
            <li key={`${object.kind} ${objectName(database, object)}`} data-change={change}>
              <Icon size={12} role="img" aria-label={word} />
              <span className="dim">{object.kind}</span>{' '}
              <code>
                {change === 'renamed' && former !== null && `${objectName(database, former)} → `}
                {objectName(database, object)}
              </code>
            </li>
          )
        })}
      </ul>
      {more > 0 && <p className="dim">and {number(more)} more</p>}
    </li>
  )
}
