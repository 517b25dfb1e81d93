import BooleanField from '@rjsf/core/lib/components/fields/BooleanField.js'
import CyclicSchemaField from '@rjsf/core/lib/components/fields/CyclicSchemaField.js'
import FallbackField from '@rjsf/core/lib/components/fields/FallbackField.js'
import MultiSchemaField from '@rjsf/core/lib/components/fields/MultiSchemaField.js'
import NullField from '@rjsf/core/lib/components/fields/NullField.js'
import NumberField from '@rjsf/core/lib/components/fields/NumberField.js'
import OptionalDataControlsField from '@rjsf/core/lib/components/fields/OptionalDataControlsField.js'
import SchemaField from '@rjsf/core/lib/components/fields/SchemaField.js'
import ArrayFieldItemButtonsTemplate from '@rjsf/core/lib/components/templates/ArrayFieldItemButtonsTemplate.js'
import buttonTemplates from '@rjsf/core/lib/components/templates/ButtonTemplates/index.js'
import CyclicSchemaExpandTemplate from '@rjsf/core/lib/components/templates/CyclicSchemaExpandTemplate.js'
import FallbackFieldTemplate from '@rjsf/core/lib/components/templates/FallbackFieldTemplate.js'
import OptionalDataControlsTemplate from '@rjsf/core/lib/components/templates/OptionalDataControlsTemplate.js'
import UnsupportedField from '@rjsf/core/lib/components/templates/UnsupportedField.js'
import WrapIfAdditionalTemplate from '@rjsf/core/lib/components/templates/WrapIfAdditionalTemplate.js'
import { englishStringTranslator } from '@rjsf/utils'
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

const Nothing = () => null

/**
 * All that the form library draws with: our controls, and its own logic where we have none. vite.config.ts puts this in
 * the place of the library's default registry, which would bring every control it has.
 */
export default function createRegistry() {
  return {
    fields: {
      AnyOfField: MultiSchemaField,
      ArrayField: ListField,
      BooleanField,
      CyclicSchemaField,
      FallbackField,
      NullField,
      NumberField,
      ObjectField: GroupField,
      OneOfField: MultiSchemaField,
      OptionalDataControlsField,
      SchemaField,
      StringField: TextField,
    },
    templates: {
      ArrayFieldDescriptionTemplate: Nothing,
      ArrayFieldItemButtonsTemplate,
      ArrayFieldItemTemplate: ArrayItemTemplate,
      ArrayFieldTemplate: ArrayTemplate,
      ArrayFieldTitleTemplate: Nothing,
      BaseInputTemplate: TextWidget,
      ButtonTemplates: buttonTemplates(),
      CyclicSchemaExpandTemplate,
      DescriptionFieldTemplate: Nothing,
      ErrorListTemplate: Nothing,
      FallbackFieldTemplate,
      // Messages and help are FieldTemplate's.
      FieldErrorTemplate: Nothing,
      FieldHelpTemplate: Nothing,
      FieldTemplate,
      GridTemplate: Nothing,
      MultiSchemaFieldTemplate: ChoiceTemplate,
      ObjectFieldTemplate: GroupTemplate,
      OptionalDataControlsTemplate,
      TitleFieldTemplate: Nothing,
      UnsupportedFieldTemplate: UnsupportedField,
      WrapIfAdditionalTemplate,
    },
    widgets: {
      CheckboxWidget,
      HiddenWidget: Nothing,
      PasswordWidget,
      PemWidget,
      SelectWidget,
      TextWidget,
      TextareaWidget: TextWidget,
    },
    rootSchema: {},
    formContext: {},
    translateString: englishStringTranslator,
    globalFormOptions: { idPrefix: 'root', idSeparator: '_', useFallbackUiForUnsupportedType: false },
  }
}
