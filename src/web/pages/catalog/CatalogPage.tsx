import { useCatalogPlace } from '../../hooks/use-catalog-place.ts'
import { CatalogServices } from './CatalogServices.tsx'
import { ServiceCatalog } from './ServiceCatalog.tsx'

/** `/catalog` and everything below it. */
export function CatalogPage() {
  const place = useCatalogPlace()
  return place === null ? <CatalogServices /> : <ServiceCatalog key={place.service} place={place} />
}
