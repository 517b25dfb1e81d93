import { useEffect } from 'react'

/** Follows `#help=sslMode` in the address, when the page opens and whenever it changes. */
export function useHelpLink(open: (sectionId: string) => void): void {
  useEffect(() => {
    const follow = () => {
      const id = new URLSearchParams(location.hash.slice(1)).get('help')
      // Not within the effect: opening a group has to be drawn before its field can take the focus.
      if (id !== null) requestAnimationFrame(() => open(id))
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [open])
}
