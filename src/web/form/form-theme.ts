import type { FormProps } from '@rjsf/core'
import { GroupField } from './fields/GroupField.tsx'
import { ListField } from './fields/ListField.tsx'
import { TextField } from './fields/TextField.tsx'
import { ArrayItemTemplate, ArrayTemplate } from './templates/ArrayTemplate.tsx'
import { ChoiceTemplate } from './templates/ChoiceTemplate.tsx'
import { FieldTemplate } from './templates/FieldTemplate.tsx'
import { GroupTemplate } from './templates/GroupTemplate.tsx'
import { CheckboxWidget } from './widgets/CheckboxWidget.tsx'
import { PasswordWidget } from './widgets/PasswordWidget.tsx'
import { PemWidget } from './widgets/PemWidget.tsx'
import { SelectWidget } from './widgets/SelectWidget.tsx'
import { TextWidget } from './widgets/TextWidget.tsx'

/** Our controls in the form library's places. Help and messages are FieldTemplate's, so the library's own stay empty. */
export const formTheme: Pick<FormProps, 'fields' | 'templates' | 'widgets'> = {
  fields: { StringField: TextField, ObjectField: GroupField, ArrayField: ListField },
  templates: {
    FieldTemplate,
    ObjectFieldTemplate: GroupTemplate,
    ArrayFieldTemplate: ArrayTemplate,
    ArrayFieldItemTemplate: ArrayItemTemplate,
    MultiSchemaFieldTemplate: ChoiceTemplate,
    BaseInputTemplate: TextWidget,
    DescriptionFieldTemplate: () => null,
    FieldErrorTemplate: () => null,
    FieldHelpTemplate: () => null,
    ErrorListTemplate: () => null,
  },
  widgets: { SelectWidget, CheckboxWidget, PasswordWidget, PemWidget },
}
