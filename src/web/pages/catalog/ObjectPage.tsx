import type { ObjectAddress } from '../../../core/catalog/object-key.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useObject } from '../../hooks/use-catalog.ts'
import { useCatalogContext } from './catalog-context.tsx'
import { PlainPage } from './object/PlainPage.tsx'
import { RelationPage } from './relation/RelationPage.tsx'

/** The page of one object. */
export function ObjectPage({ address, tab }: { readonly address: ObjectAddress; readonly tab: string | null }) {
  const { snapshot } = useCatalogContext()
  const { data: object, error, refetch, isFetching } = useObject(snapshot.id, address)
  if (object === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  if ('columns' in object) return <RelationPage relation={object} address={address} tab={tab} />
  return <PlainPage object={object} address={address} />
}
