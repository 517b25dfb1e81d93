import { Search } from 'lucide-react'
import { type KeyboardEvent, useCallback, useDeferredValue, useId, useState } from 'react'
import { useLocation } from 'wouter'
import { TextBox } from '../components/TextBox.tsx'
import classes from './CatalogBrowser.module.css'
import type { CatalogNames } from './catalog-names.ts'
import { SearchResults } from './SearchResults.tsx'
import { Tree } from './Tree.tsx'
import { useResults } from './use-results.ts'

interface Props {
  readonly names: CatalogNames
  readonly snapshotId: string
  readonly service: string
  readonly at: number | null
  /** Key of the tree's line whose page is shown. */
  readonly here: string | null
  readonly expanded: ReadonlySet<string>
  readonly onExpand: (key: string, open: boolean) => void
  /** After another page was opened. */
  readonly onOpened: () => void
}

/** Results that a key goes past. */
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }

/** Tree and search of one snapshot. */
export function CatalogBrowser({ names, snapshotId, service, at, here, expanded, onExpand, onOpened }: Props) {
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const searching = useDeferredValue(text.trim())
  const results = useResults(names, snapshotId, searching)
  const [active, setActive] = useState(0)
  const listId = useId()
  const open = useCallback(
    (path: string) => {
      navigate(path)
      onOpened()
    },
    [navigate, onOpened],
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const last = results.count - 1
    const by = steps[event.key]
    if (by !== undefined && last >= 0) setActive(Math.max(0, Math.min(active + by, last)))
    else if (event.key === 'Enter' && last >= 0) open(results.pathOf(active, service, at))
    else if (event.key === 'Escape' && text !== '') setText('')
    else return
    event.preventDefault()
  }
  const isSearching = searching !== ''
  return (
    <div className={classes.browser}>
      <TextBox
        className={classes.search}
        type="search"
        role="combobox"
        aria-label="Search names, columns, types and comments"
        aria-expanded={isSearching}
        aria-controls={isSearching ? listId : undefined}
        aria-activedescendant={isSearching && results.count > 0 ? `${listId}-${active}` : undefined}
        aria-autocomplete="list"
        placeholder="Names, columns, comments"
        autoComplete="off"
        spellCheck={false}
        left={<Search size={14} aria-hidden="true" />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      {isSearching ? (
        <SearchResults
          id={listId}
          results={results}
          active={active}
          service={service}
          at={at}
          onActive={setActive}
          onOpen={open}
        />
      ) : (
        <Tree
          names={names}
          service={service}
          at={at}
          here={here}
          expanded={expanded}
          onExpand={onExpand}
          onOpen={open}
        />
      )}
    </div>
  )
}
