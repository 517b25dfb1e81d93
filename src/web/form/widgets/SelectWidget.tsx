import type { WidgetProps } from '@rjsf/utils'
import { SelectBox } from '../../components/TextBox.tsx'
import { describeControl } from '../describe-control.ts'

export function SelectWidget(props: WidgetProps) {
  const { id, value, schema, required, label, options, disabled, readonly, onChange, onBlur, onFocus } = props
  const choices = options.enumOptions ?? []
  const index = choices.findIndex((choice) => choice.value === value)
  const none = schema.default === undefined ? 'Choose…' : `Default (${String(schema.default)})`
  return (
    <SelectBox
      {...describeControl(props)}
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

const isBranchSelect = (id: string) => /__(?:one|any)of_select$/.test(id)
