import { Button, Modal } from '@mantine/core'
import type { ServiceSummary } from '../../../core/api.ts'
import { Notice } from '../../components/Notice.tsx'
import { useDeleteService } from '../../hooks/use-services.ts'
import classes from './ServicesPage.module.css'

interface Props {
  readonly service: ServiceSummary | null
  readonly onClose: () => void
}

export function DeleteDialog({ service, onClose }: Props) {
  const remove = useDeleteService()
  const close = () => {
    remove.reset()
    onClose()
  }
  return (
    <Modal opened={service !== null} onClose={close} title={`Delete ${service?.name ?? ''}`}>
      <p>
        Patchbay forgets the settings of <strong>{service?.name}</strong>, its stored secrets and its test results.
      </p>
      <p className="dim">The server at {service?.target} and everything in it remain as they are.</p>
      {remove.error !== null && <Notice kind="bad">{remove.error.message}</Notice>}
      <div className={classes.dialogActions}>
        <Button variant="default" onClick={close} data-autofocus>
          Keep
        </Button>
        <Button
          color="red"
          loading={remove.isPending}
          onClick={() => service !== null && remove.mutate(service.id, { onSuccess: close })}
        >
          Delete {service?.name}
        </Button>
      </div>
    </Modal>
  )
}
