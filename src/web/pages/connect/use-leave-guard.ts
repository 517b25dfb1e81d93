import { useEffect, useState } from 'react'
import { guardLeaving } from '../../app/leave-guard.ts'

/** Holds the reader on the page while there is something to lose; `leave` goes where they wanted to go. */
export function useLeaveGuard(active: boolean) {
  const [proceed, setProceed] = useState<(() => void) | null>(null)
  useEffect(() => {
    if (!active) return
    return guardLeaving((go) => {
      setProceed(() => go)
      return false
    })
  }, [active])
  return { asked: proceed !== null, stay: () => setProceed(null), leave: () => proceed?.() }
}
