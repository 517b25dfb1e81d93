import type { ReactNode } from 'react'
import { durationWords } from '../../core/duration.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts'
import classes from './FactValue.module.css'
import { type Fact, labelOf } from './stage-facts.ts'

/** Observations as label and value, aligned. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ key, value }) => (
        <div key={key} data-wide={isTable(value) || undefined}>
          <dt>{labelOf(key)}</dt>
          <dd>
            <FactValue name={key} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const isTable = (value: JsonValue): value is readonly JsonObject[] =>
  Array.isArray(value) && value.length > 0 && value.every(isJsonObject)

/** Any observed value, readable: lists of objects as a table, objects as pairs, texts as they are. */
function FactValue({ name, value }: { name: string; value: JsonValue }): ReactNode {
  if (isTable(value)) return <FactTable rows={value} />
  if (isJsonObject(value)) {
    return <FactList facts={Object.entries(value).map(([key, entry]) => ({ key, value: entry }))} />
  }
  if (Array.isArray(value) && value.length > 8) {
    return (
      <ul className={classes.items}>
        {value.map((item) => (
          <li key={JSON.stringify(item)}>{plain(item, name)}</li>
        ))}
      </ul>
    )
  }
  const text = plain(value, name)
  return text.includes('\n') ? <pre className={classes.block}>{text}</pre> : text
}

function FactTable({ rows }: { rows: readonly JsonObject[] }) {
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const columns = [...keys.filter((key) => key === 'name'), ...keys.filter((key) => key !== 'name')]
  return (
    <Table
      head={columns.map(labelOf)}
      rows={rows.map((row) => columns.map((column) => plain(row[column] ?? null, column)))}
    />
  )
}

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

/** Numbers that name something and count nothing. */
const isNumberedName = (name: string): boolean => /port$|num$|oid$/i.test(name)

function plain(value: JsonValue, name: string): string {
  if (value === null || value === '') return '–'
  if (typeof value === 'number') {
    if (name === 'durationMs') return durationWords(value)
    return isNumberedName(name) ? String(value) : value.toLocaleString('en', { maximumFractionDigits: 1 })
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  if (isJsonObject(value)) {
    const pairs = Object.entries(value).map(([key, entry]) => `${labelOf(key)}: ${plain(entry, key)}`)
    return pairs.join('; ')
  }
  return value.length === 0 ? 'none' : value.map((item) => plain(item, name)).join(', ')
}
