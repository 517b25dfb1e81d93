/** Boxes with a remark. They may stand inside a section. */
export const calloutNames = ['note', 'tip', 'info', 'warning', 'danger', 'caution'] as const
export type CalloutName = (typeof calloutNames)[number]

/** What may follow `$$` in an opener. */
export type BlockName = 'section' | CalloutName

export function isCalloutName(name: string): name is CalloutName {
  return calloutNames.some((known) => known === name)
}

export function isBlockName(name: string): name is BlockName {
  return name === 'section' || isCalloutName(name)
}
