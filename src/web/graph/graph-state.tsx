import { createContext, use } from 'react'
import type { GraphEnd } from './graph.ts'
import type { Reach } from './reach.ts'

/** What the nodes of a graph share. */
export interface GraphState {
  /** What is highlighted; null for nothing. */
  readonly reach: Reach | null
  readonly selected: GraphEnd | null
  /** Where the Tab key leads to: a relation, and the column of it that was visited last. */
  readonly active: GraphEnd | null
  readonly expanded: ReadonlySet<string>
  toggle(node: string): void
}

const Context = createContext<GraphState | null>(null)

export const GraphStateProvider = Context.Provider

export function useGraphState(): GraphState {
  const state = use(Context)
  if (state === null) throw new Error('a node stands outside of a graph')
  return state
}
