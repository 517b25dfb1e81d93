import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import { SelectBox, TextBox } from '../../components/TextBox.tsx'
import { errorIdOf, helpIdOf } from '../describe-control.ts'
import classes from '../form.module.css'
import { type Entry, isNumber, type ValueType, withType } from './key-value.ts'

const typeWords: Record<ValueType, string> = { string: 'text', number: 'number', boolean: 'on/off' }

interface Props {
  readonly id: string
  readonly groupId: string
  readonly number: number
  readonly label: string
  readonly entry: Entry
  readonly twice: boolean
  readonly errors: readonly string[]
  readonly types: readonly ValueType[]
  readonly onChange: (entry: Entry) => void
  readonly onRemove: () => void
}

export function KeyValueRow(props: Props) {
  const { id, groupId, number, label, entry, twice, errors, types, onChange, onRemove } = props
  const named = entry.name === '' ? `entry ${number}` : entry.name
  const described = (own: boolean) =>
    [...(own ? [errorIdOf(groupId)] : []), ...(errors.length > 0 ? [errorIdOf(id)] : []), helpIdOf(groupId)].join(' ')
  const notNumber = entry.type === 'number' && entry.name !== '' && !isNumber(entry.value)
  return (
    <div>
      <div className={classes.keyValue}>
        <TextBox
          mono
          data-name
          aria-label={`${label}, name ${number}`}
          invalid={twice || errors.length > 0}
          aria-describedby={described(twice)}
          placeholder="name"
          value={entry.name}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => onChange({ ...entry, name: event.currentTarget.value })}
        />
        {types.length > 1 && (
          <SelectBox
            aria-label={`Type of ${named}`}
            aria-describedby={helpIdOf(groupId)}
            value={entry.type}
            onChange={(event) => onChange(withType(entry, event.currentTarget.value as ValueType))}
          >
            {types.map((type) => (
              <option key={type} value={type}>
                {typeWords[type]}
              </option>
            ))}
          </SelectBox>
        )}
        <ValueBox
          label={`Value of ${named}`}
          entry={entry}
          invalid={notNumber || errors.length > 0}
          describedBy={described(notNumber)}
          onChange={(value) => onChange({ ...entry, value })}
        />
        <ActionIcon aria-label={`Remove ${named}`} onClick={onRemove}>
          <X size={14} aria-hidden="true" />
        </ActionIcon>
      </div>
      {errors.length > 0 && (
        <p id={errorIdOf(id)} className={classes.lineError}>
          {errors.join(' ')}
        </p>
      )}
    </div>
  )
}

interface ValueBoxProps {
  readonly label: string
  readonly entry: Entry
  readonly invalid: boolean
  readonly describedBy: string
  readonly onChange: (value: string | boolean) => void
}

function ValueBox({ label, entry, invalid, describedBy, onChange }: ValueBoxProps) {
  const attributes = { 'aria-label': label, 'aria-describedby': describedBy, invalid }
  if (typeof entry.value === 'boolean') {
    return (
      <SelectBox
        {...attributes}
        value={String(entry.value)}
        onChange={(event) => onChange(event.currentTarget.value === 'true')}
      >
        <option value="true">on</option>
        <option value="false">off</option>
      </SelectBox>
    )
  }
  return (
    <TextBox
      {...attributes}
      mono
      placeholder="value"
      inputMode={entry.type === 'number' ? 'decimal' : undefined}
      value={entry.value}
      spellCheck={false}
      autoCapitalize="off"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
