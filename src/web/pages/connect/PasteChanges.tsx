import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPath } from '../../../core/ids.ts'
import { isJsonObject, type JsonValue } from '../../../core/json.ts'
import { titleOf } from '../../form/schema.ts'
import type { FormChange } from './form-changes.ts'
import classes from './PasteDialog.module.css'

interface Props {
  readonly connector: ConnectorDetail
  readonly changes: readonly FormChange[]
  /** Secret fields with a stored value. */
  readonly stored: readonly FieldPath[]
}

/** Each field that would change, as it is and as it would be. Secrets show as dots. */
export function PasteChanges({ connector, changes, stored }: Props) {
  if (changes.length === 0) return <p className="dim">The form already says all of this.</p>
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => {
          const isSecret = connector.secretFields.includes(path)
          const isStored = before === undefined && stored.includes(path)
          return (
            <tr key={path}>
              <th scope="row">{titleOf(connector.schema, path)}</th>
              <td>{isStored ? '••••••• (stored)' : shown(before, isSecret)}</td>
              <td>{shown(after, isSecret)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function shown(value: JsonValue | undefined, secret: boolean): string {
  if (value === undefined) return '–'
  if (secret) return `••••••• (${[...String(value)].length} characters)`
  if (Array.isArray(value)) return value.join(', ')
  if (isJsonObject(value)) {
    return Object.entries(value)
      .map(([key, entry]) => `${key}=${String(entry)}`)
      .join(', ')
  }
  const text = String(value)
  return text.length > 120 ? `${text.slice(0, 119)}…` : text
}
