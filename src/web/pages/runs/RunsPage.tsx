import { ListChecks } from 'lucide-react'
import { Link, useLocation, useSearch } from 'wouter'
import { type RunKind, type RunState, runKinds, runStates } from '../../../core/runs.ts'
import type { RunFilter } from '../../api/runs.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { SelectBox } from '../../components/TextBox.tsx'
import { ToServices } from '../../components/ToServices.tsx'
import { useRuns } from '../../hooks/use-runs.ts'
import { useServices } from '../../hooks/use-services.ts'
import { kindWords, stateWords } from '../../runs/run-words.ts'
import classes from './RunsPage.module.css'
import { RunsTable } from './RunsTable.tsx'
import { ScheduleList } from './ScheduleList.tsx'

/** What was done and is being done, of all services or of some. */
export function RunsPage() {
  usePlace([{ label: 'Runs' }])
  const query = new URLSearchParams(useSearch())
  const filter = readFilter(query)
  const services = useServices()
  const { runs, error, refetch, isFetching, hasNextPage, fetchNextPage, isFetchingNextPage } = useRuns(filter)
  if (runs === undefined || services.data === undefined) {
    const failed = error ?? services.error
    if (failed === null) return <PageSkeleton />
    return <LoadError error={failed} retry={() => Promise.all([refetch(), services.refetch()])} retrying={isFetching} />
  }
  const isFiltered = filter.service !== null || filter.kind !== null || filter.states.length > 0
  if (runs.length === 0 && !isFiltered) return <NoRuns />
  return (
    <div className={classes.page}>
      <div className={classes.head}>
        <h1>Runs</h1>
        <Filters query={query} services={services.data} />
      </div>
      <ScheduleList services={services.data} serviceId={filter.service} />
      {runs.length === 0 ? (
        <p className={classes.nothing}>
          No run is like this. <Link to="/runs">Show all</Link>
        </p>
      ) : (
        <RunsTable
          runs={runs}
          services={services.data}
          hasMore={hasNextPage}
          loadMore={() => void (!isFetchingNextPage && fetchNextPage())}
        />
      )}
    </div>
  )
}

const isOneOf = <T extends string>(words: readonly T[], text: string | null): text is T =>
  words.some((word) => word === text)

function readFilter(query: URLSearchParams): RunFilter {
  const [kind, state] = [query.get('kind'), query.get('state')]
  return {
    service: query.get('service'),
    kind: isOneOf<RunKind>(runKinds, kind) ? kind : null,
    states: isOneOf<RunState>(runStates, state) ? [state] : [],
  }
}

interface FiltersProps {
  readonly query: URLSearchParams
  readonly services: readonly { readonly id: string; readonly name: string }[]
}

/** Filters stand in the address: they survive a reload and can be sent to somebody. */
function Filters({ query, services }: FiltersProps) {
  const [, navigate] = useLocation()
  const select = (name: string, label: string, all: string, options: readonly (readonly [string, string])[]) => (
    <SelectBox
      aria-label={label}
      value={query.get(name) ?? ''}
      onChange={(event) => {
        const next = new URLSearchParams(query)
        if (event.currentTarget.value === '') next.delete(name)
        else next.set(name, event.currentTarget.value)
        navigate(`/runs${next.size === 0 ? '' : `?${next}`}`, { replace: true })
      }}
    >
      <option value="">{all}</option>
      {options.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </SelectBox>
  )
  return (
    <>
      {select(
        'service',
        'Service',
        'All services',
        services.map(({ id, name }) => [id, name]),
      )}
      {select(
        'kind',
        'Kind',
        'All kinds',
        runKinds.map((kind) => [kind, kindWords[kind]]),
      )}
      {select(
        'state',
        'State',
        'All states',
        runStates.map((state) => [state, stateWords[state]]),
      )}
    </>
  )
}

function NoRuns() {
  return (
    <MessagePage icon={<ListChecks size={22} />} title="No runs yet" actions={<ToServices />}>
      <p>Each time Patchbay reads a service or tests its connection again, the run stands here: how it went and why.</p>
      <p>Read a service now, or give it a schedule, from its row in the list of services.</p>
    </MessagePage>
  )
}
