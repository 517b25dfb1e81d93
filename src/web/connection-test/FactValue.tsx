import type { ReactNode } from 'react'
import { isJsonObject, type JsonValue } from '../../core/json.ts'
import classes from './connection-test.module.css'

/** Any observed value, readable: lists of objects as a table, objects as pairs, texts as they are. */
export function FactValue({ value }: { value: JsonValue }): ReactNode {
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="dim">none</span>
    return value.every(isJsonObject) ? <FactTable rows={value} /> : value.map(plain).join(', ')
  }
  if (isJsonObject(value)) {
    return (
      <dl className={classes.innerFacts}>
        {Object.entries(value).map(([key, entry]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>
              <FactValue value={entry} />
            </dd>
          </div>
        ))}
      </dl>
    )
  }
  const text = plain(value)
  return text.includes('\n') ? <pre className={classes.factText}>{text}</pre> : text
}

function FactTable({ rows }: { rows: readonly { readonly [key: string]: JsonValue }[] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return (
    <div className={classes.factTable}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={JSON.stringify(row)}>
              {columns.map((column) => (
                <td key={column}>{plain(row[column] ?? null)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function plain(value: JsonValue): string {
  if (value === null) return '–'
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 1 })
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value
  return isJsonObject(value)
    ? Object.entries(value)
        .map(([key, entry]) => `${key} ${plain(entry)}`)
        .join(', ')
    : value.map(plain).join(', ')
}
