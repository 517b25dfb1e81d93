import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { PalettePage } from '../palette/palette-items.ts'
import classes from './Shell.module.css'

const CommandPalette = lazy(() =>
  import('../palette/CommandPalette.tsx').then((module) => ({ default: module.CommandPalette })),
)

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Search and commands from everywhere: a button in the top bar, and ⌘K or Ctrl-K. Loaded when it is first opened. */
export function PaletteButton({ pages }: { readonly pages: readonly PalettePage[] }) {
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isShortcut = (isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey
      if (!isShortcut || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      setOpened((before) => !before)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <button type="button" className={classes.palette} onClick={() => setOpened(true)} title="Search everything">
        <Search size={14} aria-hidden="true" />
        <span>Search</span>
        <span className={classes.keys} aria-hidden="true">
          {isMac ? '⌘K' : 'Ctrl K'}
        </span>
      </button>
      {opened && (
        <Suspense>
          <CommandPalette pages={pages} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  )
}
