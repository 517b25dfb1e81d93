import { useEffect, useMemo, useState } from 'react'

/** How many more each frame shows: few enough that a key or a click does not wait. */
const step = 24

/** A list that grows from frame to frame until it is whole. One that is replaced stays as long as it was. */
export function useGradually<T>(all: readonly T[]): T[] {
  const [count, setCount] = useState(step)
  const isWhole = count >= all.length
  useEffect(() => {
    if (isWhole) return
    const frame = requestAnimationFrame(() => setCount(count + step))
    return () => cancelAnimationFrame(frame)
  }, [count, isWhole])
  return useMemo(() => all.slice(0, count), [all, count])
}
