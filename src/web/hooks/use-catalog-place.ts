import { useMemo } from 'react'
import { usePathname, useSearch } from 'wouter/use-browser-location'
import { type CatalogPlace, parsePlace } from '../catalog/place.ts'

/** Where in the catalog the reader is. Read from the raw address: the router's own has names unescaped halfway. */
export function useCatalogPlace(): CatalogPlace | null {
  const pathname = usePathname()
  const search = useSearch()
  return useMemo(() => parsePlace(pathname, search), [pathname, search])
}
