import type { Item, Marker } from './gather-items.ts'

/**
 * Which closer belongs to which opener, by index, both ways; a marker without a partner is absent.
 *
 * Matching is that of brackets, except that sections never nest: an opener of a section ends the search for everything
 * before it.
 */
export function matchMarkers<Section>(items: readonly Item<Section>[]): ReadonlyMap<number, number> {
  const partners = new Map<number, number>()
  let open: number[] = []
  items.forEach((item, index) => {
    if (item.kind !== 'marker') return
    if (item.name !== null) {
      if (item.name === 'section') open = []
      open.push(index)
      return
    }
    const opener = open.pop()
    if (opener === undefined) return
    partners.set(opener, index)
    partners.set(index, opener)
  })
  return partners
}

/** Markers without a partner, in order. */
export function unmatchedMarkers<Section>(
  items: readonly Item<Section>[],
  partners: ReadonlyMap<number, number>,
): Marker[] {
  return items.flatMap((item, index) => (item.kind === 'marker' && !partners.has(index) ? [item] : []))
}
