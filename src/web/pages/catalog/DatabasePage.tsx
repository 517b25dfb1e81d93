import { Link } from 'wouter'
import type { SchemaNames } from '../../catalog/catalog-names.ts'
import { addressAt } from '../../catalog/catalog-names.ts'
import { objectPath, placePath } from '../../catalog/place.ts'
import { type DataColumn, DataTable } from '../../components/DataTable.tsx'
import { ExportMenu } from '../../components/ExportMenu.tsx'
import { sizeText } from '../../components/quantity.ts'
import { useObject } from '../../hooks/use-catalog.ts'
import { useCatalogContext } from './catalog-context.tsx'
import { FactList } from './object/FactList.tsx'
import { GrantTable } from './object/GrantTable.tsx'
import classes from './object/ObjectPage.module.css'

export function DatabasePage({ database }: { readonly database: string }) {
  const { service, snapshot, names, at } = useCatalogContext()
  const { data } = useObject(snapshot.id, { kind: 'database', database, schema: null, name: database, arguments: '' })
  const found = names.databases.find(({ name }) => name === database)
  const object = data?.kind === 'database' ? data : null
  const columns: readonly DataColumn<SchemaNames>[] = [
    {
      id: 'name',
      label: 'Schema',
      value: ({ name }) => name,
      render: ({ name }) => <Link to={placePath({ service: service.id, database, schema: name, at })}>{name}</Link>,
      wide: true,
    },
    ...['tables', 'views', 'functions', 'types'].map(
      (group): DataColumn<SchemaNames> => ({
        id: group,
        label: group === 'functions' ? 'Functions' : `${group[0]?.toUpperCase()}${group.slice(1)}`,
        value: ({ groups }) => groups.find(({ id }) => id === group)?.rows.length ?? 0,
      }),
    ),
  ]
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <p className={classes.kind}>Database</p>
        <h1>{database}</h1>
        {object?.comment && <p className={classes.comment}>{object.comment}</p>}
        <ExportMenu snapshotId={snapshot.id} database={database} />
      </header>
      {object !== null && (
        <FactList
          facts={[
            { label: 'Owner', value: object.owner },
            {
              label: 'Size',
              value: object.measured.sizeBytes === null ? null : sizeText(object.measured.sizeBytes),
              title: 'When it was read',
            },
            { label: 'Encoding', value: object.encoding },
            { label: 'Locale', value: object.locale ?? object.collation },
            { label: 'Tablespace', value: object.tablespace },
            { label: 'Connection limit', value: object.connectionLimit },
          ]}
        />
      )}
      <h2 className={classes.section}>Schemas</h2>
      <DataTable label="Schemas" rows={found?.schemas ?? []} columns={columns} rowKey={({ name }) => name} />
      {found?.groups.map(({ id, label, rows }) => (
        <section key={id}>
          <h2 className={classes.section}>{label}</h2>
          <ul className={classes.names}>
            {rows.map((row) => {
              const address = addressAt(names, row)
              return (
                <li key={row}>
                  <Link to={objectPath(service.id, address, at)}>
                    {address.arguments === '' ? address.name : `${address.name} (${address.arguments})`}
                  </Link>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
      {object !== null && (
        <>
          <h2 className={classes.section}>Grants</h2>
          <GrantTable grants={object.grants} />
        </>
      )}
    </div>
  )
}
