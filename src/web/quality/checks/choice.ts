import type { CheckSuggestion } from '../../../core/quality-api.ts'

/** Suggestions that are ticked: these, or all but these, seen or not. */
export interface Choice {
  readonly allBut: boolean
  readonly ids: ReadonlySet<string>
}

export const everything: Choice = { allBut: true, ids: new Set() }
export const nothing: Choice = { allBut: false, ids: new Set() }

export const isChosen = ({ allBut, ids }: Choice, { check }: CheckSuggestion): boolean => ids.has(check.id) !== allBut

export function toggled({ allBut, ids }: Choice, id: string): Choice {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { allBut, ids: next }
}
