import { Notice } from '../components/Notice.tsx'
import { useSaveRetention, useServiceRetention } from '../hooks/use-settings.ts'
import { RetentionFields } from './RetentionFields.tsx'
import { retentionWords } from './retention-words.ts'
import classes from './ScheduleForm.module.css'

/** How long runs, snapshots and tests of one service are kept. */
export function RetentionForm({ serviceId, onDone }: { readonly serviceId: string; readonly onDone: () => void }) {
  const retention = useServiceRetention(serviceId)
  const save = useSaveRetention(serviceId)
  if (retention.error !== null) return <Notice kind="bad">{retention.error.message}</Notice>
  if (retention.data === undefined) return <div className={classes.meaning} />
  const { own, general } = retention.data
  return (
    <RetentionFields
      key={JSON.stringify(retention.data)}
      initial={own ?? general}
      general={{ words: retentionWords(general), isUsed: own === null }}
      saving={save.isPending}
      error={save.error}
      onSave={(next) => save.mutate(next, { onSuccess: onDone })}
    />
  )
}
