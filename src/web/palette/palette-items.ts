import type { LucideIcon } from 'lucide-react'
import type { ServiceSearchHit } from '../../core/catalog-api.ts'

/** A page of the product, as the rail shows it. */
export interface PalettePage {
  readonly to: string
  readonly label: string
  readonly Icon: LucideIcon
}

export type PaletteItem =
  | (PalettePage & { readonly kind: 'page'; readonly key: string; readonly detail: string })
  | { readonly kind: 'object'; readonly key: string; readonly to: string; readonly hit: ServiceSearchHit }
