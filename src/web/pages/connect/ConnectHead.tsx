import { Button } from '@mantine/core'
import { ClipboardCopy, ClipboardPaste, FlaskConical, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { connectorSettings } from '../../../connectors/settings-registry.ts'
import type { ConnectorDetail, DemoConnection, ServiceDetail, ServiceState } from '../../../core/api.ts'
import { CopyAsDialog } from '../../components/CopyAsDialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { StateBadge } from '../../components/StateBadge.tsx'
import classes from './ConnectForm.module.css'
import type { ConnectPageModel } from './use-connect-form.ts'

interface Props {
  readonly page: ConnectPageModel
  readonly connector: ConnectorDetail
  readonly service: ServiceDetail | null
  readonly demo: DemoConnection | null
}

export function ConnectHead({ page, connector, service, demo }: Props) {
  const canPaste = connectorSettings(connector.id) !== null
  const offersDemo = service === null && page.demoFill !== null && demo?.connector === connector.id
  return (
    <>
      <div className={classes.head}>
        <h1 className={classes.title}>{service === null ? `New ${connector.title} service` : service.name}</h1>
        <StateBadge state={stateOf(page, service)} />
        {service !== null && <Link to={`/services/${service.id}/tests`}>Past tests</Link>}
        <div className={classes.headActions}>
          {canPaste && (
            <Button
              variant="default"
              leftSection={<ClipboardPaste size={14} aria-hidden="true" />}
              onClick={() => page.setPasted('')}
            >
              Paste…
            </Button>
          )}
          {canPaste && <CopyAsButton page={page} connector={connector} service={service} />}
          {offersDemo && (
            <Button
              variant="default"
              leftSection={<FlaskConical size={14} aria-hidden="true" />}
              onClick={() => page.demoFill?.()}
            >
              Demo
            </Button>
          )}
        </div>
      </div>
      {page.value.restored && page.value.dirty && (
        <Notice
          kind="plain"
          actions={
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<Undo2 size={14} aria-hidden="true" />}
              onClick={page.value.reset}
            >
              Start over
            </Button>
          }
        >
          What you typed before is back. Passwords and keys are not kept; type them again.
        </Notice>
      )}
    </>
  )
}

function CopyAsButton({ page, connector, service }: Omit<Props, 'demo'>) {
  const [opened, setOpened] = useState(false)
  return (
    <>
      <Button
        variant="default"
        leftSection={<ClipboardCopy size={14} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        Copy as…
      </Button>
      <CopyAsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        connector={connector.id}
        form={page.value.form}
        name={page.value.name.trim()}
        stored={service?.storedSecrets ?? []}
      />
    </>
  )
}

/** What is known of the settings as they stand in the form. */
function stateOf({ test, stale, value }: ConnectPageModel, service: ServiceDetail | null): ServiceState {
  if (test.run === null && service !== null && !value.dirty) return service.state
  return test.run?.report == null || stale ? 'untested' : test.run.report.verdict
}
