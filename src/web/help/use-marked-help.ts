import { useMemo } from 'react'
import type { ConnectorHelp, FieldHelp } from './connector-help.ts'
import { type HelpFocus, useHelpTarget } from './help-focus.ts'

/** What the panel marks: a field's help or a section, or nothing. */
export type MarkedHelp = FieldHelp | { readonly kind: 'none' }

export function useMarkedHelp(focus: HelpFocus, help: ConnectorHelp): MarkedHelp {
  const target = useHelpTarget(focus)
  return useMemo(() => {
    if (target === null) return { kind: 'none' }
    return target.kind === 'section' ? { kind: 'section', at: target.at } : help.helpOf(target.path)
  }, [target, help])
}
