import { Checkbox } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { SelectBox } from '../../components/TextBox.tsx'
import { describeControl, helpIdOf, labelIdOf } from '../describe-control.ts'
import classes from '../form.module.css'

export function SelectWidget(props: WidgetProps) {
  return props.multiple === true ? <ManyWidget {...props} /> : <OneWidget {...props} />
}

/** Any number of the choices, in the schema's order. */
function ManyWidget({ id, value, options, disabled, onChange }: WidgetProps) {
  const choices = options.enumOptions ?? []
  const chosen: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <fieldset id={id} aria-labelledby={labelIdOf(id)} className={classes.lines}>
      {choices.map((choice) => (
        <Checkbox
          key={choice.label}
          label={choice.label}
          aria-describedby={helpIdOf(id)}
          checked={chosen.includes(choice.value)}
          disabled={disabled === true}
          onChange={(event) => {
            const on = event.currentTarget.checked
            const kept = choices.filter(({ value: own }) => (own === choice.value ? on : chosen.includes(own)))
            onChange(kept.length === 0 ? undefined : kept.map(({ value: own }) => own))
          }}
        />
      ))}
    </fieldset>
  )
}

function OneWidget(props: WidgetProps) {
  const { id, value, schema, required, label, options, disabled, readonly, onChange, onBlur, onFocus } = props
  const choices = options.enumOptions ?? []
  const index = choices.findIndex((choice) => choice.value === value)
  const none = schema.default === undefined ? 'Choose…' : `Default (${String(schema.default)})`
  return (
    <SelectBox
      {...describeControl(props)}
      {...(isBranchSelect(id) ? { 'aria-describedby': helpIdOf(id.replace(branchSelect, '')) } : {})}
      // The select that picks a branch of a oneOf has no label of its own.
      {...(isBranchSelect(id) ? { 'aria-label': label === '' ? 'Kind' : `Kind of ${label}` } : {})}
      disabled={disabled === true || readonly === true}
      value={index < 0 ? '' : String(index)}
      onChange={(event) => {
        const chosen = event.currentTarget.value
        onChange(chosen === '' ? undefined : choices[Number(chosen)]?.value)
      }}
      onBlur={(event) => onBlur(id, event.currentTarget.value)}
      onFocus={(event) => onFocus(id, event.currentTarget.value)}
    >
      {(index < 0 || required !== true) && !isBranchSelect(id) && <option value="">{none}</option>}
      {choices.map((choice, at) => (
        <option key={choice.label} value={String(at)}>
          {choice.label}
        </option>
      ))}
    </SelectBox>
  )
}

const branchSelect = /__(?:one|any)of_select$/
const isBranchSelect = (id: string) => branchSelect.test(id)
