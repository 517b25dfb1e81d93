import { useSearch } from 'wouter'
import { AppError } from '../../../core/error.ts'
import { usePlace } from '../../app/crumbs.tsx'
import { LoadError } from '../../components/LoadError.tsx'
import { PageSkeleton } from '../../components/PageSkeleton.tsx'
import { useConnector } from '../../hooks/use-connector.ts'
import { useDemo, useService } from '../../hooks/use-services.ts'
import { NotFoundPage } from '../NotFoundPage.tsx'
import { ConnectForm } from './ConnectForm.tsx'

interface Props {
  /** For a new service; an existing one knows its own. */
  readonly connectorId: string | null
  readonly serviceId: string | null
}

export function ConnectPage({ connectorId, serviceId }: Props) {
  const service = useService(serviceId)
  const loaded = useConnector(connectorId ?? service.data?.connector ?? null)
  const demo = useDemo()
  const wantsDemo = new URLSearchParams(useSearch()).has('demo')
  const kind = loaded.data?.connector.title
  const fresh = kind === undefined ? 'New service' : `New ${kind} service`
  usePlace([
    { label: 'Services', to: '/services' },
    serviceId === null
      ? { label: fresh }
      : { label: service.data?.name ?? 'Service', ...(service.data ? { state: service.data.state } : {}) },
  ])

  const error = service.error ?? loaded.error
  if (error instanceof AppError && error.code === 'SERVICE_NOT_FOUND') return <NotFoundPage what="service" />
  if (error instanceof AppError && error.code === 'CONNECTOR_NOT_FOUND') return <NotFoundPage what="connector" />
  if (error !== null && (loaded.data === undefined || (serviceId !== null && service.data === undefined))) {
    const retry = () => Promise.all([service.error && service.refetch(), loaded.error && loaded.refetch()])
    return <LoadError error={error} retry={retry} retrying={service.isFetching || loaded.isFetching} />
  }
  const waitsForDemo = wantsDemo && demo.isPending
  if (loaded.data === undefined || (serviceId !== null && service.data === undefined) || waitsForDemo) {
    return <PageSkeleton />
  }
  return (
    <ConnectForm
      // A save answers with the same service; only another one starts the form anew.
      key={service.data?.id ?? loaded.data.connector.id}
      connector={loaded.data.connector}
      validator={loaded.data.validator}
      service={service.data ?? null}
      demo={demo.data ?? null}
      fillDemo={wantsDemo && demo.data?.available === true}
    />
  )
}
