import type { ConnectorHelp, FieldHelp } from './connector-help.ts'
import { type HelpFocus, type HelpTarget, useHelpTarget } from './help-focus.ts'

/** What the panel marks: a field's help or a section, or nothing. */
export type MarkedHelp = FieldHelp | { readonly kind: 'none' }

export function markedHelp(target: HelpTarget | null, help: ConnectorHelp): MarkedHelp {
  if (target === null) return { kind: 'none' }
  return target.kind === 'section' ? { kind: 'section', at: target.at } : help.helpOf(target.path)
}

export const useMarkedHelp = (focus: HelpFocus, help: ConnectorHelp): MarkedHelp =>
  markedHelp(useHelpTarget(focus), help)
