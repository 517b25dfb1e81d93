import { ActionIcon } from '@mantine/core'
import { BookOpen, ChevronLeft, ChevronRight, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { TextBox } from '../components/TextBox.tsx'
import classes from './HelpPanel.module.css'
import type { HelpFocus } from './help-focus.ts'

interface Props {
  readonly focus: HelpFocus
  readonly search: string
  readonly onSearch: (search: string) => void
  /** First section that the search found; null for none. */
  readonly firstHit: number | null
  /** Position of the marked section, and how many there are. */
  readonly at: number | null
  readonly count: number
  readonly extra: ReactNode
}

export function HelpHead({ focus, search, onSearch, firstHit, at, count, extra }: Props) {
  const go = (to: number | null) => {
    if (to === null || to < 0 || to >= count) return
    onSearch('')
    focus.show({ kind: 'section', at: to })
  }
  return (
    <div className={classes.head}>
      <h2 className={classes.headTitle}>Help</h2>
      <TextBox
        className={classes.search ?? ''}
        type="search"
        aria-label="Search in help"
        placeholder="Search in help"
        left={<Search size={14} aria-hidden="true" />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && firstHit !== null) focus.show({ kind: 'section', at: firstHit })
        }}
      />
      <ActionIcon aria-label="Requirements and contents" onClick={() => focus.show(null)}>
        <BookOpen size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        aria-label="Previous section"
        aria-disabled={at === 0 || count === 0}
        onClick={() => go(at === null ? count - 1 : at - 1)}
      >
        <ChevronLeft size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        aria-label="Next section"
        aria-disabled={at === count - 1}
        onClick={() => go(at === null ? 0 : at + 1)}
      >
        <ChevronRight size={16} aria-hidden="true" />
      </ActionIcon>
      {extra}
    </div>
  )
}
