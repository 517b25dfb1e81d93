import { createContext, use } from 'react'
import type { ServiceDetail, SnapshotSummary } from '../../../core/api.ts'
import type { CatalogNames } from '../../catalog/catalog-names.ts'

/** What every page of a service's catalog stands on. */
export interface CatalogContext {
  readonly service: ServiceDetail
  readonly snapshot: SnapshotSummary
  readonly names: CatalogNames
  /** The snapshot's number where the address names it; null for the newest. */
  readonly at: number | null
}

const Context = createContext<CatalogContext | null>(null)

export const CatalogProvider = Context.Provider

export function useCatalogContext(): CatalogContext {
  const value = use(Context)
  if (value === null) throw new Error('a page of the catalog stands outside of it')
  return value
}
