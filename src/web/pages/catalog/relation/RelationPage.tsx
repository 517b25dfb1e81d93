import { Suspense, useId } from 'react'
import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'
import { objectPath } from '../../../catalog/place.ts'
import { PageSkeleton } from '../../../components/PageSkeleton.tsx'
import { TabLinks } from '../../../components/TabLinks.tsx'
import { useCatalogContext } from '../catalog-context.tsx'
import classes from '../object/ObjectPage.module.css'
import { RelationHead } from './RelationHead.tsx'
import { relationTabs } from './tabs.ts'

interface Props {
  readonly relation: Relation
  readonly address: ObjectAddress
  readonly tab: string | null
}

export function RelationPage({ relation, address, tab }: Props) {
  const { service, at } = useCatalogContext()
  const panelId = useId()
  const tabs = relationTabs.filter(({ suits }) => suits === undefined || suits(relation))
  const [first] = tabs
  const chosen = tabs.find(({ id }) => id === tab) ?? first
  if (chosen === undefined) return null
  const { Content } = chosen
  return (
    <div className={classes.page}>
      <RelationHead relation={relation} address={address} />
      <TabLinks
        label="Parts"
        panelId={panelId}
        chosen={chosen.id}
        tabs={tabs.map(({ id, label, count }) => ({
          id,
          label,
          count: count?.(relation) ?? null,
          to: objectPath(service.id, address, at, id === first?.id ? null : id),
        }))}
      />
      <div role="tabpanel" id={panelId} aria-labelledby={`${panelId}-${chosen.id}`}>
        <Suspense fallback={<PageSkeleton />}>
          <Content relation={relation} address={address} />
        </Suspense>
      </div>
    </div>
  )
}
