import { type RefObject, useEffect, useRef } from 'react'

/**
 * For details that open below what was pressed: brings them into view and gives them the focus. With `isReturn` they
 * take the place of a form that had the focus, and leave the page where it is for whoever has gone on to something else.
 */
export function useBroughtIntoView(isReturn = false): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null)
  const wasReturn = useRef(isReturn)
  useEffect(() => {
    if (wasReturn.current && document.activeElement !== document.body) return
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return place
}
