import Form from '@rjsf/core/lib/components/Form.js'
import type { RJSFSchema, ValidatorType } from '@rjsf/utils'
import { useMemo } from 'react'
import type { ConnectorDetail } from '../../../core/api.ts'
import { toErrorSchema } from '../../form/field-problem.ts'
import formClasses from '../../form/form.module.css'
import type { RawForm } from '../../form/form-value.ts'
import classes from './ConnectForm.module.css'
import { NameField } from './NameField.tsx'
import type { ConnectPageModel } from './use-connect-form.ts'

const withoutSubmit = { 'ui:submitButtonOptions': { norender: true } }

/** Absent stays absent: the form's defaults are filled in once, by us, and never behind the admin's back. */
const defaultsBehavior = { emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' } } as const

interface Props {
  readonly page: ConnectPageModel
  readonly connector: ConnectorDetail
  readonly validator: ValidatorType
}

/**
 * The name and the connector's fields. The form library draws; what is wrong is found out by us, so that a field
 * complains only when it is time, and reaches the library as extra errors.
 */
export function FormColumn({ page, connector, validator }: Props) {
  const { value, problems, help } = page
  const errorSchema = useMemo(() => toErrorSchema(problems.shown), [problems.shown])
  return (
    <form
      className={formClasses.form}
      aria-label="Connection settings"
      noValidate
      onSubmit={(event) => event.preventDefault()}
      onFocus={help.onFocus}
      onBlur={help.onBlur}
    >
      <div className={classes.name}>
        <NameField name={value.name} check={page.nameCheck} showEmpty={page.nameAsked} onChange={value.setName} />
      </div>
      <Form
        tagName="div"
        noValidate
        schema={connector.schema as RJSFSchema}
        uiSchema={withoutSubmit}
        validator={validator}
        formData={value.raw}
        extraErrors={errorSchema}
        onChange={(event) => value.setRaw(event.formData as RawForm)}
        experimental_defaultFormStateBehavior={defaultsBehavior}
        showErrorList={false}
      />
    </form>
  )
}
