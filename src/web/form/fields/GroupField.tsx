import ObjectField from '@rjsf/core/lib/components/fields/ObjectField.js'
import type { FieldProps } from '@rjsf/utils'
import { fieldKind } from '../field-kind.ts'
import { KeyValueField } from './KeyValueField.tsx'

/** Free-form objects get the key/value editor, the others their properties. */
export function GroupField(props: FieldProps) {
  return fieldKind(props.schema) === 'map' ? <KeyValueField {...props} /> : <ObjectField {...props} />
}
