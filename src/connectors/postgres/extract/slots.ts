/** A limit that everybody keeps: whoever comes when all slots are taken waits in line. */
export interface Slots {
  readonly count: number
  /** Resolves to a function that gives the slot back; calling it again does nothing. */
  take(): Promise<() => void>
}

export function createSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []
  return {
    count,
    async take() {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      let given = false
      return () => {
        if (given) return
        given = true
        const next = waiting.shift()
        if (next === undefined) free += 1
        else next()
      }
    },
  }
}
