import { endKey } from './geometry.ts'
import type { GraphEnd } from './graph.ts'

/** What an element stands for, or what it is part of. */
export function endOf(target: EventTarget): GraphEnd | null {
  const named = target instanceof Element ? target.closest<HTMLElement>('[data-end]') : null
  if (named?.dataset.end === undefined) return null
  const [node, column]: [string, string | null] = JSON.parse(named.dataset.end)
  return { node, column }
}

/** The one before where nothing changed, so that nothing is drawn anew. */
export const sameAs = (before: GraphEnd | null, end: GraphEnd | null): GraphEnd | null =>
  before !== null && end !== null && endKey(before) === endKey(end) ? before : end
