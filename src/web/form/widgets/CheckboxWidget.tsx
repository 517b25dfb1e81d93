import { Checkbox } from '@mantine/core'
import type { WidgetProps } from '@rjsf/utils'
import { describeControl } from '../describe-control.ts'
import classes from '../form.module.css'

export function CheckboxWidget(props: WidgetProps) {
  const { id, value, schema, disabled, readonly, onChange, onBlur, onFocus } = props
  const { 'aria-required': _required, invalid, ...described } = describeControl(props)
  return (
    <div className={classes.checkbox}>
      <Checkbox
        {...described}
        aria-invalid={invalid || undefined}
        checked={value === true}
        disabled={disabled === true || readonly === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        onBlur={() => onBlur(id, value)}
        onFocus={() => onFocus(id, value)}
      />
      {schema.description !== undefined && (
        <span className={classes.hint} aria-hidden="true">
          {schema.description}
        </span>
      )}
    </div>
  )
}
