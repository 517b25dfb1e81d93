import { Button } from '@mantine/core'
import { Activity } from 'lucide-react'
import { useLocation } from 'wouter'
import { Notice } from '../../components/Notice.tsx'
import { useStartRun } from '../../hooks/use-start-run.ts'

/** Starts a usage reading and shows its run. */
export function ReadUsageButton({ serviceId, primary }: { readonly serviceId: string; readonly primary: boolean }) {
  const [, navigate] = useLocation()
  const start = useStartRun()
  return (
    <>
      <Button
        variant={primary ? 'filled' : 'default'}
        leftSection={<Activity size={14} aria-hidden="true" />}
        loading={start.isPending}
        onClick={() => start.mutate({ serviceId, kind: 'usage' }, { onSuccess: (run) => navigate(`/runs/${run.id}`) })}
      >
        Read usage now
      </Button>
      {start.error !== null && <Notice kind="bad">{start.error.message}</Notice>}
    </>
  )
}
