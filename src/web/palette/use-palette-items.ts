import { BookOpen, KeyRound, Plug, Plus } from 'lucide-react'
import type { ServiceSummary } from '../../core/api.ts'
import { matchQuality } from '../../core/catalog/match-object.ts'
import type { ServiceSearchHit } from '../../core/catalog-api.ts'
import { searchWords } from '../../core/search-words.ts'
import { objectPath, placePath } from '../catalog/place.ts'
import { useCatalog, useServiceSearch } from '../hooks/use-catalog.ts'
import { useServices } from '../hooks/use-services.ts'
import { useSettled } from '../hooks/use-settled.ts'
import type { PaletteItem, PalettePage } from './palette-items.ts'

const settleMs = 120

interface PaletteItems {
  readonly items: readonly PaletteItem[]
  readonly words: readonly string[]
  /** What is going on, in words. */
  readonly status: string
}

/** Pages and services at once, then the objects that the server finds in the newest snapshots. */
export function usePaletteItems(pages: readonly PalettePage[], text: string): PaletteItems {
  const trimmed = text.trim()
  const words = searchWords(trimmed.toLowerCase())
  const settled = useSettled(trimmed, settleMs)
  const search = useServiceSearch(settled.length < 2 ? '' : settled)
  const services = useServices().data ?? []
  const read = useCatalog().data ?? []
  const readIds = new Set(read.map(({ snapshot }) => snapshot.serviceId))
  const known = [
    ...pages.map((page) => toItem(page, 'page')),
    ...more.map((page) => toItem(page, 'page')),
    ...services.flatMap((service) => serviceItems(service, readIds.has(service.id))),
  ]
  const isCurrent = settled === trimmed && !search.isPlaceholderData
  const found = trimmed.length > 1 && isCurrent ? (search.data ?? []) : []
  const items = [...known.filter((item) => fits(item, words)), ...found.map(objectItem)]
  return { items, words, status: statusOf(trimmed, isCurrent && !search.isFetching, search.error, items.length) }
}

/** Pages that the rail does not show. */
const more: readonly PalettePage[] = [
  { to: '/services/new', label: 'Add service', Icon: Plus },
  { to: '/access', label: 'Prepare access', Icon: KeyRound },
]

function toItem(page: PalettePage, detail: string): PaletteItem {
  return { kind: 'page', key: page.to, detail, ...page }
}

function serviceItems({ id, name, target }: ServiceSummary, isRead: boolean): PaletteItem[] {
  const connection = toItem({ to: `/services/${id}`, label: name, Icon: Plug }, `service, ${target}`)
  if (!isRead) return [connection]
  return [toItem({ to: placePath({ service: id }), label: name, Icon: BookOpen }, 'catalog'), connection]
}

function objectItem(hit: ServiceSearchHit): PaletteItem {
  const to = objectPath(hit.serviceId, hit, null)
  return { kind: 'object', key: to, to, hit }
}

function fits(item: PaletteItem, words: readonly string[]): boolean {
  if (item.kind === 'object') return true
  const text = `${item.label} ${item.detail}`.toLowerCase()
  return words.every((word) => matchQuality(text, word) !== null)
}

function statusOf(text: string, isDone: boolean, error: Error | null, count: number): string {
  if (error !== null) return `Objects could not be searched: ${error.message}`
  if (text.length > 1 && !isDone) return 'Looking through names, columns and comments…'
  if (count === 0) return 'Nothing found. Fewer or shorter words find more.'
  return text === '' ? 'Type to find tables, columns, routines and comments too.' : `${count} found`
}
