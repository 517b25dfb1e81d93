import { Button } from '@mantine/core'
import { BookOpen } from 'lucide-react'
import { Link } from 'wouter'
import type { CatalogEntry } from '../../../core/catalog-api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { placePath } from '../../catalog/place.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { MessagePage } from '../../components/MessagePage.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useCatalog } from '../../hooks/use-catalog.ts'
import classes from './CatalogPage.module.css'

const relations = ({ snapshot: { counts } }: CatalogEntry): number =>
  ['table', 'partitioned table', 'view', 'materialized view', 'foreign table'].reduce(
    (sum, kind) => sum + (counts[kind] ?? 0),
    0,
  )

const columns: readonly DataColumn<CatalogEntry>[] = [
  {
    id: 'name',
    label: 'Service',
    value: ({ serviceName }) => serviceName,
    render: ({ serviceName, snapshot }) => (
      <Link to={placePath({ service: snapshot.serviceId })}>
        <strong>{serviceName}</strong>
      </Link>
    ),
    wide: true,
  },
  { id: 'databases', label: 'Databases', value: ({ snapshot }) => snapshot.counts.database ?? 0 },
  { id: 'schemas', label: 'Schemas', value: ({ snapshot }) => snapshot.counts.schema ?? 0 },
  { id: 'relations', label: 'Relations', value: relations },
  { id: 'columns', label: 'Columns', value: ({ snapshot }) => snapshot.counts.column ?? null },
  { id: 'server', label: 'Postgres', value: ({ snapshot }) => snapshot.server.version },
  {
    id: 'taken',
    label: 'Read',
    value: ({ snapshot }) => snapshot.takenAt,
    render: ({ snapshot }) => <RelativeTime at={snapshot.takenAt} />,
  },
]

/** Every service that was ever read. */
export function CatalogServices() {
  usePlace([{ label: 'Catalog' }])
  const catalog = useCatalog()
  if (catalog.data === undefined) {
    return catalog.error === null ? (
      <PageSkeleton />
    ) : (
      <LoadError error={catalog.error} retry={() => catalog.refetch()} retrying={catalog.isFetching} />
    )
  }
  if (catalog.data.length === 0) {
    return (
      <MessagePage
        icon={<BookOpen size={22} />}
        title="Nothing was read yet"
        actions={
          <Button component={Link} to="/services">
            Choose a service to read
          </Button>
        }
      >
        <p>Here stand the databases, schemas, relations, columns and routines of every service that was read.</p>
      </MessagePage>
    )
  }
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>Catalog</h1>
      <DataTable
        label="Services that were read"
        rows={catalog.data}
        columns={columns}
        rowKey={({ snapshot }) => snapshot.serviceId}
      />
    </div>
  )
}
