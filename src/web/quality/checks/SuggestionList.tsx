import { Checkbox } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Check } from '../../../core/quality/checks/check.ts'
import { describeParameters, subjectOf } from '../../../core/quality/checks/describe.ts'
import { kindOf } from '../../../core/quality/checks/kinds.ts'
import type { CheckSuggestion, SuggestionPage } from '../../../core/quality-api.ts'
import type { Pages } from '../../hooks/use-pages.ts'
import classes from './Suggestions.module.css'

interface Props {
  readonly found: Pages<SuggestionPage>
  readonly suggestions: readonly CheckSuggestion[]
  readonly isChosen: (suggestion: CheckSuggestion) => boolean
  readonly disabled: boolean
  readonly onToggle: (id: string) => void
}

const rowHeight = 56
/** Rows before the end at which the next page is asked for. */
const ahead = 30

/** Suggestions to tick, drawn where they are seen; the next page comes while one scrolls. */
export function SuggestionList({ found, suggestions, isChosen, disabled, onToggle }: Props) {
  const frame = useRef<HTMLUListElement>(null)
  const virtual = useVirtualizer({
    count: suggestions.length,
    getScrollElement: () => frame.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    getItemKey: (index) => suggestions[index]?.check.id ?? index,
  })
  const items = virtual.getVirtualItems()
  const { hasNextPage, isPlaceholderData, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = found
  const mayGoOn = hasNextPage && !isPlaceholderData && !isFetchingNextPage && !isFetchNextPageError
  const isNearEnd = (items.at(-1)?.index ?? 0) >= suggestions.length - ahead
  useEffect(() => {
    if (mayGoOn && isNearEnd) void fetchNextPage()
  }, [mayGoOn, isNearEnd, fetchNextPage])
  if (suggestions.length === 0) {
    if (isFetchNextPageError) return null
    return (
      <p role="status" className={classes.quiet}>
        Looking for what is not there yet…
      </p>
    )
  }
  return (
    <ul
      ref={frame}
      className={classes.list}
      // It scrolls by keyboard too while no box in it can have the focus.
      tabIndex={disabled ? 0 : undefined}
      aria-label="Suggestions"
      aria-busy={found.isPlaceholderData}
    >
      <li aria-hidden="true" style={{ height: items[0]?.start ?? 0 }} />
      {items.map(({ index, key }) => {
        const suggestion = suggestions[index]
        if (suggestion === undefined) return null
        const { check } = suggestion
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            className={classes.item}
            aria-setsize={found.hasNextPage ? -1 : suggestions.length}
            aria-posinset={index + 1}
          >
            <Checkbox
              label={`${kindOf(check.kind).title}: ${subjectOf(check)}`}
              description={whyWords(check)}
              classNames={{ description: classes.why ?? '' }}
              checked={isChosen(suggestion)}
              disabled={disabled}
              onChange={() => onToggle(check.id)}
            />
          </li>
        )
      })}
      <li aria-hidden="true" style={{ height: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) }} />
    </ul>
  )
}

/** What it asks for, and where that comes from. */
function whyWords(check: Check): string {
  const asked = describeParameters(check)
  const sentence =
    asked === '' ? '' : `${asked.charAt(0).toUpperCase()}${asked.slice(1)}${asked.endsWith('…') ? '' : '.'}`
  return [sentence, check.description].filter(Boolean).join(' ')
}
