import type { ServiceDetail } from '../../../core/api.ts'
import { NotThereYet } from '../../components/NotThereYet.tsx'
import { useQualitySettings, useSaveQualitySettings } from '../../hooks/use-quality.ts'
import { SettingsForm } from './SettingsForm.tsx'

/** How a service's rows are looked at, and what of them may be kept. */
export function SettingsPart({ service: { id } }: { readonly service: ServiceDetail }) {
  const { data, error, refetch, isFetching } = useQualitySettings(id)
  const save = useSaveQualitySettings(id)
  if (data === undefined) return <NotThereYet query={{ error, refetch, isFetching }} />
  return (
    <SettingsForm
      initial={data}
      saving={save.isPending}
      error={save.error}
      saved={save.isSuccess}
      onSave={(settings) => save.mutate(settings)}
    />
  )
}
