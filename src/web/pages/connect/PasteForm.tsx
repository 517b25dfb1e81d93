import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPatch } from '../../../core/connection.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { TextArea } from '../../components/TextBox.tsx'
import { changesOf } from './form-changes.ts'
import { PasteChanges } from './PasteChanges.tsx'
import classes from './PasteDialog.module.css'
import { PasteFormats, PasteNotes, PasteProblem, PasteReadings } from './PasteResult.tsx'
import { useDroppedFile } from './use-dropped-file.ts'

export interface PasteFormProps {
  readonly connector: ConnectorDetail
  readonly settings: JsonObject
  /** Secret fields with a stored value. */
  readonly stored: readonly FieldPath[]
  readonly initial: string
  readonly onClose: () => void
  readonly onApply: (patches: readonly FieldPatch[]) => void
}

/** Reads a connection in any known format, says what it would change, and changes it when asked. */
export function PasteForm({ connector, settings, stored, initial, onClose, onApply }: PasteFormProps) {
  const [text, setText] = useState(initial)
  const [chosen, setChosen] = useState(0)
  const area = useRef<HTMLTextAreaElement>(null)
  const resultId = useId()
  // The dialog was there before what is in it.
  useEffect(() => area.current?.focus(), [])
  const formats = useQuery({
    queryKey: ['text-formats', connector.id],
    queryFn: async () => (await connectorSettings(connector.id)?.loadTextFormats()) ?? null,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const parsed = text.trim() === '' ? null : (formats.data?.parseText(text) ?? null)
  const reading = parsed?.ok === true ? (parsed.value.readings[chosen] ?? parsed.value.readings[0]) : undefined
  const changes = reading === undefined ? [] : changesOf(connector.schema, reading.form, settings)
  const take = (next: string) => {
    setText(next)
    setChosen(0)
  }
  const drop = useDroppedFile(take)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (changes.length === 0) return
        onApply(changes.map(({ path, after }) => ({ path, value: after })))
        onClose()
      }}
      {...drop.target}
    >
      <TextArea
        ref={area}
        aria-label="Connection string"
        invalid={parsed?.ok === false}
        aria-describedby={resultId}
        placeholder="postgresql://user:password@db.example.org:5432/orders?sslmode=require"
        rows={5}
        value={text}
        spellCheck={false}
        autoComplete="off"
        data-drop={drop.over || undefined}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <div id={resultId} className={classes.result} aria-live="polite">
        {text.trim() === '' && <PasteFormats />}
        {formats.error !== null && <p className={classes.problem}>The readers could not be loaded. Open this again.</p>}
        {drop.refused !== null && <p className={classes.problem}>{drop.refused}</p>}
        {parsed?.ok === false && <PasteProblem problem={parsed.error} text={text} area={() => area.current} />}
        {parsed?.ok === true && <PasteReadings read={parsed.value} chosen={chosen} onChoose={setChosen} />}
        {reading !== undefined && <PasteChanges connector={connector} changes={changes} stored={stored} />}
        {reading !== undefined && <PasteNotes notes={reading.notes} />}
      </div>
      <div className={classes.actions}>
        <input ref={drop.picker} type="file" hidden onChange={(event) => drop.read(event.currentTarget.files?.[0])} />
        <Button
          variant="subtle"
          leftSection={<FileUp size={14} aria-hidden="true" />}
          onClick={() => drop.picker.current?.click()}
        >
          Open a file…
        </Button>
        <span className={classes.spacer} />
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
