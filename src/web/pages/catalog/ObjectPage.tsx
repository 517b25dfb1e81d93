import type { ObjectAddress } from '../../../core/catalog/object-key.ts'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useObject } from '../../hooks/use-catalog.ts'
import { useCatalogContext } from './catalog-context.tsx'
import { PlainPage } from './object/PlainPage.tsx'
import { RelationPage } from './relation/RelationPage.tsx'

/** The page of one object. */
export function ObjectPage({ address, tab }: { readonly address: ObjectAddress; readonly tab: string | null }) {
  const { snapshot } = useCatalogContext()
  const { data: object, error, refetch, isFetching } = useObject(snapshot.id, address)
  if (object === undefined) {
    return error === null ? <PageSkeleton /> : <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
  }
  if ('columns' in object) return <RelationPage relation={object} address={address} tab={tab} />
  return <PlainPage object={object} address={address} />
}
