import { lazy, Suspense } from 'react'
import classes from './TrendChart.module.css'

const TrendCanvas = lazy(() => import('./TrendCanvas.tsx').then((module) => ({ default: module.TrendCanvas })))

export interface TrendPoint {
  /** ISO 8601: the end of the step. */
  readonly until: string
  /** Null where it is not known. */
  readonly value: number | null
}

interface Props {
  /** What it shows, such as `Calls between readings`. */
  readonly label: string
  readonly points: readonly TrendPoint[]
  readonly format: (value: number) => string
}

/** A line over readings, with its numbers as a table for those who cannot see it. Nothing below two points. */
export function TrendChart({ label, points, format }: Props) {
  if (points.length < 2) return null
  return (
    <figure className={classes.figure}>
      <figcaption>{label}</figcaption>
      <Suspense fallback={<div className={classes.space} />}>
        <TrendCanvas points={points} format={format} />
      </Suspense>
      <table className="visually-hidden">
        <caption>{label}</caption>
        <tbody>
          {points.slice(-50).map(({ until, value }) => (
            <tr key={until}>
              <th scope="row">{until}</th>
              <td>{value === null ? 'not known' : format(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
