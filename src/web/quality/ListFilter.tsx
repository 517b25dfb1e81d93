import { Search } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { searchAtMost } from '../../core/search-words.ts'
import { TextBox } from '../components/TextBox.tsx'
import { useSettled } from '../hooks/use-settled.ts'
import classes from './ListFilter.module.css'

interface Props {
  /** What the words are looked for in. */
  readonly label: string
  readonly words: string
  readonly onWords: (words: string) => void
  /** How many there are; said to screen readers whenever it changes. */
  readonly count: string
  /** Further choices, before the count. */
  readonly children?: ReactNode
}

const settleMs = 250

/** The line above a long list: words to look for, and how many there are. */
export function ListFilter({ label, words, onWords, count, children }: Props) {
  const [text, setText] = useState(words)
  const settled = useSettled(text, settleMs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address brings other words, not the typing
  useEffect(() => {
    if (words !== settled) setText(words)
  }, [words])
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed is news
  useEffect(() => {
    if (settled === text && settled !== words) onWords(settled)
  }, [settled])
  return (
    <search className={classes.bar}>
      <TextBox
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={searchAtMost}
        onChange={(event) => setText(event.currentTarget.value)}
        left={<Search size={14} aria-hidden="true" />}
        className={classes.words ?? ''}
      />
      {children}
      <span className={classes.count} role="status">
        {count}
      </span>
    </search>
  )
}
