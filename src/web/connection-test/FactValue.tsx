import type { ReactNode } from 'react'
import { durationWords } from '../../core/duration.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts'
import classes from './FactValue.module.css'
import { type Fact, labelOf } from './stage-facts.ts'

/** Observations as label and value, aligned. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} data-wide={isTable(value) || undefined}>
          <dt>{label}</dt>
          <dd>
            <FactValue value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const isTable = (value: JsonValue): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isJsonObject)

/** Any observed value, readable: lists of objects as a table, objects as pairs, texts as they are. */
function FactValue({ value }: { value: JsonValue }): ReactNode {
  if (isTable(value)) return <FactTable rows={value} />
  if (isJsonObject(value)) {
    return <FactList facts={Object.entries(value).map(([key, entry]) => ({ label: labelOf(key), value: entry }))} />
  }
  if (Array.isArray(value) && value.length > 8) {
    return (
      <ul className={classes.items}>
        {value.map((item) => (
          <li key={JSON.stringify(item)}>{plain(item)}</li>
        ))}
      </ul>
    )
  }
  const text = plain(value)
  return text.includes('\n') ? <pre className={classes.block}>{text}</pre> : text
}

function FactTable({ rows }: { rows: readonly JsonObject[] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return (
    <Table
      head={columns.map((column) => (column === 'durationMs' ? 'Time' : labelOf(column)))}
      rows={rows.map((row) => columns.map((column) => cell(column, row[column] ?? null)))}
    />
  )
}

const cell = (column: string, value: JsonValue): string =>
  column === 'durationMs' && typeof value === 'number' ? durationWords(value) : plain(value)

/** A table that scrolls sideways by itself; every cell is text. */
export function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables scroll, which has to work by keyboard too
    <section className={classes.table} tabIndex={0} aria-label={`Table of ${head.join(', ')}`}>
      <table>
        <thead>
          <tr>
            {head.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('\n')}>
              {row.map((text, index) => (
                <td key={head[index]}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function plain(value: JsonValue): string {
  if (value === null || value === '') return '–'
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 1, useGrouping: 'min2' })
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (isJsonObject(value)) {
    const pairs = Object.entries(value).map(([key, entry]) => `${labelOf(key)}: ${plain(entry)}`)
    return pairs.join('; ')
  }
  return value.length === 0 ? 'none' : value.map(plain).join(', ')
}
