import { Gauge } from 'lucide-react'
import type { ServiceDetail } from '../../../core/api.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useCoverage } from '../../hooks/use-quality.ts'
import { RunHere } from '../../quality/RunHere.tsx'
import { ScheduleHere } from '../../schedules/ScheduleHere.tsx'
import { Coverage } from './Coverage.tsx'
import { FailureList } from './FailureList.tsx'
import { ProfileList } from './ProfileList.tsx'
import classes from './QualityPage.module.css'

/** The newest profile of each relation, those that could not be had, and those nobody asked for yet. */
export function ProfilesPart({ service }: { readonly service: ServiceDetail }) {
  const { data, error, refetch, isFetching } = useCoverage(service.id)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  const isFirst = data.profiled + data.failures === 0
  return (
    <>
      {isFirst && (
        <p className={classes.nothing}>
          The rows of {service.name} were not looked at yet. A profile reads each table once and keeps what is missing,
          how many different values there are, and how they are distributed; from the second one on it says what is
          notably different.
        </p>
      )}
      <div className={classes.bar}>
        <RunHere
          serviceId={service.id}
          kind="profile"
          relations={null}
          primary={isFirst}
          icon={<Gauge size={14} aria-hidden="true" />}
        >
          Profile everything now
        </RunHere>
        <ScheduleHere service={service} kind="profile" />
      </div>
      {data.profiled > 0 && <ProfileList serviceId={service.id} total={data.profiled} />}
      {data.failures > 0 && <FailureList serviceId={service.id} />}
      {data.catalog !== null && data.catalog.missing.length > 0 && (
        <Coverage coverage={data.catalog} serviceId={service.id} />
      )}
    </>
  )
}
