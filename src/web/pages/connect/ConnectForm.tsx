import Form from '@rjsf/core/lib/components/Form.js'
import type { RJSFSchema, ValidatorType } from '@rjsf/utils'
import { useEffect, useMemo } from 'react'
import type { ConnectorDetail, DemoConnection, ServiceDetail } from '../../../core/api.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { TestResult } from '../../connection-test/TestResult.tsx'
import { spokenResult } from '../../connection-test/test-run.ts'
import { toErrorSchema } from '../../form/field-problem.ts'
import formClasses from '../../form/form.module.css'
import { FormContext } from '../../form/form-context.tsx'
import type { RawForm } from '../../form/form-value.ts'
import { HelpPanel } from '../../help/HelpPanel.tsx'
import { HelpSheet } from '../../help/HelpSheet.tsx'
import { ActionBar } from './ActionBar.tsx'
import classes from './ConnectForm.module.css'
import { ConnectHead } from './ConnectHead.tsx'
import { NameField } from './NameField.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { useConnectForm } from './use-connect-form.ts'

interface Props {
  readonly connector: ConnectorDetail
  readonly validator: ValidatorType
  readonly service: ServiceDetail | null
  readonly demo: DemoConnection | null
  /** Begin with the demo filled in. */
  readonly fillDemo: boolean
}

const withoutSubmit = { 'ui:submitButtonOptions': { norender: true } }

/** Absent stays absent: the form's defaults are filled in once, by us, and never behind the admin's back. */
const defaultsBehavior = { emptyObjectFields: 'skipDefaults', arrayMinItems: { populate: 'never' } } as const

export function ConnectForm({ connector, validator, service, demo, fillDemo }: Props) {
  const page = useConnectForm({ connector, validator, service, demo, fillDemo })
  const { value, problems, test, help, save, guard } = page
  const errorSchema = useMemo(() => toErrorSchema(problems.shown), [problems.shown])
  usePlace([
    { label: 'Services', to: '/services' },
    service === null ? { label: `New ${connector.title} service` } : { label: service.name, state: service.state },
  ])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      page.startTest()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [page.startTest])

  const panel = {
    help: help.document,
    focus: help.focus,
    onPick: help.pick,
  }
  return (
    <div className={classes.page} data-sheet={help.sheetOpen || undefined}>
      <div className={classes.left}>
        <div className={classes.column}>
          <ConnectHead page={page} connector={connector} service={service} demo={demo} />
          <FormContext value={page.context}>
            <form
              className={formClasses.form}
              aria-label="Connection settings"
              noValidate
              onSubmit={(event) => event.preventDefault()}
              onFocus={help.onFocus}
              onBlur={help.onBlur}
            >
              <div className={classes.name}>
                <NameField
                  name={value.name}
                  check={page.nameCheck}
                  showEmpty={page.nameAsked}
                  onChange={value.setName}
                />
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
          </FormContext>
        </div>
      </div>
      {!help.small && (
        <aside className={classes.help} aria-label="Help">
          <HelpPanel {...panel} />
        </aside>
      )}
      {help.sheetOpen && <HelpSheet {...panel} onClose={help.closeSheet} />}
      <div className={classes.dock} data-dock>
        {test.run !== null && (
          <TestResult
            run={test.run}
            stale={page.stale}
            target={page.target}
            onApply={page.apply}
            onFocusField={help.focusPath}
            onRetry={page.startTest}
          />
        )}
        <p className="visually-hidden" role="status">
          {test.run === null || !page.testedHere ? '' : spokenResult(test.run)}
        </p>
        <ActionBar page={page} save={save} />
      </div>
      <PasteDialog
        connector={connector}
        settings={value.form}
        initial={page.pasted}
        onClose={() => page.setPasted(null)}
        onApply={value.patch}
      />
      <ConfirmDialog
        opened={guard.asked}
        title="Leave without saving?"
        confirm="Leave and discard"
        cancel="Keep editing"
        destructive
        onConfirm={() => {
          value.settle()
          guard.leave()
        }}
        onCancel={guard.stay}
      >
        <p>What you changed on this page is not saved.</p>
      </ConfirmDialog>
    </div>
  )
}
