import type { ServiceSummary } from '../../../core/api.ts'
import { CopyAsDialog } from '../../components/CopyAsDialog.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useService } from '../../hooks/use-services.ts'

interface Props {
  readonly service: ServiceSummary | null
  readonly onClose: () => void
}

/** "Copy as" for a saved service; its settings are read when it opens. */
export function CopyServiceDialog({ service, onClose }: Props) {
  const { data, error } = useService(service?.id ?? null)
  if (service !== null && error !== null && data === undefined) {
    return (
      <Dialog opened onClose={onClose} title="Copy as">
        <Notice kind="bad">{error.message}</Notice>
      </Dialog>
    )
  }
  if (service === null || data === undefined) return null
  return (
    <CopyAsDialog
      opened
      onClose={onClose}
      connector={data.connector}
      form={data.settings}
      name={data.name}
      stored={[...data.storedSecrets, ...data.withheldSecrets]}
    />
  )
}
