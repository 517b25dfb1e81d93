import { useId } from 'react'
import type { ReadText, TextProblem } from '../../../connectors/settings-registry.ts'
import { toLineAndColumn } from '../../../core/parse-json.ts'
import { SelectBox } from '../../components/TextBox.tsx'
import classes from './PasteDialog.module.css'

/** What can be pasted. */
export function PasteFormats() {
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

/** What is wrong with the text, and where. */
export function PasteProblem({ problem, text, area }: ProblemProps) {
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

interface ReadingsProps {
  readonly read: ReadText
  readonly chosen: number
  readonly onChoose: (index: number) => void
}

/** The format that was recognised; of several connections in it, one is chosen. */
export function PasteReadings({ read, chosen, onChoose }: ReadingsProps) {
  const { format, readings } = read
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

/** What was left out or assumed. */
export function PasteNotes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className={classes.notes}>
      {[...new Set(notes)].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
