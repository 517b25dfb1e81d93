import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { type DragEvent, useEffect, useId, useRef, useState } from 'react'
import { connectorSettings, type ReadText, type TextProblem } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail } from '../../../core/api.ts'
import type { FieldPatch } from '../../../core/connection.ts'
import type { FieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { toLineAndColumn } from '../../../core/parse-json.ts'
import type { Result } from '../../../core/result.ts'
import { SelectBox, TextArea } from '../../components/TextBox.tsx'
import { changesOf } from './form-changes.ts'
import { PasteChanges } from './PasteChanges.tsx'
import classes from './PasteDialog.module.css'

/** Longer than any file of this kind; a dump chosen by mistake is not read. */
const largestFileBytes = 200_000

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
        {text.trim() === '' && <Formats />}
        {formats.error !== null && <p className={classes.problem}>The readers could not be loaded. Open this again.</p>}
        {drop.refused !== null && <p className={classes.problem}>{drop.refused}</p>}
        {parsed?.ok === false && <Problem problem={parsed.error} text={text} area={() => area.current} />}
        {parsed?.ok === true && <Recognised parsed={parsed} chosen={chosen} onChoose={setChosen} />}
        {reading !== undefined && (
          <>
            {changes.length === 0 && <p className="dim">The form already says all of this.</p>}
            {changes.length > 0 && <PasteChanges connector={connector} changes={changes} stored={stored} />}
            {reading.notes.length > 0 && (
              <ul className={classes.notes}>
                {[...new Set(reading.notes)].map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            )}
          </>
        )}
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

function Formats() {
  return (
    <p className="dim">
      A URI, key=value pairs, a psql command, a JDBC, SQLAlchemy or .NET string, a .env, .pgpass, pg_service.conf,
      docker-compose, Django, Rails or OpenMetadata file. What it would change shows here first; nothing leaves this
      page.
    </p>
  )
}

interface ProblemProps {
  readonly problem: TextProblem
  readonly text: string
  readonly area: () => HTMLTextAreaElement | null
}

function Problem({ problem, text, area }: ProblemProps) {
  const { line, column } = toLineAndColumn(text, problem.position)
  const place = text.trimEnd().includes('\n') ? `line ${line}, character ${column}` : `character ${column}`
  const show = () => {
    area()?.focus()
    area()?.setSelectionRange(problem.position, problem.position + 1)
  }
  return (
    <p className={classes.problem}>
      {problem.message} (at {place}).{' '}
      <button type="button" className={classes.link} onClick={show}>
        Show
      </button>
    </p>
  )
}

interface RecognisedProps {
  readonly parsed: Extract<Result<ReadText, TextProblem>, { ok: true }>
  readonly chosen: number
  readonly onChoose: (index: number) => void
}

function Recognised({ parsed, chosen, onChoose }: RecognisedProps) {
  const { format, readings } = parsed.value
  const id = useId()
  const [only] = readings
  if (readings.length === 1) {
    const label = only === undefined || only.label === '' ? '' : `: ${only.label}`
    return (
      <p className={classes.format}>
        <strong>{format}</strong>
        {label}
      </p>
    )
  }
  return (
    <div className={classes.format}>
      <label htmlFor={id}>
        <strong>{format}</strong> with {readings.length} connections
      </label>
      <SelectBox id={id} value={chosen} onChange={(event) => onChoose(Number(event.currentTarget.value))}>
        {readings.map(({ label }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a reading has no other identity
          <option key={index} value={index}>
            {label === '' ? `Connection ${index + 1}` : label}
          </option>
        ))}
      </SelectBox>
    </div>
  )
}

/** A file that is dropped anywhere on the form, or chosen. */
function useDroppedFile(onRead: (text: string) => void) {
  const picker = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    const text = file.size > largestFileBytes ? '\0' : await file.text()
    const isText = !text.includes('\0')
    setRefused(isText ? null : `${file.name} is not a text of at most ${largestFileBytes / 1000} kB.`)
    if (isText) onRead(text)
  }
  const target = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      const [file] = event.dataTransfer.files
      if (file === undefined) return
      event.preventDefault()
      void read(file)
    },
  }
  return { picker, over, refused, read, target }
}
