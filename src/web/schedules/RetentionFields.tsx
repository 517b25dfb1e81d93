import { Button, Checkbox } from '@mantine/core'
import { useId, useState } from 'react'
import type { Retention } from '../../core/runs.ts'
import { Notice } from '../components/Notice.tsx'
import { TextBox } from '../components/TextBox.tsx'
import classes from './ScheduleForm.module.css'

interface Props {
  readonly initial: Retention
  /** The rule of all services, where this is about one of them. */
  readonly general?: { readonly words: string; readonly isUsed: boolean }
  readonly saving: boolean
  readonly error: Error | null
  /** Null: the general rule. */
  readonly onSave: (retention: Retention | null) => void
}

/** Two rules; what either keeps stays. An empty field is no rule. */
export function RetentionFields({ initial, general, saving, error, onSave }: Props) {
  const id = useId()
  const [isGeneral, setIsGeneral] = useState(general?.isUsed ?? false)
  const [last, setLast] = useState(initial.keepLast?.toString() ?? '')
  const [days, setDays] = useState(initial.keepDays?.toString() ?? '')
  const isValid = [last, days].every((text) => /^\d{0,6}$/.test(text.trim()) && Number(text) <= 100_000)
  const toNumber = (text: string) => (text.trim() === '' ? null : Number(text))
  const field = (name: string, label: string, value: string, onChange: (text: string) => void) => (
    <div className={classes.field}>
      <label htmlFor={`${id}${name}`}>{label}</label>
      <TextBox
        id={`${id}${name}`}
        inputMode="numeric"
        value={value}
        disabled={isGeneral}
        invalid={!/^\d{0,6}$/.test(value.trim()) || Number(value) > 100_000}
        aria-describedby={`${id}hint`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) onSave(isGeneral ? null : { keepLast: toNumber(last), keepDays: toNumber(days) })
      }}
    >
      {general !== undefined && (
        <Checkbox
          label="As for all services"
          description={`Keeps ${general.words}.`}
          checked={isGeneral}
          onChange={(event) => setIsGeneral(event.currentTarget.checked)}
        />
      )}
      <div className={classes.pair}>
        {field('last', 'Keep the last', last, setLast)}
        {field('days', 'Keep those of the last days', days, setDays)}
      </div>
      <p id={`${id}hint`} className={classes.hint}>
        {isValid
          ? 'What either rule keeps stays, and the newest snapshot always. An empty field keeps nothing by its rule. It holds for runs, snapshots, tests, readings, profiles and results of checks.'
          : 'Give whole numbers up to 100,000, or leave a field empty.'}
      </p>
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
      <div className={classes.actions}>
        <Button type="submit" loading={saving} aria-disabled={!isValid || undefined}>
          Save
        </Button>
      </div>
    </form>
  )
}
