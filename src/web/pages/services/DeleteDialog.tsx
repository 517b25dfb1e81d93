import type { ServiceHoldings, ServiceSummary } from '../../../core/api.ts'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { useDeleteService, useHoldings } from '../../hooks/use-services.ts'
import { counted } from '../../runs/run-words.ts'

interface Props {
  readonly service: ServiceSummary | null
  readonly onClose: () => void
}

export function DeleteDialog({ service, onClose }: Props) {
  const remove = useDeleteService()
  const holdings = useHoldings(service?.id ?? null)
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
      {holdings.data !== undefined && <p>{goneWords(holdings.data)}</p>}
      <p className="dim">
        The server{service?.target === '' ? '' : ` at ${service?.target}`} and everything in it remain as they are.
      </p>
      {remove.error !== null && <Notice kind="bad">{remove.error.message}</Notice>}
    </ConfirmDialog>
  )
}

/** What else goes with the service. */
function goneWords({ runs, snapshots, schedules, running }: ServiceHoldings): string {
  const parts = [
    ...(runs > 0 ? [counted(runs, 'run')] : []),
    ...(snapshots > 0 ? [counted(snapshots, 'snapshot')] : []),
    ...(schedules > 0 ? [counted(schedules, 'schedule')] : []),
  ]
  if (parts.length === 0) return ''
  const words = `With it go ${new Intl.ListFormat('en').format(parts)}, and what was seen to change.`
  return running ? `${words} The run that is under way ends.` : words
}
