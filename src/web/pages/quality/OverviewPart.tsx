import type { ServiceDetail } from '../../../core/api.ts'
import type { ProfileCoverage } from '../../../core/quality-api.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useCoverage } from '../../hooks/use-quality.ts'
import { counted, number } from '../../runs/run-words.ts'
import { ChangeList } from './ChangeList.tsx'
import { OpenChecks } from './OpenChecks.tsx'
import classes from './QualityPage.module.css'

/** What somebody has to look at: checks that do not pass, and what is notably different in the rows. */
export function OverviewPart({ service: { id } }: { readonly service: ServiceDetail }) {
  const { data, error, refetch, isFetching } = useCoverage(id)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  return (
    <>
      <ProfileFacts coverage={data} />
      <OpenChecks serviceId={id} />
      <ChangeList serviceId={id} coverage={data} />
    </>
  )
}

function ProfileFacts({ coverage: { profiled, failures, changed, newestAt, oldestAt, catalog } }: FactsProps) {
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Profiled</dt>
        <dd>
          {catalog === null
            ? counted(profiled, 'relation')
            : `${number(catalog.profiled)} of ${counted(catalog.relations, 'relation')}`}
        </dd>
      </div>
      {newestAt !== null && oldestAt !== null && (
        <>
          <div>
            <dt>Newest profile</dt>
            <dd>
              <RelativeTime at={newestAt} />
            </dd>
          </div>
          <div>
            <dt>Least recently profiled</dt>
            <dd>
              <RelativeTime at={oldestAt} />
            </dd>
          </div>
        </>
      )}
      <div>
        <dt>With notable changes</dt>
        <dd>{counted(changed, 'relation')}</dd>
      </div>
      <div>
        <dt>Could not be profiled</dt>
        <dd>{number(failures)}</dd>
      </div>
    </dl>
  )
}

interface FactsProps {
  readonly coverage: ProfileCoverage
}
