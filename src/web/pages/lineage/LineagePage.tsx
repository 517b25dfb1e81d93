import { Button } from '@mantine/core'
import { Waypoints } from 'lucide-react'
import { useId, useMemo } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import type { CatalogEntry } from '../../../core/catalog-api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { TabLinks } from '../../components/TabLinks.tsx'
import { SelectBox } from '../../components/TextBox.tsx'
import { useCatalog } from '../../hooks/use-catalog.ts'
import { LineageView } from '../../lineage/LineageView.tsx'
import type { LineagePlace } from '../../lineage/to-graph.ts'
import classes from './LineagePage.module.css'
import { ProblemList } from './ProblemList.tsx'
import { RelationSearch } from './RelationSearch.tsx'
import { SqlPlayground } from './SqlPlayground.tsx'

const tabs = [
  { id: 'relation', label: 'Relation' },
  { id: 'sql', label: 'Try SQL' },
  { id: 'problems', label: 'Problems' },
] as const

/** `/lineage`: of a relation, of pasted statements, and where it is incomplete. */
export function LineagePage({ tab }: { readonly tab: string }) {
  const chosen = tabs.find(({ id }) => id === tab) ?? tabs[0]
  usePlace([{ label: 'Lineage', ...(chosen.id === 'relation' ? {} : { to: '/lineage' }) }, ...crumbOf(chosen)])
  const catalog = useCatalog()
  if (catalog.data === undefined) {
    return catalog.error === null ? (
      <PageSkeleton />
    ) : (
      <LoadError error={catalog.error} retry={() => catalog.refetch()} retrying={catalog.isFetching} />
    )
  }
  if (catalog.data.length === 0 && chosen.id !== 'sql') {
    return (
      <MessagePage
        icon={<Waypoints size={22} />}
        title="Nothing was read yet"
        actions={
          <Button component={Link} to="/services">
            Choose a service to read
          </Button>
        }
      >
        <p>Here stands where the columns of views, routines and foreign tables get their values from.</p>
        <p>
          <Link to="/lineage/sql">Try SQL</Link> without a service.
        </p>
      </MessagePage>
    )
  }
  return <Content catalog={catalog.data} tab={chosen.id} />
}

const crumbOf = ({ id, label }: (typeof tabs)[number]) => (id === 'relation' ? [] : [{ label }])

interface ContentProps {
  readonly catalog: readonly CatalogEntry[]
  readonly tab: (typeof tabs)[number]['id']
}

function Content({ catalog, tab }: ContentProps) {
  const search = useSearch()
  const panelId = useId()
  const query = new URLSearchParams(search)
  const asked = query.get('service')
  const snapshot = (catalog.find((entry) => entry.snapshot.serviceId === asked) ?? catalog[0])?.snapshot ?? null
  const [serviceId, snapshotId] = [snapshot?.serviceId ?? '', snapshot?.id ?? '']
  const place = useMemo<LineagePlace>(() => ({ serviceId, snapshotId, at: null }), [serviceId, snapshotId])
  const [database, schema, name] = ['database', 'schema', 'name'].map((part) => query.get(part))
  const relation = database && schema && name ? { database, schema, name } : null
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>Lineage</h1>
        {catalog.length > 0 && <ServiceChoice catalog={catalog} serviceId={serviceId} />}
      </header>
      <TabLinks
        label="Parts"
        panelId={panelId}
        chosen={tab}
        tabs={tabs.map(({ id, label }) => ({
          id,
          label,
          count: null,
          to: `/lineage${id === 'relation' ? '' : `/${id}`}${search === '' ? '' : `?${search}`}`,
        }))}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${tab}`} className={classes.panel}>
        {tab === 'sql' && <SqlPlayground snapshotId={snapshot?.id ?? null} />}
        {tab === 'problems' && <ProblemList place={place} />}
        {tab === 'relation' && (
          <>
            <RelationSearch snapshotId={snapshotId} chosen={relation} />
            {relation !== null && <LineageView place={place} relation={relation} />}
          </>
        )}
      </div>
    </div>
  )
}

function ServiceChoice({
  catalog,
  serviceId,
}: {
  readonly catalog: readonly CatalogEntry[]
  readonly serviceId: string
}) {
  const [location, navigate] = useLocation()
  const id = useId()
  return (
    <span className={classes.choice}>
      <label htmlFor={id}>Service</label>
      <SelectBox
        id={id}
        value={serviceId}
        onChange={({ currentTarget: { value } }) => navigate(`${location}?${new URLSearchParams({ service: value })}`)}
      >
        {catalog.map(({ serviceName, snapshot }) => (
          <option key={snapshot.serviceId} value={snapshot.serviceId}>
            {serviceName}
          </option>
        ))}
      </SelectBox>
    </span>
  )
}
