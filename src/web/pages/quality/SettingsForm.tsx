import { Button, Checkbox } from '@mantine/core'
import { type ComponentProps, useState } from 'react'
import type { QualitySettings } from '../../../core/quality/settings.ts'
import { Notice } from '../../components/Notice.tsx'
import { SelectBox, TextBox } from '../../components/TextBox.tsx'
import { Field } from '../../quality/Field.tsx'
import classes from './SettingsForm.module.css'
import { draftOf, isSample, type SettingsDraft, settingsOf, type Way, ways, wrongIn } from './settings-draft.ts'

interface Props {
  readonly initial: QualitySettings
  readonly saving: boolean
  readonly saved: boolean
  readonly error: Error | null
  readonly onSave: (settings: QualitySettings) => void
}

export function SettingsForm({ initial, saving, saved, error, onSave }: Props) {
  const [draft, setDraft] = useState(() => draftOf(initial))
  const set = (change: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...change }))
  const wrong = wrongIn(draft)
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong.length === 0) onSave(settingsOf(draft))
      }}
    >
      <RowsPart draft={draft} wrong={wrong} set={set} />
      <TimePart draft={draft} wrong={wrong} set={set} />
      <Checkbox
        label="Look for personal and secret values"
        description="Names of columns and some of their values tell which hold e-mail addresses, card numbers, names and the like. How sure that is and why is kept, no value is."
        checked={draft.classify}
        onChange={(event) => set({ classify: event.currentTarget.checked })}
      />
      <h2>What is kept</h2>
      <Checkbox
        label="Keep values of rows"
        description="Frequent values, text at the ends, and some of the rows that fail a check. They may be personal. Without it there are counts, shares, lengths, and figures about numbers and times. Turning it off removes the values that are there."
        checked={draft.keepValues}
        onChange={(event) => set({ keepValues: event.currentTarget.checked })}
      />
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
      <div className={classes.actions}>
        <Button type="submit" loading={saving} aria-disabled={wrong.length > 0 || undefined}>
          Save
        </Button>
        <span role="status" className="dim">
          {saved ? 'Saved.' : ''}
        </span>
      </div>
    </form>
  )
}

interface PartProps {
  readonly draft: SettingsDraft
  readonly wrong: readonly (keyof SettingsDraft)[]
  readonly set: (change: Partial<SettingsDraft>) => void
}

function RowsPart({ draft, wrong, set }: PartProps) {
  return (
    <>
      <h2>Which rows are looked at</h2>
      <Field label="Rows">
        {(control) => (
          <SelectBox
            {...control}
            value={draft.way}
            onChange={(event) => set({ way: event.currentTarget.value as Way })}
          >
            {ways.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectBox>
        )}
      </Field>
      {isSample(draft) && (
        <TextField
          label={draft.way === 'rows' ? 'Number of rows' : 'Percent'}
          inputMode="decimal"
          value={draft.amount}
          invalid={wrong.includes('amount')}
          onText={(amount) => set({ amount })}
        />
      )}
      <TextField
        label="Only rows where"
        hint="A condition in SQL for all profiles of this service, in a read-only transaction. Relations that lack one of its columns are listed as not profiled. Empty takes all rows; checks have conditions of their own."
        mono
        value={draft.where}
        maxLength={10_000}
        spellCheck={false}
        placeholder="created_at > now() - interval '30 days'"
        onText={(where) => set({ where })}
      />
    </>
  )
}

function TimePart({ draft, wrong, set }: PartProps) {
  return (
    <>
      <div className={classes.pair}>
        <TextField
          label="Minutes for one relation at most"
          inputMode="decimal"
          value={draft.relationMinutes}
          invalid={wrong.includes('relationMinutes')}
          onText={(relationMinutes) => set({ relationMinutes })}
        />
        <TextField
          label="Minutes for a run at most"
          inputMode="decimal"
          value={draft.totalMinutes}
          invalid={wrong.includes('totalMinutes')}
          onText={(totalMinutes) => set({ totalMinutes })}
        />
      </div>
      <p className={classes.hint}>
        The smallest relations come first; those that the time does not suffice for are listed. An empty field is
        without limit.
      </p>
    </>
  )
}

interface TextFieldProps extends Omit<ComponentProps<typeof TextBox>, 'onChange' | 'id'> {
  readonly label: string
  readonly hint?: string
  readonly onText: (text: string) => void
}

function TextField({ label, hint, onText, ...box }: TextFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(control) => <TextBox {...control} {...box} onChange={(event) => onText(event.currentTarget.value)} />}
    </Field>
  )
}
