import type { BaseInputTemplateProps } from '@rjsf/utils'
import { TextBox } from '../../components/TextBox.tsx'
import { describeControl } from '../describe-control.ts'
import { useFormContext } from '../form-context.tsx'

const numeric = new Set(['number', 'integer'])

function placeholderOf({ schema, placeholder }: BaseInputTemplateProps): string | undefined {
  if (placeholder) return placeholder
  if (schema.default !== undefined) return `${String(schema.default)} (default)`
  const [example] = Array.isArray(schema.examples) ? schema.examples : []
  return example === undefined ? undefined : String(example)
}

/** Text or a number in one line. Clearing it makes the value absent. */
export function TextWidget(props: BaseInputTemplateProps) {
  const { id, value, schema, disabled, readonly, onChange, onBlur, onFocus } = props
  const { takePaste } = useFormContext()
  const isNumber = numeric.has(String(schema.type))
  const change = (text: string) => {
    if (text === '') onChange(undefined)
    else onChange(isNumber && Number.isFinite(Number(text)) ? Number(text) : text)
  }
  return (
    <TextBox
      {...describeControl(props)}
      inputMode={isNumber ? 'decimal' : undefined}
      value={value === undefined || value === null ? '' : String(value)}
      placeholder={placeholderOf(props)}
      disabled={disabled === true}
      readOnly={readonly === true}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={(event) => onBlur(id, event.currentTarget.value)}
      onFocus={(event) => onFocus(id, event.currentTarget.value)}
      onPaste={(event) => {
        if (takePaste(event.clipboardData.getData('text'))) event.preventDefault()
      }}
    />
  )
}
