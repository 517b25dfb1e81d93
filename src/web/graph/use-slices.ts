import { startTransition, useEffect, useState } from 'react'

/** A node has some fifty elements; this many are made within a frame even on a slow machine. */
const atOnce = 3

const none: ReadonlySet<string> = new Set()

/** What is wanted, a few more with every frame: what comes at once holds up whoever types or drags. */
export function useSlices(wanted: ReadonlySet<string>): ReadonlySet<string> {
  const [shown, setShown] = useState(none)
  useEffect(() => {
    const kept = [...shown].filter((id) => wanted.has(id))
    const missing = [...wanted].filter((id) => !shown.has(id))
    if (missing.length === 0 && kept.length === shown.size) return
    const frame = requestAnimationFrame(() =>
      startTransition(() => setShown(new Set([...kept, ...missing.slice(0, atOnce)]))),
    )
    return () => cancelAnimationFrame(frame)
  }, [wanted, shown])
  return shown
}
