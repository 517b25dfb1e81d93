import { Checkbox } from '@mantine/core'
import type { Parameter } from '../../../core/quality/checks/parameters.ts'
import { SelectBox, TextArea, TextBox } from '../../components/TextBox.tsx'
import { Field, type FieldControl } from '../Field.tsx'
import type { ShapeColumn } from './check-draft.ts'

interface Props {
  readonly parameter: Parameter
  readonly columns: readonly ShapeColumn[]
  readonly text: string
  readonly onChange: (text: string) => void
}

const hints = {
  values: 'One value a line.',
  names: 'Names of columns, with commas between them.',
  shape: 'As JSON, a list of columns.',
} as const

/** A parameter of a check in the form its type asks for. */
export function ParameterField({ parameter, columns, text, onChange }: Props) {
  const { title, type, optional, default: usual, description } = parameter
  if (type === 'boolean') {
    return (
      <Checkbox
        label={title}
        description={description}
        checked={(text || String(usual)) === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    )
  }
  const hint = [description, typeof type === 'string' && type in hints ? hints[type as keyof typeof hints] : undefined]
  const name = (
    <>
      {title}
      {optional === true && <span className="dim"> (optional)</span>}
    </>
  )
  return (
    <Field label={name} hint={hint.filter(Boolean).join(' ')}>
      {(control) => (
        <ParameterControl control={control} parameter={parameter} columns={columns} text={text} onChange={onChange} />
      )}
    </Field>
  )
}

function ParameterControl({ control, parameter, columns, text, onChange }: Props & { readonly control: FieldControl }) {
  const { name, type, default: usual } = parameter
  const change = ({ currentTarget: { value } }: { currentTarget: { value: string } }) => onChange(value)
  const options =
    name === 'columnName' ? columns.map((column) => column.name) : typeof type === 'object' ? type.oneOf : null
  if (options !== null) {
    return (
      <SelectBox {...control} value={text || String(usual ?? '')} onChange={change}>
        {usual === undefined && <option value="">Choose…</option>}
        {options.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </SelectBox>
    )
  }
  if (type === 'values' || type === 'shape' || name === 'sqlExpression') {
    return <TextArea {...control} rows={type === 'shape' ? 8 : 4} value={text} onChange={change} />
  }
  const placeholder = usual === undefined ? undefined : String(usual)
  return (
    <TextBox
      {...control}
      value={text}
      inputMode={type === 'count' ? 'numeric' : undefined}
      placeholder={placeholder}
      mono={type === 'text'}
      onChange={change}
    />
  )
}
