import type { ValidatorType } from '@rjsf/utils'
import { useEffect } from 'react'
import type { ConnectorDetail, DemoConnection, ServiceDetail } from '../../../core/api.ts'
import type { FieldPath } from '../../../core/ids.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { FormContext } from '../../form/form-context.tsx'
import { HelpPanel } from '../../help/HelpPanel.tsx'
import { HelpSheet } from '../../help/HelpSheet.tsx'
import classes from './ConnectForm.module.css'
import { ConnectHead } from './ConnectHead.tsx'
import { Dock } from './Dock.tsx'
import { FormColumn } from './FormColumn.tsx'
import { PasteDialog } from './PasteDialog.tsx'
import { useConnectForm } from './use-connect-form.ts'

const noSecrets: readonly FieldPath[] = []

interface Props {
  readonly connector: ConnectorDetail
  readonly validator: ValidatorType
  readonly service: ServiceDetail | null
  readonly demo: DemoConnection | null
  /** Begin with the demo filled in. */
  readonly fillDemo: boolean
}

/** The form on the left, its manual on the right, the connection test and the buttons below both. */
export function ConnectForm({ connector, validator, service, demo, fillDemo }: Props) {
  const page = useConnectForm({ connector, validator, service, demo, fillDemo })
  const { value, help, guard } = page
  useTestShortcut(page.startTest)
  const panel = { help: help.document, focus: help.focus, onPick: help.pick }
  return (
    <div className={classes.page} data-sheet={help.sheetOpen || undefined}>
      <div className={classes.left}>
        <div className={classes.column}>
          <ConnectHead page={page} connector={connector} service={service} demo={demo} />
          <FormContext value={page.context}>
            <FormColumn page={page} connector={connector} validator={validator} />
          </FormContext>
        </div>
      </div>
      {!help.small && (
        <aside className={classes.help} aria-label="Help">
          <HelpPanel {...panel} />
        </aside>
      )}
      {help.sheetOpen && <HelpSheet {...panel} onClose={help.closeSheet} />}
      <Dock page={page} />
      <PasteDialog
        connector={connector}
        settings={value.form}
        stored={service?.storedSecrets ?? noSecrets}
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

/** ⌘ or Ctrl with Enter, wherever the focus is. */
function useTestShortcut(startTest: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
      // A dialog has its own use for Enter.
      if (event.target instanceof Element && event.target.closest('dialog') !== null) return
      event.preventDefault()
      startTest()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [startTest])
}
