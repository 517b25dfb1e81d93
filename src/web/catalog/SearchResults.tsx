import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { ObjectAddress } from '../../core/catalog/object-key.ts'
import type { SearchHit } from '../../core/catalog-api.ts'
import { countText } from '../components/quantity.ts'
import classes from './CatalogBrowser.module.css'
import { Highlighted } from './Highlighted.tsx'
import { kindIcon } from './kind-groups.ts'
import type { Results } from './use-results.ts'

interface Props {
  readonly id: string
  readonly results: Results
  readonly active: number
  readonly service: string
  readonly at: number | null
  readonly onActive: (index: number) => void
  readonly onOpen: (path: string) => void
}

const lineHeight = 44

export const SearchResults = memo(function SearchResults(props: Props) {
  const { id, results, active, service, at, onActive, onOpen } = props
  const frame = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: results.count,
    getScrollElement: () => frame.current,
    estimateSize: () => lineHeight,
    overscan: 6,
  })
  useEffect(() => virtual.scrollToIndex(active, { align: 'auto' }), [virtual, active])
  return (
    <>
      <p className={classes.found} role="status">
        {foundWords(results)}
      </p>
      <div ref={frame} id={id} role="listbox" aria-label="Search results" tabIndex={-1} className={classes.results}>
        <div className={classes.whole} style={{ height: virtual.getTotalSize() }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the search box has the focus and takes the keys
            <div
              key={index}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              aria-posinset={index + 1}
              aria-setsize={results.count}
              className={classes.result}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => {
                onActive(index)
                onOpen(results.pathOf(index, service, at))
              }}
            >
              <ResultLine address={results.addressOf(index)} matches={results.matchesOf(index)} words={results.words} />
            </div>
          ))}
        </div>
      </div>
    </>
  )
})

function foundWords({ count, named, isLooking, error }: Results): string {
  const elsewhere = count - named
  const byName = `${countText(named)} by name`
  if (error !== null) return `${byName}; columns and comments could not be searched: ${error.message}`
  if (isLooking) return `${byName}, looking through columns and comments…`
  if (count === 0) return 'Nothing found. Fewer or shorter words find more.'
  return elsewhere === 0 ? byName : `${byName}, ${countText(elsewhere)} elsewhere`
}

interface LineProps {
  readonly address: ObjectAddress
  readonly matches: SearchHit['matches']
  readonly words: readonly string[]
  /** Stands before the schema, such as a service's name. */
  readonly holder?: string
}

/** An object that was found, with where. */
export function ResultLine({ address, matches, words, holder }: LineProps) {
  const { kind, database, schema, name } = address
  const Icon = kindIcon(kind)
  const elsewhere = matches.filter(({ part }) => part !== 'name')
  const place = [holder, database, schema].filter((part) => part !== null && part !== undefined).join(' › ')
  return (
    <>
      <Icon size={14} aria-hidden="true" className={classes.icon} />
      <span className={classes.name}>
        <Highlighted text={name} words={words} />
      </span>
      <span className={classes.where}>
        {[...(elsewhere.length === 0 ? [kind] : []), place].filter((part) => part !== '').join(' · ')}
        {elsewhere.map(({ part, of, text }) => (
          <span key={`${part} ${of} ${text}`}>
            {' · '}
            {of === null || part === 'column' ? `${part} ` : `${part} of ${of}: `}
            <Highlighted text={text} words={words} />
          </span>
        ))}
      </span>
    </>
  )
}
