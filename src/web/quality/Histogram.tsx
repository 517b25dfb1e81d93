import type { ColumnProfile } from '../../core/quality/profile.ts'
import { valueWords } from './figure-words.ts'
import classes from './Histogram.module.css'
import { type Bins, histogramBins } from './histogram-bins.ts'

interface Props {
  readonly column: ColumnProfile
  /** Small ones stand in a table, without words. */
  readonly small: boolean
}

/** How the values of a column lie between the least and the greatest. Nothing where that cannot be told. */
export function Histogram({ column, small }: Props) {
  const bins = histogramBins(column)
  if (bins === null) return null
  const words = `From ${valueWords(bins.from)} to ${valueWords(bins.to)}${bins.trimmed ? ', the outermost tenth left out' : ''}`
  if (small) return <Bars bins={bins} height={22} words={words} />
  return (
    <figure className={classes.figure}>
      <figcaption>Distribution{bins.trimmed && ', without the outermost tenth of the values'}</figcaption>
      <Bars bins={bins} height={96} words={words} />
      <div className={classes.ends} aria-hidden="true">
        <span>{valueWords(bins.from)}</span>
        <span>{valueWords(bins.to)}</span>
      </div>
    </figure>
  )
}

function Bars({
  bins: { shares },
  height,
  words,
}: {
  readonly bins: Bins
  readonly height: number
  readonly words: string
}) {
  const most = Math.max(...shares)
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${shares.length * 4} ${height}`}
      height={height}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {shares.map((share, at) => {
        // What is there at all is seen.
        const tall = share === 0 ? 0 : Math.max(1, (share / most) * height)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          <rect key={at} x={at * 4} y={height - tall} width={3.4} height={tall} />
        )
      })}
    </svg>
  )
}
