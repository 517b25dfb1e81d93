import { useEffect } from 'react'

/** Follows `#help=sslMode` in the address, when the page opens and whenever it changes. */
export function useHelpLink(open: (sectionId: string) => void): void {
  useEffect(() => {
    const follow = () => {
      const id = new URLSearchParams(location.hash.slice(1)).get('help')
      if (id !== null) open(id)
    }
    follow()
    window.addEventListener('hashchange', follow)
    return () => window.removeEventListener('hashchange', follow)
  }, [open])
}
