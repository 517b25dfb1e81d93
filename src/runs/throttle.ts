export interface Throttled<T> {
  /** Hands over the newest value, now or when the time has come; those in between are dropped. */
  tell(value: T): void
  /** Drops what waits, and resolves once nothing is on its way any more. */
  settle(): Promise<void>
}

/**
 * Calls `save` at most once in `everyMs`, never twice at a time. A failure to save is ignored: what is told next says
 * more, and whoever ends the work notices a lost state by itself.
 */
export function throttle<T>(save: (value: T) => Promise<void>, everyMs: number): Throttled<T> {
  let waiting: { readonly value: T } | null = null
  let saving: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null
  let nextAt = 0

  const pass = (): void => {
    timer = null
    if (waiting === null || saving !== null) return
    const leftMs = nextAt - Date.now()
    if (leftMs > 0) {
      timer = setTimeout(pass, leftMs)
      timer.unref()
      return
    }
    const { value } = waiting
    waiting = null
    nextAt = Date.now() + everyMs
    saving = save(value).then(
      () => undefined,
      () => undefined,
    )
    void saving.then(() => {
      saving = null
      if (timer === null) pass()
    })
  }

  return {
    tell(value) {
      waiting = { value }
      if (timer === null) pass()
    },
    async settle() {
      waiting = null
      if (timer !== null) clearTimeout(timer)
      await saving
    },
  }
}
