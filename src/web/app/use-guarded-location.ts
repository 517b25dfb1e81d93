import { navigate, usePathname } from 'wouter/use-browser-location'
import { mayLeave, watchHistory } from './leave-guard.ts'

watchHistory((to) => navigate(to))

type NavigateOptions = { readonly replace?: boolean }

function navigateGuarded(to: string, options?: NavigateOptions): void {
  const go = () => navigate(to, options)
  const samePage = new URL(to, location.href).pathname === location.pathname
  if (samePage || mayLeave(go)) go()
}

/** The router's location, except that a page with unsaved changes is asked before the address changes. */
export function useGuardedLocation(): [string, typeof navigateGuarded] {
  return [usePathname(), navigateGuarded]
}
