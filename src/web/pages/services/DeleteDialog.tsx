import type { ServiceSummary } from '../../../core/api.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useDeleteService } from '../../hooks/use-services.ts'

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
    <ConfirmDialog
      opened={service !== null}
      title={`Delete ${service?.name ?? ''}`}
      confirm={`Delete ${service?.name ?? ''}`}
      cancel="Keep"
      destructive
      busy={remove.isPending}
      onConfirm={() => service !== null && remove.mutate(service.id, { onSuccess: close })}
      onCancel={close}
    >
      <p>
        Patchbay forgets the settings of <strong>{service?.name}</strong>, its stored secrets and its test results.
      </p>
      <p className="dim">
        The server{service?.target === '' ? '' : ` at ${service?.target}`} and everything in it remain as they are.
      </p>
      {remove.error !== null && <Notice kind="bad">{remove.error.message}</Notice>}
    </ConfirmDialog>
  )
}
