import type { JsonValue } from '../../core/json.ts'
import type { ColumnProfile, Measure } from '../../core/quality/profile.ts'
import type { SensitiveFinding } from '../../core/quality/sensitive/finding.ts'
import { type DataColumn, DataTable } from '../components/DataTable.tsx'
import classes from './ColumnTable.module.css'
import { Figure } from './Figure.tsx'
import { shareWords, valueWords } from './figure-words.ts'
import { Histogram } from './Histogram.tsx'
import { ShareBar } from './ShareBar.tsx'

interface Props {
  readonly columns: readonly ColumnProfile[]
  readonly sensitive: readonly SensitiveFinding[]
  readonly chosen: string | null
  readonly onChoose: (column: string | null) => void
}

/** A line a column; choosing one opens all that is known of it. */
export function ColumnTable({ columns, sensitive, chosen, onChoose }: Props) {
  const isExact = columns.every(({ metrics }) => Object.values(metrics).every(({ basis }) => basis === 'exact'))
  return (
    <div className={classes.whole}>
      {!isExact && (
        <p className={classes.legend}>
          ≈ is not exact: a sample’s figure or the server’s estimate. Point at it, or open the column, to see what it
          rests on.
        </p>
      )}
      <DataTable
        label="Columns"
        rows={columns}
        columns={
          sensitive.length === 0 ? tableColumns(chosen, onChoose) : withTags(tableColumns(chosen, onChoose), sensitive)
        }
        rowKey={({ column }) => column}
        selected={chosen}
      />
    </div>
  )
}

/** What a column seems to hold stands right after its type. */
function withTags(
  [name, type, ...rest]: readonly DataColumn<ColumnProfile>[],
  sensitive: readonly SensitiveFinding[],
): readonly DataColumn<ColumnProfile>[] {
  const tags = ({ column }: ColumnProfile) => sensitive.filter((finding) => finding.column === column)
  const tagColumn: DataColumn<ColumnProfile> = {
    id: 'tags',
    label: 'Seems to hold',
    value: (row) =>
      tags(row)
        .map(({ tag }) => tag)
        .join(', ') || null,
    render: (row) =>
      tags(row).map(({ tag, evidence }) => (
        <span key={tag} className={classes.tag} title={evidence.join('; ')}>
          {tag}
        </span>
      )),
  }
  return [name, type, tagColumn, ...rest].filter((column) => column !== undefined)
}

const tableColumns = (
  chosen: string | null,
  onChoose: (column: string | null) => void,
): readonly DataColumn<ColumnProfile>[] => [
  {
    id: 'column',
    label: 'Column',
    value: ({ column }) => column,
    render: ({ column }) => (
      <button
        type="button"
        className={classes.open}
        aria-expanded={column === chosen}
        onClick={() => onChoose(column === chosen ? null : column)}
      >
        {column}
      </button>
    ),
  },
  { id: 'type', label: 'Type', value: ({ type }) => type, render: ({ type }) => <span className="mono">{type}</span> },
  {
    id: 'nulls',
    label: 'Missing',
    value: ({ metrics: { nullFraction } }) => nullFraction?.value ?? null,
    render: ({ metrics: { nullFraction } }) => {
      if (nullFraction?.value == null) return null
      return (
        <span className={classes.share}>
          <ShareBar share={nullFraction.value} />
          <Figure measure={nullFraction}>{shareWords(nullFraction.value)}</Figure>
        </span>
      )
    },
    numeric: true,
  },
  figureColumn('distinct', 'Distinct', 'distinctCount', true),
  {
    id: 'distribution',
    label: 'Distribution',
    value: () => null,
    render: (column) => <Histogram column={column} small />,
  },
  figureColumn('min', 'Least', 'min'),
  figureColumn('median', 'Median', 'median'),
  figureColumn('max', 'Greatest', 'max'),
  {
    id: 'length',
    label: 'Length',
    value: ({ metrics: { maxLength } }) => maxLength?.value ?? null,
    render: ({ metrics: { minLength, maxLength } }) => {
      if (minLength?.value == null || maxLength?.value == null) return null
      const [least, most] = [valueWords(minLength.value), valueWords(maxLength.value)]
      return <Figure measure={maxLength}>{least === most ? least : `${least}–${most}`}</Figure>
    },
    numeric: true,
  },
]

function figureColumn(
  id: string,
  label: string,
  metric: 'distinctCount' | 'min' | 'median' | 'max',
  isCount = false,
): DataColumn<ColumnProfile> {
  return {
    id,
    label,
    value: ({ metrics }) => sortable(metrics[metric], isCount),
    render: ({ metrics }) => {
      const measure = metrics[metric]
      if (measure === undefined || measure.value === null) return null
      return (
        <span className={classes.value}>
          <Figure measure={measure}>{valueWords(measure.value)}</Figure>
        </span>
      )
    },
    ...(isCount ? { numeric: true } : {}),
  }
}

/** Whole numbers sort as such; whatever a column holds besides sorts as text with its numbers in order. */
function sortable(measure: Measure | undefined, isCount: boolean): string | bigint | null {
  const value: JsonValue = measure?.value ?? null
  if (value === null) return null
  return isCount && typeof value === 'string' && /^\d+$/.test(value) ? BigInt(value) : String(value)
}
