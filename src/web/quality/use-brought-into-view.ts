import { type RefObject, useEffect, useRef } from 'react'

/** For details that open below what was pressed: brings them into view and gives them the focus. */
export function useBroughtIntoView(): RefObject<HTMLElement | null> {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return place
}
