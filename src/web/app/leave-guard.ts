/** Asked before the address changes; answers whether to go on at once, and may call `proceed` later. */
export type LeaveGuard = (proceed: () => void) => boolean

interface Guarded {
  readonly ask: LeaveGuard
  readonly address: string
}

let guarded: Guarded | null = null

const presentAddress = () => location.pathname + location.search + location.hash

/** Guards the present page until the returned function is called. One page at a time has a guard. */
export function guardLeaving(ask: LeaveGuard): () => void {
  const mine: Guarded = { ask, address: presentAddress() }
  guarded = mine
  return () => {
    if (guarded === mine) guarded = null
  }
}

/** True when nothing holds the reader here. Otherwise the page asks, and calls `proceed` if the answer is to leave. */
export function mayLeave(proceed: () => void): boolean {
  return guarded === null || guarded.ask(proceed)
}

/** Back and forward have already changed the address: it is put back until the reader has answered. */
export function watchHistory(navigate: (to: string) => void): void {
  window.addEventListener('popstate', (event) => {
    if (guarded === null) return
    const target = presentAddress()
    if (location.pathname === new URL(guarded.address, location.href).pathname) return
    const proceed = () => navigate(target)
    if (guarded.ask(proceed)) return
    event.stopImmediatePropagation()
    history.pushState(null, '', guarded.address)
  })
  window.addEventListener('beforeunload', (event) => {
    if (guarded !== null) event.preventDefault()
  })
}
