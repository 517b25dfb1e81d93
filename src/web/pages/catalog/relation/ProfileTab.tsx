import { Button } from '@mantine/core'
import { Gauge } from 'lucide-react'
import { Link, useSearchParams } from 'wouter'
import { connectorSettings } from '../../../../connectors/settings-registry.ts'
import type { RelationProfiles } from '../../../../core/quality-api.ts'
import { LoadError } from '../../../components/LoadError.tsx'
import { Notice } from '../../../components/Notice.tsx'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { useProfile } from '../../../hooks/use-quality.ts'
import { ChangeList } from '../../../quality/ChangeList.tsx'
import { ColumnFigures } from '../../../quality/ColumnFigures.tsx'
import { ColumnTable } from '../../../quality/ColumnTable.tsx'
import { ProfileFacts } from '../../../quality/ProfileFacts.tsx'
import { RunHere } from '../../../quality/RunHere.tsx'
import { TrendChart } from '../../../usage/TrendChart.tsx'
import { useCatalogContext } from '../catalog-context.tsx'
import classes from '../object/ObjectPage.module.css'
import own from './ProfileTab.module.css'
import type { TabProps } from './tab.ts'

/** What the rows look like: figures for each column, how they moved, and what is notable. */
export function ProfileTab({ relation, address: { database, schema, name } }: TabProps) {
  const { service } = useCatalogContext()
  const [query] = useSearchParams()
  const place = { database: database ?? '', schema: schema ?? '', relation: name }
  const found = useProfile(service.id, place, query.get('profile'))
  if (found.data === undefined) {
    if (found.error === null) return <PageSkeleton />
    return <LoadError error={found.error} retry={() => found.refetch()} retrying={found.isFetching} />
  }
  const { profile, failure } = found.data
  const quote = connectorSettings(service.connector)?.quoteName ?? String
  const names = [place.database, place.schema, place.relation].map(quote).join('.')
  const begin = (primary: boolean) => (
    <RunHere
      serviceId={service.id}
      kind="profile"
      relations={[names]}
      primary={primary}
      icon={<Gauge size={14} aria-hidden="true" />}
    >
      Profile now
    </RunHere>
  )
  return (
    <div className={own.stack}>
      {failure !== null && (
        <Notice kind="bad">
          The last attempt could not measure it. {failure.reason.message}{' '}
          <Link to={`/runs/${failure.runId}`}>The run</Link>
        </Notice>
      )}
      {profile === null ? (
        <div className={own.first}>
          <p className={classes.nothing}>
            The rows of {relation.name} were not looked at yet. A profile shows what is missing, how many different
            values there are, and how they are distributed.
          </p>
          <div className={own.bar}>{begin(true)}</div>
        </div>
      ) : (
        <Found found={{ ...found.data, profile }} serviceId={service.id} action={begin(false)} />
      )}
    </div>
  )
}

interface FoundProps {
  readonly found: RelationProfiles & { readonly profile: NonNullable<RelationProfiles['profile']> }
  readonly serviceId: string
  readonly action: React.ReactNode
}

function Found({ found: { profile, history }, serviceId, action }: FoundProps) {
  const [query, setQuery] = useSearchParams()
  const chosen = profile.columns.find(({ column }) => column === query.get('column')) ?? null
  const set = (name: string, value: string | null) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before)
        if (value === null) next.delete(name)
        else next.set(name, value)
        return next
      },
      { replace: true },
    )
  const points = [...history].reverse().map(({ profiledAt, rows }) => ({
    until: profiledAt,
    value: rows === null ? null : Number(rows.value),
  }))
  return (
    <>
      <ProfileFacts profile={profile} history={history} onChoose={(id) => set('profile', id)} action={action} />
      {profile.problems.map(({ code, message }) => (
        <Notice key={code} kind="warn">
          {message}
        </Notice>
      ))}
      <ChangeList changes={profile.changes ?? []} />
      {profile.columns.length > 0 && (
        <ColumnTable
          columns={profile.columns}
          sensitive={profile.sensitive ?? []}
          chosen={chosen?.column ?? null}
          onChoose={(column) => set('column', column)}
        />
      )}
      {chosen !== null && (
        <ColumnFigures
          key={chosen.column}
          serviceId={serviceId}
          place={profile}
          column={chosen}
          sensitive={(profile.sensitive ?? []).filter(({ column }) => column === chosen.column)}
        >
          <Button variant="default" size="xs" onClick={() => set('column', null)}>
            Close
          </Button>
        </ColumnFigures>
      )}
      <TrendChart label="Rows over profiles" points={points} format={(rows) => rows.toLocaleString('en-US')} />
    </>
  )
}
