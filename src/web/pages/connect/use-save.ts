import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { ConnectorDetail, NameCheck, ServiceDetail } from '../../../core/api.ts'
import { AppError } from '../../../core/error.ts'
import type { FieldPath } from '../../../core/ids.ts'
import { useSaveService } from '../../hooks/use-services.ts'
import { useStartRun } from '../../hooks/use-start-run.ts'
import { namePath } from './NameField.tsx'
import type { FormValue } from './use-form-value.ts'
import type { Problems } from './use-problems.ts'

interface Options {
  readonly connector: ConnectorDetail
  readonly service: ServiceDetail | null
  readonly value: FormValue
  readonly problems: Problems
  readonly nameCheck: NameCheck | undefined
  readonly onNameMissing: () => void
  readonly focusPath: (path: FieldPath) => boolean
}

/** Saving. What cannot be stored is refused and focused; what would only not connect is the admin's to decide. */
export function useSave({ connector, service, value, problems, nameCheck, onNameMissing, focusPath }: Options) {
  const mutation = useSaveService(service?.id ?? null)
  const reading = useStartRun()
  const [leaveFor, setLeaveFor] = useLeaving()
  const { refusal, offersAnyway, refuse, withdraw } = useRefusal({ value, problems, focusPath })
  const [thenReads, setThenReads] = useState(false)
  const read = (serviceId: string) =>
    reading.mutate(
      { serviceId, kind: 'extract' },
      {
        onSuccess: (run) => setLeaveFor(`/runs/${run.id}`),
        // It is saved all the same: saving once more would make a second one.
        onError: () => service === null && setLeaveFor(`/services?saved=${serviceId}`),
      },
    )
  const save = (anyway: boolean, reads = thenReads) => {
    setThenReads(reads)
    withdraw()
    if (value.name.trim() === '') {
      onNameMissing()
      return refuse('The service needs a name.', namePath, false)
    }
    if (nameCheck?.available === false) return refuse('Another service has this name.', namePath, false)
    const blocking = problems.all.filter(({ source }) => source === 'schema' || source === 'widget')
    if (blocking.length > 0) return refuse(needAttention(blocking.length), blocking[0]?.path, false)
    const doubtful = problems.all.filter(({ source }) => source === 'settings')
    if (doubtful.length > 0 && !anyway) return refuse(needAttention(doubtful.length), doubtful[0]?.path, true)
    mutation.mutate(
      { name: value.name.trim(), connector: connector.id, settings: value.settings },
      {
        onSuccess: (saved) => {
          value.settle()
          if (reads) read(saved.id)
          else setLeaveFor(`/services?saved=${saved.id}`)
        },
        onError: (error) => {
          if (error instanceof AppError && error.code === 'SERVICE_NAME_TAKEN') refuse(error.message, namePath, false)
        },
      },
    )
  }
  const pending = mutation.isPending || reading.isPending
  return {
    save,
    /** Reads the service as it was saved. */
    readNow: () => service !== null && read(service.id),
    saving: pending && !thenReads,
    savingToRead: pending && thenReads,
    saved: leaveFor !== null,
    refusal: refusal ?? wordsOf(mutation.error ?? reading.error),
    offersAnyway,
  }
}

/** Goes to an address after the render in which nothing is left to lose: the guard is gone by then. */
function useLeaving() {
  const [, navigate] = useLocation()
  const [leaveFor, setLeaveFor] = useState<string | null>(null)
  useEffect(() => {
    if (leaveFor !== null) navigate(leaveFor)
  }, [leaveFor, navigate])
  return [leaveFor, setLeaveFor] as const
}

/** Why it was not saved. What was refused may be in order once it is changed: the next try will tell. */
function useRefusal({ value, problems, focusPath }: Pick<Options, 'value' | 'problems' | 'focusPath'>) {
  const [refused, setRefused] = useState<{ why: string; anyway: boolean; value: FormValue } | null>(null)
  const isMeant = refused !== null && refused.value.name === value.name && refused.value.form === value.form
  return {
    refusal: isMeant ? refused.why : null,
    offersAnyway: isMeant && refused.anyway,
    withdraw: () => setRefused(null),
    refuse(why: string, path: FieldPath | undefined, anyway: boolean) {
      problems.showAll()
      setRefused({ why, anyway, value })
      if (path !== undefined) requestAnimationFrame(() => focusPath(path))
    },
  }
}

function wordsOf(error: Error | null): string | null {
  if (error === null) return null
  return [error.message, ...(error instanceof AppError ? [error.details, error.hint] : [])].filter(Boolean).join(' ')
}

const needAttention = (count: number) =>
  count === 1 ? 'One field needs attention.' : `${count} fields need attention.`
