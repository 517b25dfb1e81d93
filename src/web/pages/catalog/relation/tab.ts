import type { ComponentType, LazyExoticComponent } from 'react'
import type { ObjectAddress } from '../../../../core/catalog/object-key.ts'
import type { Relation } from '../../../../core/catalog/relation.ts'

export interface TabProps {
  readonly relation: Relation
  readonly address: ObjectAddress
}

/** A part of a relation's page with an address of its own. What else it needs is in `useCatalogContext`. */
export interface RelationTab {
  /** Last part of the address. */
  readonly id: string
  readonly label: string
  /** Shown beside the label; null where it is not known before the tab is opened. */
  readonly count?: (relation: Relation) => number | null
  /** Whether the relation can have it at all; always unless told. */
  readonly suits?: (relation: Relation) => boolean
  readonly Content: ComponentType<TabProps> | LazyExoticComponent<ComponentType<TabProps>>
}
