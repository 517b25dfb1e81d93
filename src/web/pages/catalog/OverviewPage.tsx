import { Link } from 'wouter'
import type { DatabaseNames } from '../../catalog/catalog-names.ts'
import { kindGroups } from '../../catalog/kind-groups.ts'
import { placePath } from '../../catalog/place.ts'
import { SkippedObjects } from '../../catalog/SkippedObjects.tsx'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { ExportMenu } from '../../components/ExportMenu.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { useCatalogContext } from './catalog-context.tsx'
import { FactList } from './object/FactList.tsx'
import classes from './object/ObjectPage.module.css'

/** A service's catalog before anything is chosen. */
export function OverviewPage() {
  const { service, snapshot, names, at } = useCatalogContext()
  const { counts, takenAt, server } = snapshot
  const facts = kindGroups.map(({ label, kinds }) => ({
    label,
    value: kinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0) || null,
  }))
  const columns: readonly DataColumn<DatabaseNames>[] = [
    {
      id: 'name',
      label: 'Database',
      value: ({ name }) => name,
      render: ({ name }) => <Link to={placePath({ service: service.id, database: name, at })}>{name}</Link>,
      wide: true,
    },
    { id: 'schemas', label: 'Schemas', value: ({ schemas }) => schemas.length },
    {
      id: 'objects',
      label: 'Objects in them',
      value: ({ schemas }) => schemas.reduce((sum, { count }) => sum + count, 0),
    },
  ]
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{service.name}</h1>
        <p className="dim">
          Postgres {server.version} at <span className="mono">{service.target}</span>, read{' '}
          <RelativeTime at={takenAt} />
        </p>
        <ExportMenu snapshotId={snapshot.id} />
      </header>
      <FactList facts={facts} />
      <h2 className={classes.section}>Databases</h2>
      <DataTable label="Databases" rows={names.databases} columns={columns} rowKey={({ name }) => name} />
      <SkippedObjects snapshotId={snapshot.id} className={classes.section} />
    </div>
  )
}
