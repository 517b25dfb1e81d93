import { useSyncExternalStore } from 'react'
import type { FieldPath } from '../../core/ids.ts'

/** What the help panel marks: the help of a field, or a section picked in the panel. */
export type HelpTarget =
  | { readonly kind: 'field'; readonly path: FieldPath }
  | { readonly kind: 'section'; readonly at: number }

/**
 * The marked help, outside of React's tree: moving the focus draws neither the form nor the panel anew, which is what
 * keeps it within a frame.
 */
export interface HelpFocus {
  read(): HelpTarget | null
  show(target: HelpTarget | null): void
  subscribe(onChange: () => void): () => void
}

export function createHelpFocus(): HelpFocus {
  const listeners = new Set<() => void>()
  let target: HelpTarget | null = null
  return {
    read: () => target,
    show(next) {
      if (JSON.stringify(next) === JSON.stringify(target)) return
      target = next
      for (const listener of listeners) listener()
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}

export const useHelpTarget = (focus: HelpFocus): HelpTarget | null => useSyncExternalStore(focus.subscribe, focus.read)
