import { TrendingDown, TrendingUp } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './TrendMark.module.css'

const looks = {
  better: { Icon: TrendingUp, word: 'better' },
  worse: { Icon: TrendingDown, word: 'worse' },
} as const

interface Props {
  readonly direction: keyof typeof looks
  readonly title?: string
  /** Follows the word, such as since when. */
  readonly children?: ReactNode
}

/** That a test went better or worse than the one before: an icon and a word, never colour alone. */
export function TrendMark({ direction, title, children }: Props) {
  const { Icon, word } = looks[direction]
  return (
    <span className={classes.mark} data-direction={direction} title={title}>
      <Icon size={14} aria-hidden="true" />
      {word}
      {children !== undefined && <span>{children}</span>}
    </span>
  )
}
