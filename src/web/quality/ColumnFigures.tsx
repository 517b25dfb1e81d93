import { type ReactNode, useId } from 'react'
import { Link } from 'wouter'
import type { ColumnMetrics, ColumnProfile, Measure } from '../../core/quality/profile.ts'
import { type SensitiveFinding, sensitiveTags } from '../../core/quality/sensitive/finding.ts'
import type { RelationPlace } from '../../core/quality-api.ts'
import { useColumnTrend, useQualitySettings } from '../hooks/use-quality.ts'
import { TrendChart, type TrendPoint } from '../usage/TrendChart.tsx'
import classes from './ColumnFigures.module.css'
import { basisWords, figureWords, shareWords, valueWords } from './figure-words.ts'
import { Histogram } from './Histogram.tsx'
import { TopValues } from './TopValues.tsx'
import { useBroughtIntoView } from './use-brought-into-view.ts'

interface Props {
  readonly serviceId: string
  readonly place: RelationPlace
  readonly column: ColumnProfile
  readonly sensitive: readonly SensitiveFinding[]
  readonly children: ReactNode
}

/** All that is known of one column, each figure with what it rests on. */
export function ColumnFigures({ serviceId, place, column, sensitive, children }: Props) {
  const id = useId()
  const shown = useBroughtIntoView()
  const { metrics } = column
  return (
    <section ref={shown} tabIndex={-1} className={classes.card} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id}>
          {column.column} <span className="mono dim">{column.type}</span>
        </h2>
        {children}
      </div>
      {sensitive.map(({ tag, confidence, evidence }) => (
        <p key={tag} className={classes.note}>
          Seems to hold <strong>{sensitiveTags[tag].toLowerCase()}</strong> ({tag}, {shareWords(confidence)} sure):{' '}
          {evidence.join('; ')}.
        </p>
      ))}
      <div className={classes.parts}>
        <FigureTable metrics={metrics} />
        <div className={classes.shapes}>
          <Histogram column={column} small={false} />
          {metrics.topValues !== undefined && metrics.topValues.value.length > 0 && (
            <TopValues top={metrics.topValues} note={<Withheld serviceId={serviceId} />} />
          )}
        </div>
      </div>
      <Trends serviceId={serviceId} place={place} column={column.column} />
    </section>
  )
}

function Withheld({ serviceId }: { readonly serviceId: string }) {
  const { data } = useQualitySettings(serviceId)
  if (data?.keepValues !== false) return null
  return (
    <p className={classes.note}>
      Which values these are is not kept: they may be personal.{' '}
      <Link to={`/quality/${serviceId}/settings`}>Keep values</Link>
    </p>
  )
}

const names: readonly (readonly [Exclude<keyof ColumnMetrics, 'topValues' | 'histogram'>, string])[] = [
  ['nullCount', 'Missing'],
  ['nullFraction', 'Share missing'],
  ['distinctCount', 'Different values'],
  ['uniqueCount', 'Values that occur once'],
  ['trueCount', 'True'],
  ['min', 'Least'],
  ['q1', 'Lower quartile'],
  ['median', 'Median'],
  ['q3', 'Upper quartile'],
  ['max', 'Greatest'],
  ['mean', 'Mean'],
  ['sum', 'Sum'],
  ['stddev', 'Standard deviation'],
  ['nanCount', 'Not a number'],
  ['infiniteCount', 'Infinite'],
  ['minLength', 'Least length'],
  ['meanLength', 'Mean length'],
  ['maxLength', 'Greatest length'],
]

function FigureTable({ metrics }: { readonly metrics: ColumnMetrics }) {
  const rows = names.flatMap(([metric, label]) => {
    const measure = metrics[metric]
    return measure === undefined || measure.value === null ? [] : [{ metric, label, measure }]
  })
  return (
    <table className={classes.figures}>
      <caption className="visually-hidden">Figures</caption>
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" data-numeric>
            Value
          </th>
          <th scope="col">Rests on</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ metric, label, measure }) => (
          <tr key={metric}>
            <th scope="row">{label}</th>
            <td data-numeric>{figureText(metric, measure)}</td>
            <td className="dim">{basisWords(measure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function figureText(metric: keyof ColumnMetrics, { value, error }: Measure): string {
  const isShare = metric === 'nullFraction' && typeof value === 'number'
  const words = isShare ? shareWords(value) : (valueWords(value) ?? '–')
  if (error === undefined || error === 0) return words
  return `${words} ± ${isShare ? shareWords(error) : figureWords(Number(error.toPrecision(2)))}`
}

const trends: readonly (readonly [label: string, read: (metrics: ColumnMetrics) => number | null])[] = [
  ['Share missing', ({ nullFraction }) => nullFraction?.value ?? null],
  ['Different values', ({ distinctCount }) => (distinctCount === undefined ? null : Number(distinctCount.value))],
  ['Mean', ({ mean }) => (mean?.value == null ? null : Number(mean.value))],
]

function Trends({
  serviceId,
  place,
  column,
}: Omit<Props, 'column' | 'sensitive' | 'children'> & { readonly column: string }) {
  const { database, schema, relation } = place
  const { data } = useColumnTrend(serviceId, { database, schema, relation }, column)
  if (data === undefined || data.points.length < 2) return null
  const charts = trends.map(([label, read]) => ({
    label,
    points: data.points.map(({ profiledAt, metrics }): TrendPoint => {
      const value = read(metrics)
      return { until: profiledAt, value: value === null || !Number.isFinite(value) ? null : value }
    }),
  }))
  return (
    <div className={classes.trends}>
      {charts.map(({ label, points }) =>
        points.every(({ value }) => value === null) ? null : (
          <TrendChart
            key={label}
            label={`${label} over profiles`}
            points={points}
            format={label === 'Share missing' ? shareWords : figureWords}
          />
        ),
      )}
    </div>
  )
}
