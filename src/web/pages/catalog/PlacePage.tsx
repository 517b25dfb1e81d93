import { SearchX } from 'lucide-react'
import { Link } from 'wouter'
import { addressAt, findRows } from '../../catalog/catalog-names.ts'
import { GoneRelation } from '../../catalog/GoneRelation.tsx'
import { type CatalogPlace, objectPath, placePath } from '../../catalog/place.ts'
import { MessagePage } from '../../components/MessagePage.tsx'
import { useCatalogContext } from './catalog-context.tsx'
import { DatabasePage } from './DatabasePage.tsx'
import { ObjectPage } from './ObjectPage.tsx'
import { OverviewPage } from './OverviewPage.tsx'
import { SchemaPage } from './SchemaPage.tsx'

/** The page of what an address points at. */
export function PlacePage({ place }: { readonly place: CatalogPlace }) {
  const { names, at } = useCatalogContext()
  const { database, schema, name, service } = place
  if (name !== null) return <NamedPage place={place} name={name} />
  if (database === null) return <OverviewPage />
  const known = names.databases.find((each) => each.name === database)
  if (known === undefined) return <Missing what={`no database ${database}`} up={placePath({ service, at })} />
  if (schema === null) return <DatabasePage key={database} database={database} />
  if (!known.schemas.some((each) => each.name === schema)) {
    return <Missing what={`no schema ${schema} in ${database}`} up={placePath({ service, database, at })} />
  }
  return <SchemaPage key={`${database} ${schema}`} database={database} schema={schema} />
}

function NamedPage({ place, name }: { readonly place: CatalogPlace; readonly name: string }) {
  const { names, at } = useCatalogContext()
  const { service, database, schema } = place
  const rows = findRows(names, { ...place, name })
  const [row] = rows
  if (row === undefined && database !== null && schema !== null && place.kind === null) {
    return <GoneRelation service={service} database={database} schema={schema} name={name} at={at} />
  }
  if (row === undefined) {
    return <Missing what={`no ${place.kind ?? 'object'} ${name}`} up={placePath({ service, database, schema, at })} />
  }
  if (rows.length > 1) {
    return (
      <MessagePage icon={<SearchX size={22} />} title={`Several are called ${name}`}>
        <ul>
          {rows.map((each) => {
            const address = addressAt(names, each)
            return (
              <li key={each}>
                <Link to={objectPath(service, address, at)}>
                  {address.kind} {address.name}({address.arguments})
                </Link>
              </li>
            )
          })}
        </ul>
      </MessagePage>
    )
  }
  const address = addressAt(names, row)
  return <ObjectPage key={JSON.stringify(address)} address={address} tab={place.tab} />
}

/** What was there in another snapshot may not be in this one. */
function Missing({ what, up }: { readonly what: string; readonly up: string }) {
  const { snapshot, at } = useCatalogContext()
  return (
    <MessagePage icon={<SearchX size={22} />} title="Not in this snapshot" actions={<Link to={up}>One level up</Link>}>
      <p>
        Snapshot #{snapshot.number} holds {what}.
        {at === null
          ? ' It may have been dropped or renamed, or lie outside of what is read.'
          : ' Another snapshot may; choose it under “As of”.'}
      </p>
    </MessagePage>
  )
}
