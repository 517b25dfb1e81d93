import StringField from '@rjsf/core/lib/components/fields/StringField.js'
import type { FieldProps } from '@rjsf/utils'

function widgetFor({ uiFieldType, format, mask }: FieldProps['schema'] & Record<string, unknown>): string | null {
  if (uiFieldType === 'fileOrInput') return 'PemWidget'
  return format === 'password' || mask === true ? 'password' : null
}

/** The form library's text field, with the control that our schema keywords ask for. */
export function TextField(props: FieldProps) {
  const widget = widgetFor(props.schema)
  return <StringField {...props} {...(widget === null ? {} : { uiSchema: { 'ui:widget': widget } })} />
}
