import classes from './TrendChart.module.css'
import { TrendChart } from './TrendChart.tsx'
import { timeWords } from './usage-words.ts'

interface Props {
  readonly points: readonly {
    readonly until: string
    /** 64-bit, as text. */
    readonly calls: string
    readonly totalTimeMs: number
  }[]
  /** Of one statement the time of a call says more than the time of all. */
  readonly time: 'total' | 'mean'
}

const asCount = (value: number) => value.toLocaleString('en-US', { notation: 'compact', maximumFractionDigits: 1 })
const asTime = (ms: number) => (ms === 0 ? '0' : (timeWords(ms, false) ?? ''))

/** How calls and time move from reading to reading. */
export function UsageTrends({ points, time }: Props) {
  if (points.length < 2) return null
  const mean = points.map(({ until, calls, totalTimeMs }) => ({
    until,
    value: calls === '0' ? null : totalTimeMs / Number(calls),
  }))
  const total = points.map(({ until, totalTimeMs }) => ({ until, value: totalTimeMs }))
  return (
    <div className={classes.trends}>
      <TrendChart
        label="Calls between readings"
        points={points.map(({ until, calls }) => ({ until, value: Number(calls) }))}
        format={asCount}
      />
      <TrendChart
        label={time === 'mean' ? 'Milliseconds a call' : 'Time in statements between readings'}
        points={time === 'mean' ? mean : total}
        format={asTime}
      />
    </div>
  )
}
