import type { ReactNode } from 'react'
import type { Measure, TopValue } from '../../core/quality/profile.ts'
import { basisWords, shareWords, valueWords } from './figure-words.ts'
import { ShareBar } from './ShareBar.tsx'
import classes from './TopValues.module.css'

interface Props {
  readonly top: Measure<readonly TopValue[]>
  /** Shown where the values themselves were not kept. */
  readonly note: ReactNode
}

const shownAtMost = 10

/** The most frequent values with their shares of all rows; their ranks alone where values are not kept. */
export function TopValues({ top, note }: Props) {
  const withheld = top.value.every(({ value }) => value === null)
  return (
    <div className={classes.top}>
      <h3>
        Most frequent values <small>{basisWords(top)}</small>
      </h3>
      <ol>
        {top.value.slice(0, shownAtMost).map(({ value, fraction }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rank is its place
          <li key={at}>
            <span className={withheld ? 'dim' : 'mono'}>
              {withheld ? `No. ${at + 1}` : value === '' ? 'empty text' : valueWords(value)}
            </span>
            <ShareBar share={fraction} />
            <span className={classes.share}>{shareWords(fraction)}</span>
          </li>
        ))}
      </ol>
      {withheld && note}
    </div>
  )
}
