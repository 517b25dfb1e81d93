import { Checkbox } from '@mantine/core'
import type { ReadingPoint } from '../../core/usage-api.ts'
import type { SpanWish } from '../api/usage.ts'
import { SelectBox } from '../components/TextBox.tsx'
import classes from './SpanChoice.module.css'
import { momentWords } from './usage-words.ts'

interface Props {
  /** The oldest first. */
  readonly readings: readonly ReadingPoint[]
  readonly span: SpanWish
  readonly onChange: (span: SpanWish) => void
}

/** Between which readings, and whether with what Patchbay itself asked. */
export function SpanChoice({ readings, span, onChange }: Props) {
  const newest = readings.at(-1)
  const end = span.to ?? newest?.number ?? 0
  const single = readings.length < 2
  return (
    <fieldset className={classes.span}>
      <legend className="visually-hidden">Span</legend>
      <span className={classes.end}>
        <span aria-hidden="true">From</span>
        <SelectBox
          aria-label="From"
          value={span.from ?? (single ? 'reset' : (readings[0]?.number ?? ''))}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...span, from: value === 'reset' ? 'reset' : Number(value) })
          }
        >
          <option value="reset">all the server had counted</option>
          {readings.map(({ number, readAt }) => (
            <option key={number} value={number} disabled={number >= end}>
              {momentWords(readAt)}
            </option>
          ))}
        </SelectBox>
      </span>
      <span className={classes.end}>
        <span aria-hidden="true">to</span>
        <SelectBox
          aria-label="To"
          value={end}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...span, to: Number(value) === newest?.number ? null : Number(value) })
          }
        >
          {readings.map(({ number, readAt }) => (
            <option key={number} value={number} disabled={typeof span.from === 'number' && number <= span.from}>
              {momentWords(readAt)}
            </option>
          ))}
        </SelectBox>
      </span>
      <Checkbox
        size="xs"
        label="with Patchbay’s own"
        checked={span.own === true}
        onChange={({ currentTarget: { checked } }) => onChange({ ...span, own: checked })}
      />
    </fieldset>
  )
}
