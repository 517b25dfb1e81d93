import { useMediaQuery } from '@mantine/hooks'
import { type FocusEvent, useCallback, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPath } from '../../../core/ids.ts'
import { connectorHelp } from '../../help/connector-help.ts'
import { createHelpFocus } from '../../help/help-focus.ts'
import { useAfterPress } from '../../hooks/use-after-press.ts'
import { fieldElement, focusField, pathOf } from './focus-field.ts'
import { useHelpLink } from './use-help-link.ts'

interface Options {
  readonly touch: (path: FieldPath) => void
  readonly openGroupOf: (path: FieldPath) => void
}

/** The ways between fields and their help, in both directions. */
export function useConnectHelp(connector: ConnectorDetail, { touch, openGroupOf }: Options) {
  const document = useMemo(() => connectorHelp(connector), [connector])
  const [focus] = useState(createHelpFocus)
  const afterPress = useAfterPress()
  const [sheetOpen, setSheetOpen] = useState(false)
  const small = useMediaQuery('(max-width: 799px)', false, { getInitialValueInEffect: false })

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
      if (small) setSheetOpen(true)
      focus.show({ kind: 'section', at })
      pick(at)
    },
    [document, focus, pick, small],
  )
  useHelpLink(openSection)

  const onFocus = useCallback(
    (event: FocusEvent) => {
      const path = pathOf(event.target)
      if (path !== null) showPath(path)
    },
    [showPath],
  )
  const onBlur = useCallback(
    (event: FocusEvent) => {
      const left = pathOf(event.target)
      const now = event.relatedTarget
      if (left !== null) afterPress(() => touch(left))
      // Nothing is focused any more: back to the requirements. Not when the whole window lost the focus.
      const nothing = now === null || (now instanceof Element && now.id === 'main')
      if (nothing && window.document.hasFocus()) focus.show(null)
    },
    [focus, touch, afterPress],
  )
  const openSheet = useCallback(
    (path: FieldPath) => {
      setSheetOpen(true)
      showPath(path)
      // The sheet covers the lower half; the field moves up out of its way.
      requestAnimationFrame(() => fieldElement(path)?.scrollIntoView({ block: 'start' }))
    },
    [showPath],
  )
  const closeSheet = useCallback(() => setSheetOpen(false), [])
  return {
    document,
    focus,
    small,
    sheetOpen: small && sheetOpen,
    focusPath,
    showPath,
    pick,
    onFocus,
    onBlur,
    openSheet,
    closeSheet,
  }
}

export type ConnectHelp = ReturnType<typeof useConnectHelp>
