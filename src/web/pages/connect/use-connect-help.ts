import { type FocusEvent, startTransition, useCallback, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPath } from '../../../core/ids.ts'
import { connectorHelp } from '../../help/connector-help.ts'
import { createHelpFocus, type HelpFocus } from '../../help/help-focus.ts'
import { useAfterPress } from '../../hooks/use-after-press.ts'
import { fieldElement, focusField, pathOf } from './focus-field.ts'
import { useHelpLink } from './use-help-link.ts'
import { useHelpSheet } from './use-help-sheet.ts'

interface Options {
  readonly touch: (path: FieldPath) => void
  readonly openGroupOf: (path: FieldPath) => void
}

/** The ways between fields and their help, in both directions. */
export function useConnectHelp(connector: ConnectorDetail, { touch, openGroupOf }: Options) {
  const document = useMemo(() => connectorHelp(connector), [connector])
  const [focus] = useState(createHelpFocus)
  const sheet = useHelpSheet()

  const focusPath = useCallback(
    (path: FieldPath) => {
      flushSync(() => openGroupOf(path))
      return focusField(path)
    },
    [openGroupOf],
  )
  const showPath = useCallback((path: FieldPath) => focus.show({ kind: 'field', path }), [focus])
  /** Focuses the field of a section; without one, the section is marked alone. */
  const pick = useCallback(
    (at: number) => {
      const path = document.fieldOf(at)
      return path !== null && focusPath(path)
    },
    [document, focusPath],
  )
  const openSection = useCallback(
    (id: string) => {
      const at = document.index.sections.findIndex((section) => section.id === id)
      if (at < 0) return
      sheet.show()
      focus.show({ kind: 'section', at })
      pick(at)
    },
    [document, focus, pick, sheet.show],
  )
  useHelpLink(openSection)
  const openSheet = useCallback(
    (path: FieldPath) => {
      sheet.show()
      showPath(path)
      requestAnimationFrame(() => fieldElement(path)?.scrollIntoView({ block: 'start' }))
    },
    [showPath, sheet.show],
  )
  const following = useFollowedFocus(focus, touch)
  return {
    ...following,
    document,
    focus,
    focusPath,
    showPath,
    pick,
    openSheet,
    small: sheet.small,
    sheetOpen: sheet.open,
    closeSheet: sheet.close,
  }
}

export type ConnectHelp = ReturnType<typeof useConnectHelp>

/** Handlers for the form's container: the focused field's help is marked, a field that was left may complain. */
function useFollowedFocus(focus: HelpFocus, touch: (path: FieldPath) => void) {
  const afterPress = useAfterPress()
  const onFocus = useCallback(
    (event: FocusEvent) => {
      const path = pathOf(event.target)
      if (path !== null) focus.show({ kind: 'field', path })
    },
    [focus],
  )
  const onBlur = useCallback(
    (event: FocusEvent) => {
      const left = pathOf(event.target)
      const now = event.relatedTarget
      // Complaints draw the form anew and may wait; the next field's help may not.
      if (left !== null) afterPress(() => startTransition(() => touch(left)))
      // Nothing is focused any more: back to the requirements. Not when the whole window lost the focus.
      const nothing = now === null || (now instanceof Element && now.id === 'main')
      if (nothing && document.hasFocus()) focus.show(null)
    },
    [focus, touch, afterPress],
  )
  return { onFocus, onBlur }
}
