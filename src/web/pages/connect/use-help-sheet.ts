import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useEffect, useState } from 'react'
import { fieldElement, pathOf } from './focus-field.ts'

/** The lower half of a small screen. While it is open, the focused field stays above it. */
export function useHelpSheet() {
  const small = useMediaQuery('(max-width: 799px)', false, { getInitialValueInEffect: false })
  const [asked, setAsked] = useState(false)
  const open = small && asked

  useEffect(() => {
    if (!open) return
    const onFocusIn = (event: FocusEvent) => {
      const path = pathOf(event.target)
      const field = path === null ? null : fieldElement(path)
      if (field !== null && field.getBoundingClientRect().bottom > window.innerHeight / 2) {
        field.scrollIntoView({ block: 'start' })
      }
    }
    document.addEventListener('focusin', onFocusIn)
    return () => document.removeEventListener('focusin', onFocusIn)
  }, [open])

  return {
    small,
    open,
    show: useCallback(() => setAsked(true), []),
    close: useCallback(() => setAsked(false), []),
  }
}
