import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import { LoadError } from '../../../components/LoadError.tsx'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { SqlText } from '../../../components/SqlText.tsx'
import { useDdl } from '../../../hooks/use-catalog.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import classes from './ObjectPage.module.css'

/** The statements that make an object again. */
export function DdlView({ address }: { readonly address: ObjectAddress }) {
  const { snapshot } = useCatalogContext()
  const { data, error, refetch, isFetching } = useDdl(snapshot.id, address)
  if (data?.trim() === '') {
    return <p className={classes.nothing}>No statement of its own: what it belongs to makes it.</p>
  }
  if (data !== undefined) return <SqlText label="DDL" text={data.trimEnd()} />
  if (error === null) return <PageSkeleton />
  return <LoadError error={error} retry={() => refetch()} retrying={isFetching} />
}
