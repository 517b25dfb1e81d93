import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import type { ProfileSample } from '../../../core/quality/profile.ts'
import type { QualitySettings } from '../../../core/quality/settings.ts'
import { Notice } from '../../components/Notice.tsx'
import { SelectBox, TextBox } from '../../components/TextBox.tsx'
import { Field } from '../../quality/Field.tsx'
import classes from './SettingsForm.module.css'

interface Props {
  readonly initial: QualitySettings
  readonly saving: boolean
  readonly saved: boolean
  readonly error: Error | null
  readonly onSave: (settings: QualitySettings) => void
}

const ways = [
  ['usual', 'All rows, with the server’s statistics where they do'],
  ['exact', 'All rows, everything exact'],
  ['bernoulli', 'A share of the rows, drawn one by one'],
  ['system', 'A share of the rows, whole pages (faster, less even)'],
  ['rows', 'A number of rows'],
] as const
type Way = (typeof ways)[number][0]

const wayOf = ({ exact, sample }: QualitySettings): Way => (exact ? 'exact' : (sample?.method ?? 'usual'))

function sampleOf(way: Way, amount: number): ProfileSample | null {
  if (way === 'bernoulli' || way === 'system') return { method: way, percent: amount }
  return way === 'rows' ? { method: way, rows: Math.round(amount) } : null
}

const amountOf = (sample: ProfileSample | null): string =>
  sample === null ? '10' : String('rows' in sample ? sample.rows : sample.percent)

export function SettingsForm({ initial, saving, saved, error, onSave }: Props) {
  const [keepValues, setKeepValues] = useState(initial.keepValues)
  const [classify, setClassify] = useState(initial.classify)
  const [way, setWay] = useState<Way>(wayOf(initial))
  const [amount, setAmount] = useState(amountOf(initial.sample))
  const [where, setWhere] = useState(initial.where ?? '')
  const [relation, setRelation] = useState(String(initial.relationMinutes))
  const [total, setTotal] = useState(initial.totalMinutes?.toString() ?? '')
  const isSample = way !== 'usual' && way !== 'exact'
  const most = way === 'rows' ? 1_000_000_000 : 100
  const isAmount = !isSample || (Number(amount) > 0 && Number(amount) <= most)
  const isTime = isMinutes(relation) && (total.trim() === '' || isMinutes(total))
  const box = (label: string, value: string, onChange: (text: string) => void, isValid: boolean) => (
    <Field label={label}>
      {(id) => (
        <TextBox
          id={id}
          inputMode="decimal"
          value={value}
          invalid={!isValid}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  )
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isAmount || !isTime) return
        const totalMinutes = total.trim() === '' ? null : Number(total)
        const sample = sampleOf(way, Number(amount))
        onSave({
          keepValues,
          classify,
          exact: way === 'exact',
          sample,
          where: where.trim() === '' ? null : where.trim(),
          relationMinutes: Number(relation),
          totalMinutes,
        })
      }}
    >
      <h2>Which rows are looked at</h2>
      <Field label="Rows">
        {(id) => (
          <SelectBox id={id} value={way} onChange={({ currentTarget: { value } }) => setWay(value as Way)}>
            {ways.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </SelectBox>
        )}
      </Field>
      {isSample && box(way === 'rows' ? 'Number of rows' : 'Percent', amount, setAmount, isAmount)}
      <Field
        label="Only rows where"
        hint="A condition in SQL for all profiles of this service, in a read-only transaction. Relations that lack one of its columns are listed as not profiled. Empty takes all rows; checks have conditions of their own."
      >
        {(id) => (
          <TextBox
            id={id}
            mono
            value={where}
            maxLength={10_000}
            spellCheck={false}
            placeholder="created_at > now() - interval '30 days'"
            onChange={(event) => setWhere(event.currentTarget.value)}
          />
        )}
      </Field>
      <div className={classes.pair}>
        {box('Minutes for one relation at most', relation, setRelation, isMinutes(relation))}
        {box('Minutes for a run at most', total, setTotal, total.trim() === '' || isMinutes(total))}
      </div>
      <p className={classes.hint}>
        The smallest relations come first; those that the time does not suffice for are listed. An empty field is
        without limit.
      </p>
      <Checkbox
        label="Look for personal and secret values"
        description="Names of columns and some of their values tell which hold e-mail addresses, card numbers, names and the like. How sure that is and why is kept, no value is."
        checked={classify}
        onChange={(event) => setClassify(event.currentTarget.checked)}
      />
      <h2>What is kept</h2>
      <Checkbox
        label="Keep values of rows"
        description="Frequent values, text at the ends, and some of the rows that fail a check. They may be personal. Without it there are counts, shares, lengths, and figures about numbers and times. Turning it off removes the values that are there."
        checked={keepValues}
        onChange={(event) => setKeepValues(event.currentTarget.checked)}
      />
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
      <div className={classes.actions}>
        <Button type="submit" loading={saving} aria-disabled={!(isAmount && isTime) || undefined}>
          Save
        </Button>
        <span role="status" className="dim">
          {saved ? 'Saved.' : ''}
        </span>
      </div>
    </form>
  )
}

const isMinutes = (text: string): boolean => Number(text) > 0 && Number(text) <= 10_000
