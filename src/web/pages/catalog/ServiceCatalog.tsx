import { Button } from '@mantine/core'
import { BookOpen, ChartColumn, PanelLeft } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { SnapshotSummary } from '../../../core/api.ts'
import { type Crumb, usePlace } from '../../app/crumbs.tsx'
import { CatalogBrowser } from '../../catalog/CatalogBrowser.tsx'
import type { CatalogNames } from '../../catalog/catalog-names.ts'
import { type CatalogPlace, placePath } from '../../catalog/place.ts'
import { keyOfPlace } from '../../catalog/tree-rows.ts'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useCatalogNames, useSnapshots } from '../../hooks/use-catalog.ts'
import { useService } from '../../hooks/use-services.ts'
import { AsOf } from './AsOf.tsx'
import classes from './CatalogPage.module.css'
import { CatalogProvider } from './catalog-context.tsx'
import { PlacePage } from './PlacePage.tsx'
import { useExpanded } from './use-expanded.ts'

/** One service's catalog: its tree beside the page of what is chosen. */
export function ServiceCatalog({ place }: { readonly place: CatalogPlace }) {
  const service = useService(place.service)
  const snapshots = useSnapshots(place.service)
  const snapshot = chosenSnapshot(snapshots.data, place.at)
  const names = useCatalogNames(snapshot?.id ?? null)
  usePlace(crumbsOf(place, service.data?.name ?? '…'))
  const failed = [service, snapshots, names].find(({ error, data }) => error !== null && data === undefined)
  if (failed?.error) {
    return <LoadError error={failed.error} retry={() => failed.refetch()} retrying={failed.isFetching} />
  }
  if (service.data === undefined || snapshots.data === undefined) return <PageSkeleton />
  if (snapshot === null) return <NoSnapshot place={place} name={service.data.name} none={snapshots.data.length === 0} />
  if (names.data === undefined) return <PageSkeleton />
  return (
    <CatalogProvider
      value={{
        service: service.data,
        snapshot,
        names: names.data,
        at: place.at,
      }}
    >
      <Layout
        place={place}
        snapshots={snapshots.data}
        snapshot={snapshot}
        names={names.data}
        serviceName={service.data.name}
      />
    </CatalogProvider>
  )
}

function chosenSnapshot(snapshots: readonly SnapshotSummary[] | undefined, at: number | null): SnapshotSummary | null {
  return (at === null ? snapshots?.[0] : snapshots?.find(({ number }) => number === at)) ?? null
}

function crumbsOf({ service, database, schema, name, at }: CatalogPlace, serviceName: string): readonly Crumb[] {
  const crumbs: { label: string; to: string }[] = [
    { label: 'Catalog', to: '/catalog' },
    { label: serviceName, to: placePath({ service, at }) },
  ]
  if (database !== null) crumbs.push({ label: database, to: placePath({ service, database, at }) })
  if (schema !== null) crumbs.push({ label: schema, to: placePath({ service, database, schema, at }) })
  if (name !== null) crumbs.push({ label: name, to: '' })
  return crumbs.map((crumb, index) => (index === crumbs.length - 1 ? { label: crumb.label } : crumb))
}

interface LayoutProps {
  readonly place: CatalogPlace
  readonly snapshots: readonly SnapshotSummary[]
  readonly snapshot: SnapshotSummary
  readonly names: CatalogNames
  readonly serviceName: string
}

function Layout({ place, snapshots, snapshot, names, serviceName }: LayoutProps) {
  const { service, at } = place
  const [expanded, setExpanded] = useExpanded(place, names)
  // On a phone the tree and the page take turns; a service's own page begins with the tree.
  const [browsing, setBrowsing] = useState<boolean | null>(null)
  const here = useMemo(() => keyOfPlace(names, place), [names, place])
  const onOpened = useCallback(() => setBrowsing(null), [])
  const isRoot = place.database === null && place.name === null
  const [wasRoot, setWasRoot] = useState(isRoot)
  if (wasRoot !== isRoot) {
    setWasRoot(isRoot)
    setBrowsing(null)
  }
  return (
    <div className={classes.layout} data-browsing={(browsing ?? isRoot) || undefined}>
      <section className={classes.side} aria-label="Objects">
        <h1 className={classes.smallTitle}>{serviceName}</h1>
        <AsOf place={place} snapshots={snapshots} snapshot={snapshot} />
        {isRoot && (
          <div className={classes.browse}>
            <Button
              variant="default"
              fullWidth
              leftSection={<ChartColumn size={14} aria-hidden="true" />}
              onClick={() => setBrowsing(false)}
            >
              Figures and exports
            </Button>
          </div>
        )}
        <CatalogBrowser
          names={names}
          snapshotId={snapshot.id}
          service={service}
          at={at}
          here={here}
          expanded={expanded}
          onExpand={setExpanded}
          onOpened={onOpened}
        />
      </section>
      <div className={classes.content}>
        <div className={classes.browse}>
          <Button
            variant="default"
            leftSection={<PanelLeft size={14} aria-hidden="true" />}
            onClick={() => setBrowsing(true)}
          >
            Browse and search
          </Button>
        </div>
        <PlacePage place={place} />
      </div>
    </div>
  )
}

function NoSnapshot({ place, name, none }: { place: CatalogPlace; name: string; none: boolean }) {
  return (
    <MessagePage
      icon={<BookOpen size={22} />}
      title={none ? `${name} was not read yet` : `${name} has no snapshot ${place.at}`}
      actions={
        none ? (
          <Button component={Link} to={`/services/${place.service}`}>
            Open the service
          </Button>
        ) : (
          <Button component={Link} to={placePath({ ...place, at: null })}>
            Show the newest
          </Button>
        )
      }
    >
      <p>
        {none
          ? 'Once it is read, its databases, schemas, relations and routines stand here.'
          : 'It may have been removed since: old snapshots are kept only for a while.'}
      </p>
    </MessagePage>
  )
}
