import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { RunKind } from '../../core/runs.ts'
import { Notice } from '../components/Notice.tsx'
import { useIsChangingChecks } from '../hooks/use-checks.ts'
import { useRunHere } from './use-run-here.ts'

interface Props {
  readonly serviceId: string
  readonly kind: RunKind
  /** Null for everything the settings select. */
  readonly relations: readonly string[] | null
  readonly primary: boolean
  readonly icon: ReactNode
  readonly children: ReactNode
}

/** A button that starts a run and tells how it ended; the page's figures are read anew by themselves. */
export function RunHere({ serviceId, kind, relations, primary, icon, children }: Props) {
  const { run, isUnderWay, error, begin } = useRunHere(serviceId)
  const isChanging = useIsChangingChecks(serviceId)
  const failed = run?.state === 'failed' ? run.reason : null
  return (
    <>
      <Button
        variant={primary ? 'filled' : 'default'}
        leftSection={icon}
        loading={isUnderWay}
        disabled={kind === 'check' && isChanging}
        onClick={() => begin(kind, relations)}
      >
        {children}
      </Button>
      {isUnderWay && run !== null && <Link to={`/runs/${run.id}`}>See how far it is</Link>}
      <span className="visually-hidden" role="status">
        {run?.state === 'succeeded' ? 'Done.' : ''}
      </span>
      {failed !== null && (
        <Notice kind="bad">
          {failed.summary} {failed.remedy}
        </Notice>
      )}
      {error !== null && <Notice kind="bad">{error.message}</Notice>}
    </>
  )
}
