import { Gauge } from 'lucide-react'
import type { ServiceDetail } from '../../../core/api.ts'
import { DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useProfiles } from '../../hooks/use-quality.ts'
import { RunHere } from '../../quality/RunHere.tsx'
import { ScheduleHere } from '../../schedules/ScheduleHere.tsx'
import { Coverage } from './Coverage.tsx'
import { failureColumns, profileColumns } from './profile-columns.tsx'
import classes from './QualityPage.module.css'

/** The newest profile of each relation, those that could not be had, and those nobody asked for yet. */
export function ProfilesPart({ service }: { readonly service: ServiceDetail }) {
  const { data, error, refetch, isFetching } = useProfiles(service.id)
  if (data === undefined) {
    return error === null ? <PageSkeleton /> : <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
  }
  const { profiles, failures, coverage } = data
  const isFirst = profiles.length + failures.length === 0
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
      {profiles.length > 0 && (
        <DataTable label="Profiles" rows={profiles} columns={profileColumns(service.id)} rowKey={({ id }) => id} />
      )}
      {failures.length > 0 && (
        <section className={classes.part}>
          <h2>Could not be profiled</h2>
          <DataTable
            label="Relations that could not be profiled"
            rows={failures}
            columns={failureColumns(service.id)}
            rowKey={({ database, schema, relation }) => JSON.stringify([database, schema, relation])}
            maxHeight={420}
            cards
          />
        </section>
      )}
      {coverage !== null && coverage.missing.length > 0 && <Coverage coverage={coverage} serviceId={service.id} />}
    </>
  )
}
