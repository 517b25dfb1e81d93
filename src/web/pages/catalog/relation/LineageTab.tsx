import { useMemo } from 'react'
import { LineageView } from '../../../lineage/LineageView.tsx'
import { useCatalogContext } from '../catalog-context.tsx'
import type { TabProps } from './tab.ts'

/** Where the relation's values come from, and where they go. */
export function LineageTab({ relation: { database, schema, name } }: TabProps) {
  const { service, snapshot, at } = useCatalogContext()
  const place = useMemo(() => ({ serviceId: service.id, snapshotId: snapshot.id, at }), [service.id, snapshot.id, at])
  return <LineageView place={place} relation={{ database: database ?? '', schema, name }} />
}
