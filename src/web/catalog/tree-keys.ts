import type { TreeRow } from './tree-rows.ts'

export type TreeMove =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'expand'; readonly open: boolean }
  | { readonly kind: 'open' }

/** Letters typed shortly after each other make up one beginning. */
export interface Typed {
  text: string
  /** Milliseconds, of the last letter. */
  at: number
}

const pauseMs = 700

/**
 * What a key does in a tree, by the book: arrows walk, right unfolds or goes in, left folds or goes out, letters go to
 * the next name that begins with them. Null for a key that does nothing here.
 */
export function moveInTree(
  rows: readonly TreeRow[],
  at: number,
  key: string,
  typed: Typed,
  pageLines: number,
): TreeMove | null {
  const row = rows[at]
  if (row === undefined) return null
  const last = rows.length - 1
  const go = (index: number): TreeMove => ({ kind: 'go', index: Math.max(0, Math.min(last, index)) })
  switch (key) {
    case 'ArrowDown':
      return go(at + 1)
    case 'ArrowUp':
      return go(at - 1)
    case 'Home':
      return go(0)
    case 'End':
      return go(last)
    case 'PageDown':
      return go(at + Math.max(1, pageLines - 1))
    case 'PageUp':
      return go(at - Math.max(1, pageLines - 1))
    case 'ArrowRight':
      if (row.count === null) return null
      return row.expanded ? go(at + 1) : { kind: 'expand', open: true }
    case 'ArrowLeft':
      return row.expanded ? { kind: 'expand', open: false } : go(parentOf(rows, at))
    case 'Enter':
      return { kind: 'open' }
    case ' ':
      if (typed.text === '' || Date.now() - typed.at > pauseMs) return { kind: 'open' }
      return byLetters(rows, at, key, typed)
    default:
      return key.length === 1 ? byLetters(rows, at, key, typed) : null
  }
}

function parentOf(rows: readonly TreeRow[], at: number): number {
  const level = rows[at]?.level ?? 1
  for (let index = at - 1; index >= 0; index--) if ((rows[index]?.level ?? 1) < level) return index
  return at
}

function byLetters(rows: readonly TreeRow[], at: number, key: string, typed: Typed): TreeMove | null {
  const now = Date.now()
  const isNew = now - typed.at > pauseMs
  typed.text = (isNew ? '' : typed.text) + key.toLowerCase()
  typed.at = now
  // The same letter again goes on to the next name; a longer beginning may still be the present one.
  const first = isNew ? at + 1 : at
  for (let step = 0; step < rows.length; step++) {
    const index = (first + step) % rows.length
    if (rows[index]?.label.toLowerCase().startsWith(typed.text)) return { kind: 'go', index }
  }
  return null
}
