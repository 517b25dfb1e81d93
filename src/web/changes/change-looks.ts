import { ArrowRight, CircleHelp, Minus, PenLine, Plus } from 'lucide-react'
import type { ChangeStep } from '../../core/api.ts'

type ShownChange = keyof ChangeStep['counts']

export const changeOrder: readonly ShownChange[] = ['added', 'removed', 'changed', 'renamed', 'unknown']

/** A change has an icon and a word, never colour alone. */
export const changeLooks: Readonly<Record<ShownChange, { readonly word: string; readonly Icon: typeof Plus }>> = {
  added: { word: 'added', Icon: Plus },
  removed: { word: 'removed', Icon: Minus },
  changed: { word: 'changed', Icon: PenLine },
  renamed: { word: 'renamed', Icon: ArrowRight },
  unknown: { word: 'cannot be told', Icon: CircleHelp },
}
