import { Button } from '@mantine/core'
import { useState } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPatch } from '../../../core/connection.ts'
import { type FieldPath, toFieldPath } from '../../../core/ids.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/json.ts'
import { Dialog } from '../../components/Dialog.tsx'
import { TextArea } from '../../components/TextBox.tsx'
import { sameJson, valueAt } from '../../form/form-value.ts'
import { schemaAt, titleOf } from '../../form/schema.ts'
import classes from './PasteDialog.module.css'

interface Props {
  readonly connector: ConnectorDetail
  readonly settings: JsonObject
  /** Null while closed; text to begin with otherwise. */
  readonly initial: string | null
  readonly onClose: () => void
  readonly onApply: (patches: readonly FieldPatch[]) => void
}

export function PasteDialog({ initial, onClose, ...rest }: Props) {
  return (
    <Dialog opened={initial !== null} onClose={onClose} title="Paste a connection string" width={560}>
      {initial !== null && <PasteForm key={initial} initial={initial} onClose={onClose} {...rest} />}
    </Dialog>
  )
}

function PasteForm({ connector, settings, initial, onClose, onApply }: Props) {
  const [text, setText] = useState(initial ?? '')
  const parsed = text.trim() === '' ? null : (connectorSettings(connector.id)?.parseUri(text) ?? null)
  const changes = parsed?.ok === true ? changesOf(connector.schema, parsed.value, settings) : []
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (changes.length === 0) return
        onApply(changes.map(({ path, after }) => ({ path, value: after })))
        onClose()
      }}
    >
      <TextArea
        data-autofocus
        aria-label="Connection string"
        invalid={parsed?.ok === false}
        aria-describedby="paste-result"
        placeholder="postgresql://user:password@db.example.org:5432/orders?sslmode=require"
        rows={3}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div id="paste-result" className={classes.result} aria-live="polite">
        {parsed === null && <p className="dim">A postgresql:// address. What it would change shows here first.</p>}
        {parsed?.ok === false && (
          <p className={classes.problem}>
            {parsed.error.message} (at character {parsed.error.position + 1}).
          </p>
        )}
        {parsed?.ok === true && changes.length === 0 && <p className="dim">The form already says all of this.</p>}
        {changes.length > 0 && <Changes connector={connector} changes={changes} />}
      </div>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" disabled={changes.length === 0}>
          {changes.length === 0 ? 'Apply' : `Change ${changes.length} ${changes.length === 1 ? 'field' : 'fields'}`}
        </Button>
      </div>
    </form>
  )
}

function Changes({ connector, changes }: { connector: ConnectorDetail; changes: readonly Change[] }) {
  const isSecret = (path: FieldPath) => connector.secretFields.includes(path)
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
        {changes.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">{titleOf(connector.schema, path)}</th>
            <td>{shown(before, isSecret(path))}</td>
            <td>{shown(after, isSecret(path))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Change {
  readonly path: FieldPath
  readonly before: JsonValue | undefined
  readonly after: JsonValue
}

/** Leaves that differ. Where the schema names no properties, as for options, the whole entry list is one value. */
function changesOf(
  schema: JsonObject,
  wanted: JsonObject,
  present: JsonObject,
  keys: readonly string[] = [],
): Change[] {
  return Object.entries(wanted).flatMap(([key, after]) => {
    const path = toFieldPath([...keys, key])
    const properties = schemaAt(schema, path)?.properties
    if (isJsonObject(after) && isJsonObject(properties)) return changesOf(schema, after, present, [...keys, key])
    const before = valueAt(present, path) as JsonValue | undefined
    return sameJson(before, after) ? [] : [{ path, before, after }]
  })
}

function shown(value: JsonValue | undefined, secret: boolean): string {
  if (value === undefined) return '–'
  if (secret) return `••••••• (${String(value).length} characters)`
  if (isJsonObject(value)) {
    return Object.entries(value)
      .map(([key, entry]) => `${key}=${String(entry)}`)
      .join(', ')
  }
  return String(value)
}
