import ArrayField from '@rjsf/core/lib/components/fields/ArrayField.js'
import type { FieldProps } from '@rjsf/utils'
import { fieldKind } from '../field-kind.ts'
import { TextListField } from './TextListField.tsx'

/** Lists of texts get one input a line, the others the form library's own editing with our templates. */
export function ListField(props: FieldProps) {
  return fieldKind(props.schema) === 'text-list' ? (
    <TextListField {...props} />
  ) : (
    <ArrayField {...(props as FieldProps<unknown[]>)} />
  )
}
